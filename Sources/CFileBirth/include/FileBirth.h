#ifndef SDLOG_FILE_BIRTH_H
#define SDLOG_FILE_BIRTH_H

#include <stdint.h>

/// Returns when an open file was made, in nanoseconds since 1970, or 0 where the system does not tell.
///
/// An inode is given to another file once its own is gone; this tells the two apart.
int64_t sdlog_file_birth(int descriptor);

#endif
