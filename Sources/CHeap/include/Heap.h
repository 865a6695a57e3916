#ifndef SDLOG_HEAP_H
#define SDLOG_HEAP_H

/// Makes every block of 128 KiB or more memory of its own, which goes back to the system when it is freed.
///
/// By itself, glibc moves that bound up to the size of any such block that is freed, up to 32 MiB, and what
/// is smaller stays with the process from then on.
void sdlog_return_large_blocks(void);

#endif
