#ifndef SDLOG_BENCHMARK_H
#define SDLOG_BENCHMARK_H

// What a benchmark needs of the machine: a clock, a counter of instructions, and a place where results go
// that no optimiser sees through.

#include <stdint.h>

/// Takes a result, so that whatever it depends on has to be computed.
///
/// Returns the result. It is a call into another object file, which the compiler knows nothing of, so
/// that what is measured is neither left out, nor done once for all rounds, nor moved out of the timed
/// part.
uint64_t sdlog_benchmark_opaque(uint64_t value);

/// The processor time of this thread in nanoseconds.
uint64_t sdlog_benchmark_thread_time(void);

/// Opens a counter of this thread's instructions in user mode.
///
/// Returns -1 where there is none: on other systems than Linux, on a machine that counts nothing for its
/// guests, or where /proc/sys/kernel/perf_event_paranoid forbids it.
int sdlog_benchmark_open_counter(void);

/// What a counter shows; 0 where it cannot be read.
uint64_t sdlog_benchmark_read_counter(int counter);

#endif
