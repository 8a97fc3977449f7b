/* A library of Windows 10 that Rust's programs need and Wine 8 has not, with the one function that they call. For tests. */

#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
    return RtlGenRandom(data, (ULONG)length);
}
