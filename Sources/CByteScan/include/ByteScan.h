#ifndef SDLOG_BYTESCAN_H
#define SDLOG_BYTESCAN_H
#endif
