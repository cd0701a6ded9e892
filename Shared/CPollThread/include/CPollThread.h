#pragma once

#include <stdint.h>

/// Opens a non-blocking eventfd, or returns -1 with `errno` set.
int poll_thread_wakeup_open(void);

/// Makes a poll on `wakeup` return. Safe from any thread.
void poll_thread_wakeup_signal(int wakeup);

/// Forgets all signals so far.
void poll_thread_wakeup_clear(int wakeup);

/// Names the calling thread as `ps -L` and debuggers show it; at most 15 bytes are kept.
void poll_thread_set_name(const char *name);
