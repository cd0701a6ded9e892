#define _GNU_SOURCE
#include "CPollThread.h"

#include <pthread.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

int poll_thread_wakeup_open(void) {
    return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
}

void poll_thread_wakeup_signal(int wakeup) {
    const uint64_t one = 1;
    // The only failure left is a counter that is full, and then the poll wakes anyway.
    (void)!write(wakeup, &one, sizeof one);
}

void poll_thread_wakeup_clear(int wakeup) {
    uint64_t count;
    (void)!read(wakeup, &count, sizeof count);
}

void poll_thread_set_name(const char *name) {
    char kept[16];
    strncpy(kept, name, sizeof kept - 1);
    kept[sizeof kept - 1] = '\0';
    pthread_setname_np(pthread_self(), kept);
}
