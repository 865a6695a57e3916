#ifndef SDLOG_MEMORY_H
#define SDLOG_MEMORY_H

/// Makes every block of 128 KiB or more memory of its own, which goes back to the system when it is freed.
///
/// By itself, glibc moves that bound up to the size of any such block that is freed, up to 32 MiB, and what
/// is smaller stays with the process from then on.
void sdlog_return_large_blocks(void);

/// Takes the pages of the program's file and of its libraries that cannot be written out of the memory of
/// the process, which gets back what it still needs page by page from the system's cache of files.
///
/// To be called between two stages, where most of the code that ran before does not run again. It costs
/// some 150 page faults, 0.1 ms in all. A breakpoint that a debugger set in the code is lost.
void sdlog_leave_code(void);

#endif
