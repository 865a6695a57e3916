#define _GNU_SOURCE
#include "Benchmark.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <linux/perf_event.h>
#include <sys/syscall.h>
#endif

uint64_t sdlog_benchmark_opaque(uint64_t value) {
  static volatile uint64_t last;
  last = value;
  return last;
}

uint64_t sdlog_benchmark_thread_time(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

int sdlog_benchmark_open_counter(void) {
#if defined(__linux__)
  // See perf_event_open(2).
  struct perf_event_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.size = sizeof attributes;
  attributes.type = PERF_TYPE_HARDWARE;
  attributes.config = PERF_COUNT_HW_INSTRUCTIONS;
  attributes.exclude_kernel = 1;
  attributes.exclude_hv = 1;
  return (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0);
#else
  return -1;
#endif
}

uint64_t sdlog_benchmark_read_counter(int counter) {
  uint64_t count = 0;
  return read(counter, &count, sizeof count) == sizeof count ? count : 0;
}
