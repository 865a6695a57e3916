#define _GNU_SOURCE
#include "FileBirth.h"

#include <fcntl.h>
#include <sys/stat.h>

int64_t sdlog_file_birth(int descriptor) {
#if defined(__APPLE__)
  struct stat status;
  if (fstat(descriptor, &status) != 0) return 0;
  return (int64_t)status.st_birthtimespec.tv_sec * 1000000000 + status.st_birthtimespec.tv_nsec;
#elif defined(STATX_BTIME)
  struct statx details;
  if (statx(descriptor, "", AT_EMPTY_PATH, STATX_BTIME, &details) != 0) return 0;
  if (!(details.stx_mask & STATX_BTIME)) return 0;
  return details.stx_btime.tv_sec * 1000000000 + details.stx_btime.tv_nsec;
#else
  (void)descriptor;
  return 0;
#endif
}
