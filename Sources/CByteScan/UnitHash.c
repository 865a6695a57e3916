#include "UnitHash.h"

#include <string.h>

#define SDLOG_INLINE static inline __attribute__((always_inline))

// Registers of the compiler: four words are one register of AVX2, two of SSE2 and NEON.
typedef uint64_t words2 __attribute__((vector_size(16)));
typedef uint64_t words4 __attribute__((vector_size(32)));

SDLOG_INLINE uint64_t fold(uint64_t left, uint64_t right) {
  unsigned __int128 product = (unsigned __int128)left * right;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

SDLOG_INLINE uint64_t load(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

/// Adds the products of 16 bytes, and of 32.
SDLOG_INLINE void add16(words2 *sums, const uint8_t *bytes, const uint64_t *key) {
  words2 words = {load(bytes), load(bytes + 8)};
  words2 mixed = words ^ (words2){key[0], key[1]};
  *sums += (mixed & 0xFFFFFFFF) * (mixed >> 32) + __builtin_shufflevector(words, words, 1, 0);
}

SDLOG_INLINE void add32(words4 *sums, const uint8_t *bytes, const uint64_t *key) {
  words4 words = {load(bytes), load(bytes + 8), load(bytes + 16), load(bytes + 24)};
  words4 mixed = words ^ (words4){key[0], key[1], key[2], key[3]};
  *sums += (mixed & 0xFFFFFFFF) * (mixed >> 32) + __builtin_shufflevector(words, words, 1, 0, 3, 2);
}

SDLOG_INLINE uint64_t hash_below_16(const uint8_t *bytes, size_t count, const uint64_t *key) {
  uint64_t low = 0, high = 0;
  if (count >= 8) {
    low = load(bytes);
    high = load(bytes + count - 8);
  } else {
    for (size_t at = 0; at < count; at++) low |= (uint64_t)bytes[at] << 8 * at;
  }
  return fold(fold(low ^ key[0], (high + count) ^ key[1]) ^ key[2], key[3]);
}

/// The last bytes are taken together with some before them, so that none are left over.
SDLOG_INLINE uint64_t hash(const uint8_t *bytes, size_t count, const uint64_t *key) {
  const uint64_t *last = key + SDLOG_UNIT_HASH_KEYS - 4;
  const uint64_t length = count * 0x9E3779B97F4A7C15;
  if (count < 16) return hash_below_16(bytes, count, last);
  if (count < 32) {
    words2 sums = {length, 0}, others = {0, 0};
    add16(&sums, bytes, key);
    add16(&others, bytes + count - 16, last);
    return fold(sums[0] ^ key[0], sums[1] ^ key[1]) + fold(others[0] ^ key[2], others[1] ^ key[3]);
  }
  words4 sums = {length, 0, 0, 0}, others = {0, 0, 0, 0};
  size_t at = 0;
  for (; at + 64 <= count; at += 64) {
    add32(&sums, bytes + at, key + at / 8);
    add32(&others, bytes + at + 32, key + at / 8 + 4);
  }
  if (at + 32 <= count) add32(&sums, bytes + at, key + at / 8);
  add32(&others, bytes + count - 32, last);
  sums += others;
  return fold(sums[0] ^ key[0], sums[1] ^ key[1]) + fold(sums[2] ^ key[2], sums[3] ^ key[3]);
}

SDLOG_INLINE void hash_units(
    const uint8_t *bytes, sdlog_unit *units, size_t count, const uint64_t *key) {
  for (size_t unit = 0; unit < count; unit++) {
    units[unit].hash = hash(bytes, (size_t)units[unit].bytes, key);
    bytes += units[unit].bytes;
  }
}

void sdlog_hash_units_anywhere(
    const uint8_t *bytes, sdlog_unit *units, size_t count, const uint64_t *key) {
  hash_units(bytes, units, count, key);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void hash_units_avx2(
    const uint8_t *bytes, sdlog_unit *units, size_t count, const uint64_t *key) {
  hash_units(bytes, units, count, key);
}
#endif

void sdlog_hash_units(const uint8_t *bytes, sdlog_unit *units, size_t count, const uint64_t *key) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    hash_units_avx2(bytes, units, count, key);
    return;
  }
#endif
  hash_units(bytes, units, count, key);
}
