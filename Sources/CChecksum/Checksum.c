#include "Checksum.h"

#include <pthread.h>
#include <string.h>

/// What four bits, moved through the polynomial, add up to.
static const uint32_t nibbles[16] = {
  0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
  0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
};

static inline uint32_t add_byte(uint32_t state, uint8_t byte) {
  state ^= byte;
  state = nibbles[state & 15] ^ (state >> 4);
  return nibbles[state & 15] ^ (state >> 4);
}

#define TABLE_COUNT 8

/// Table n holds what a byte with n bytes behind it adds up to.
static uint32_t tables[TABLE_COUNT][256];

static void make_tables(void) {
  for (uint32_t byte = 0; byte < 256; byte++) {
    uint32_t state = add_byte(0, (uint8_t)byte);
    for (int table = 0; table < TABLE_COUNT; table++) {
      tables[table][byte] = state;
      state = add_byte(state, 0);
    }
  }
}

static uint32_t add_plain(uint32_t state, const uint8_t *bytes, size_t count) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, make_tables);
  for (; count >= 8; bytes += 8, count -= 8) {
    uint32_t low = state ^ ((uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16
                            | (uint32_t)bytes[3] << 24);
    state = tables[7][low & 255] ^ tables[6][low >> 8 & 255] ^ tables[5][low >> 16 & 255]
      ^ tables[4][low >> 24] ^ tables[3][bytes[4]] ^ tables[2][bytes[5]] ^ tables[1][bytes[6]]
      ^ tables[0][bytes[7]];
  }
  for (; count > 0; bytes++, count--) state = tables[0][(state ^ *bytes) & 255] ^ (state >> 8);
  return state;
}

uint32_t sdlog_crc32_plain(uint32_t crc, const void *bytes, size_t count) {
  return ~add_plain(~crc, bytes, count);
}

#if defined(__x86_64__)
#include <immintrin.h>

#define CARRYLESS __attribute__((target("pclmul,sse4.1")))

/// Multiplies both halves by the constants of a distance, which moves them by it.
CARRYLESS static inline __m128i fold(__m128i value, __m128i constants, __m128i next) {
  __m128i low = _mm_clmulepi64_si128(value, constants, 0x00);
  __m128i high = _mm_clmulepi64_si128(value, constants, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

/// Folds 64 bytes at a time and reduces at the end; the constants and the steps are those of "Fast CRC
/// Computation for Generic Polynomials Using PCLMULQDQ Instruction" (Intel, 2009), bits reflected.
///
/// `count` is a multiple of 16, and 64 at least.
CARRYLESS static uint32_t add_folded(uint32_t state, const uint8_t *bytes, size_t count) {
  const __m128i by64 = _mm_set_epi64x(0x01C6E41596, 0x0154442BD4);
  const __m128i by16 = _mm_set_epi64x(0x00CCAA009E, 0x01751997D0);
  const __m128i by8 = _mm_set_epi64x(0, 0x0163CD6124);
  const __m128i barrett = _mm_set_epi64x(0x01F7011641, 0x01DB710641);
  const __m128i even = _mm_setr_epi32(-1, 0, -1, 0);

  __m128i lanes[4];
  memcpy(lanes, bytes, 64);
  lanes[0] = _mm_xor_si128(lanes[0], _mm_cvtsi32_si128((int)state));
  bytes += 64;
  count -= 64;
  for (; count >= 64; bytes += 64, count -= 64) {
    const __m128i *next = (const __m128i *)bytes;
    for (int lane = 0; lane < 4; lane++) {
      lanes[lane] = fold(lanes[lane], by64, _mm_loadu_si128(next + lane));
    }
  }
  __m128i value = lanes[0];
  for (int lane = 1; lane < 4; lane++) value = fold(value, by16, lanes[lane]);
  for (; count >= 16; bytes += 16, count -= 16) {
    value = fold(value, by16, _mm_loadu_si128((const __m128i *)bytes));
  }

  // From 128 bits to 64.
  __m128i part = _mm_clmulepi64_si128(value, by16, 0x10);
  value = _mm_xor_si128(_mm_srli_si128(value, 8), part);
  part = _mm_srli_si128(value, 4);
  value = _mm_clmulepi64_si128(_mm_and_si128(value, even), by8, 0x00);
  value = _mm_xor_si128(value, part);
  // And to 32, without a division.
  part = _mm_clmulepi64_si128(_mm_and_si128(value, even), barrett, 0x10);
  part = _mm_clmulepi64_si128(_mm_and_si128(part, even), barrett, 0x00);
  return (uint32_t)_mm_extract_epi32(_mm_xor_si128(value, part), 1);
}

uint32_t sdlog_crc32(uint32_t crc, const void *start, size_t count) {
  const uint8_t *bytes = start;
  uint32_t state = ~crc;
  if (count >= 64 && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1")) {
    size_t folded = count & ~(size_t)15;
    state = add_folded(state, bytes, folded);
    bytes += folded;
    count -= folded;
  }
  // The last few do without tables, which most programs then never make.
  if (count > 63) return ~add_plain(state, bytes, count);
  for (; count > 0; bytes++, count--) state = add_byte(state, *bytes);
  return ~state;
}

#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>

uint32_t sdlog_crc32(uint32_t crc, const void *start, size_t count) {
  const uint8_t *bytes = start;
  uint32_t state = ~crc;
  for (; count >= 8; bytes += 8, count -= 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    state = __crc32d(state, word);
  }
  for (; count > 0; bytes++, count--) state = __crc32b(state, *bytes);
  return ~state;
}

#else

uint32_t sdlog_crc32(uint32_t crc, const void *bytes, size_t count) {
  return sdlog_crc32_plain(crc, bytes, count);
}

#endif
