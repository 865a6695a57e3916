#include <archive.h>
#include <archive_entry.h>

// Macros with casts do not reach Swift.

/// The type of a regular file in an archive's entry.
static const unsigned int sdlog_archive_regular_file = AE_IFREG;
