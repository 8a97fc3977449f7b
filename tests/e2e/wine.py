"""Windows, as far as Wine has it: a new prefix with its files and its registry."""

import os
import shutil
import subprocess
from pathlib import Path

from desktop import LOGS, ROOT, Failure, check, output, run, step, wait_for

COMPILER = "x86_64-w64-mingw32-gcc"

# Debian keeps the 64-bit Wine out of the way, where no 32-bit one is installed.
WINE = next(filter(shutil.which, ["/usr/lib/wine/wine64", "wine64", "wine"]), None)
SERVER = next(filter(shutil.which, ["/usr/lib/wine/wineserver64", "wineserver64", "wineserver"]), None)


class Windows:
    """`with Windows(screen) as windows:` begins with a new prefix and ends everything that runs in it."""

    def __init__(self, screen):
        self.screen = screen
        self.prefix = screen.folder / "prefix"
        self.drive = self.prefix / "drive_c"

    def __enter__(self):
        check(WINE and SERVER, "there is no Wine")
        os.environ.update(
            WINEPREFIX=str(self.prefix),
            WINEDEBUG="-all",
            # No entries in the menus of the machine, and no questions about .NET and HTML.
            WINEDLLOVERRIDES="winemenubuilder.exe=d;mscoree=;mshtml=",
        )
        # So that a server which a program starts does not end with that program's terminal.
        run(WINE, "wineboot", "--init")
        run(SERVER, "--wait")
        library = self.drive / "windows/system32/bcryptprimitives.dll"
        if not library.exists():
            source = ROOT / "tests/e2e/bcryptprimitives.c"
            run(COMPILER, "-shared", "-Os", "-s", "-o", str(library), str(source), "-ladvapi32")
        return self

    def __exit__(self, kind, _value, _trace):
        if kind is not None:
            self.screen.picture("e2e-windows-failed")
        subprocess.run([SERVER, "--kill"], check=False)

    @property
    def home(self):
        """The folder of the person."""
        (home,) = [path for path in (self.drive / "users").iterdir() if path.name != "Public"]
        return home

    @property
    def programs(self):
        """The folder of the Start menu."""
        return self.home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"

    def name(self, path):
        """What Windows calls a file of the prefix."""
        return "C:\\" + str(Path(path).relative_to(self.drive)).replace("/", "\\")

    def run(self, program, *words, **options):
        """Runs a program to its end, and returns it with what it wrote."""
        return subprocess.run(
            [WINE, str(program), *words], capture_output=True, stdin=subprocess.DEVNULL, timeout=120, **options
        )

    def open(self, what):
        """Opens a file as a double click does, or the text of a link."""
        name = what if isinstance(what, str) else self.name(what)
        # What is opened would hold on to pipes.
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        done = subprocess.run([WINE, "start", name], timeout=120, **quiet)
        check(done.returncode == 0, f"{name} cannot be opened: {done.returncode}")

    def window(self, title, patience=60):
        """The X window with a title."""

        def look():
            return output("xdotool", "search", "--onlyvisible", "--name", f"^{title}$", check=False).split()

        found = wait_for(f"a window {title!r}", look, patience)[-1]
        run("xdotool", "windowactivate", "--sync", found)
        return found

    def running(self, program):
        """The numbers of the processes that run a program of this prefix. Wine 8's own list of them is empty."""
        found = []
        for process in Path("/proc").iterdir():
            try:
                command, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
            except OSError:  # no process, or it has ended
                continue
            words = command.split(b"\0")
            if words[0].endswith(program.encode()) and f"WINEPREFIX={self.prefix}".encode() in environment.split(b"\0"):
                found.append(int(process.name))
        return found

    def values(self, key):
        """The values of a registry key by their names; None where there is no such key."""
        done = self.run("reg", "query", key)
        if done.returncode != 0:
            return None
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        fields = [line[4:].split("    ", 2) for line in lines if line.startswith("    ")]
        return {field[0]: field[2] for field in fields if len(field) == 3}

    def keys(self, key):
        """The names of the registry keys directly below one."""
        done = self.run("reg", "query", key)
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        return [line.rsplit("\\", 1)[-1] for line in lines if line.startswith("HKEY_")]

    def set(self, key, name, kind, value):
        """Writes a value into the registry, such as a setting of the system."""
        done = self.run("reg", "add", key, "/v", name, "/t", kind, "/d", value, "/f")
        check(done.returncode == 0, f"the registry does not take {key} {name}: {done.stderr}")

    def files(self):
        """Every file of the prefix but Windows' own and the temporary ones."""
        left_out = (self.drive / "windows", self.home / "Temp", self.home / "AppData/Local/Temp")
        return {
            path
            for path in self.drive.rglob("*")
            if path.is_file() and not path.is_symlink() and not any(folder in path.parents for folder in left_out)
        }
