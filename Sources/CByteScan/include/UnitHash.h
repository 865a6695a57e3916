#ifndef SDLOG_UNITHASH_H
#define SDLOG_UNITHASH_H

#include <stddef.h>
#include <stdint.h>

// A 64-bit hash of up to 512 bytes: a sum of products, none of which waits for another one.
//
// Each word of eight bytes is combined with a word of the key for its place, and the halves of what
// comes out are multiplied with each other; the word itself goes to the sum beside, so that no factor
// of zero hides it. That is how XXH3 accumulates (github.com/Cyan4973/xxHash, doc/xxhash_spec.md),
// which adds up 16 products like that before it mixes its sums. Here there are four sums, each of up
// to 17 products.

enum {
  /// The most bytes that can be hashed.
  SDLOG_UNIT_LIMIT = 512,
  /// The words of the key: one for each word of the bytes, and four for the last 32 bytes.
  SDLOG_UNIT_HASH_KEYS = SDLOG_UNIT_LIMIT / 8 + 4
};

/// A unit of a log: its bytes end a line or are as many as can be hashed.
typedef struct {
  uint64_t hash;
  /// From 0 to `SDLOG_UNIT_LIMIT`.
  int32_t bytes;
  /// How many lines end with it: 0 or 1.
  int32_t line_ends;
} sdlog_unit;

/// Hashes units that lie one behind the other.
///
/// The first form takes the widest registers that the processor has, the second one those that all
/// have; both give the same values, on any machine.
///
/// - Parameters:
///   - bytes: The first unit's bytes.
///   - units: The units, which get their hashes.
///   - count: How many there are.
///   - key: `SDLOG_UNIT_HASH_KEYS` words.
void sdlog_hash_units(const uint8_t *bytes, sdlog_unit *units, size_t count, const uint64_t *key);
void sdlog_hash_units_anywhere(
    const uint8_t *bytes, sdlog_unit *units, size_t count, const uint64_t *key);

#endif
