// Loaded into one instance of the service (LD_PRELOAD): its wall clock is off by as many seconds as stand in the file that PCN_CLOCK names.
// The monotonic clock is left alone, as it is when an operator or a wrong time server sets the clock of a machine.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t which, struct timespec *time)
{
    static int (*real)(clockid_t, struct timespec *);
    static _Thread_local time_t read_at;
    static _Thread_local long offset;
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(which, time);
    if (result != 0 || (which != CLOCK_REALTIME && which != CLOCK_REALTIME_COARSE)) return result;
    if (read_at != time->tv_sec) {
        const char *name = getenv("PCN_CLOCK");
        FILE *file = name ? fopen(name, "r") : NULL;
        if (file) {
            if (fscanf(file, "%ld", &offset) != 1) offset = 0;
            fclose(file);
        }
        read_at = time->tv_sec;
    }
    time->tv_sec += offset;
    return result;
}
