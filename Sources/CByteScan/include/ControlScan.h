#ifndef SDLOG_CONTROLSCAN_H
#define SDLOG_CONTROLSCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

/// Returns the index of the first byte below 0x20 in `bytes[from..<count]`, or `count`.
static inline size_t sdlog_first_control(const uint8_t *bytes, size_t from, size_t count) {
  size_t at = from;
#if defined(__SSE2__)
  const __m128i last = _mm_set1_epi8(0x1F);
  while (at + 16 <= count) {
    __m128i block = _mm_loadu_si128((const __m128i *)(bytes + at));
    int hits = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(block, last), block));
    if (hits) return at + (size_t)__builtin_ctz((unsigned)hits);
    at += 16;
  }
#elif defined(__ARM_NEON)
  while (at + 16 <= count) {
    uint8x16_t hits = vcltq_u8(vld1q_u8(bytes + at), vdupq_n_u8(0x20));
    uint64_t nibbles = vget_lane_u64(
        vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(hits), 4)), 0);
    if (nibbles) return at + (size_t)(__builtin_ctzll(nibbles) >> 2);
    at += 16;
  }
#endif
  while (at < count && bytes[at] >= 0x20) at++;
  return at;
}

/// Returns the index of the first occurrence of `needle` in `bytes[from..<count]`, or `count`.
static inline size_t sdlog_find(const uint8_t *bytes, size_t from, size_t count,
                                const uint8_t *needle, size_t needle_count) {
  while (from + needle_count <= count) {
    const uint8_t *hit = memchr(bytes + from, needle[0], count - needle_count + 1 - from);
    if (!hit) break;
    if (memcmp(hit, needle, needle_count) == 0) return (size_t)(hit - bytes);
    from = (size_t)(hit - bytes) + 1;
  }
  return count;
}

/// Returns whether two stretches of bytes are the same.
static inline int sdlog_same(const uint8_t *left, size_t left_count, const uint8_t *right,
                              size_t right_count) {
  return left_count == right_count && (left_count == 0 || memcmp(left, right, left_count) == 0);
}

#endif
