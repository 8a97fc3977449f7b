// Makes each fsync of a program take half a second longer, like a bad disk: LD_PRELOAD this. Each call adds a byte to the
// file that SLOW_SYNC_LOG names.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int slow(const char *name, int file) {
    const char *log = getenv("SLOW_SYNC_LOG");
    int out = log ? open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    if (out >= 0) {
        (void)!write(out, "s", 1);
        close(out);
    }
    struct timespec half = {0, 500000000};
    nanosleep(&half, NULL);
    int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    return next(file);
}

int fsync(int file) {
    return slow("fsync", file);
}

int fdatasync(int file) {
    return slow("fdatasync", file);
}
