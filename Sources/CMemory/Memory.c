#define _GNU_SOURCE
#include "Memory.h"

#include <stddef.h>
// Says which C library this is.
#include <stdlib.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#if defined(__linux__)
#include <link.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

void sdlog_return_large_blocks(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 128 << 10);
#endif
}

#if defined(__linux__)

/// Whether the loader changed code of an object, which is then not what its file holds.
static bool has_changed_code(const struct dl_phdr_info *object) {
  for (int index = 0; index < object->dlpi_phnum; index++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[index];
    if (segment->p_type != PT_DYNAMIC) continue;
    const ElfW(Dyn) *entry = (const ElfW(Dyn) *)(object->dlpi_addr + segment->p_vaddr);
    for (; entry->d_tag != DT_NULL; entry++) {
      if (entry->d_tag == DT_TEXTREL) return true;
      if (entry->d_tag == DT_FLAGS && entry->d_un.d_val & DF_TEXTREL) return true;
    }
  }
  return false;
}

/// Unmaps the whole pages of the segments of an object that cannot be written.
static int leave_object(struct dl_phdr_info *object, size_t size, void *argument) {
  (void)size;
  const size_t page = *(const size_t *)argument;
  if (has_changed_code(object)) return 0;
  for (int index = 0; index < object->dlpi_phnum; index++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[index];
    if (segment->p_type != PT_LOAD || segment->p_flags & PF_W) continue;
    const size_t start = object->dlpi_addr + segment->p_vaddr;
    const size_t first = (start + page - 1) / page * page;
    const size_t end = (start + segment->p_filesz) / page * page;
    if (first < end) madvise((void *)first, end - first, MADV_DONTNEED);
  }
  return 0;
}

#endif

void sdlog_leave_code(void) {
#if defined(__linux__)
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  dl_iterate_phdr(leave_object, &page);
#endif
}
