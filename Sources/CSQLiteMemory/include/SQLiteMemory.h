#ifndef SDLOG_SQLITE_MEMORY_H
#define SDLOG_SQLITE_MEMORY_H

/// Lets SQLite count no memory, of which nobody asks.
///
/// It would take a lock for each block that it gets or gives back. To be called before SQLite is used
/// for the first time in the process; later it has no effect. A function of C, because Swift cannot call
/// those with any number of arguments.
void sdlog_sqlite_count_no_memory(void);

#endif
