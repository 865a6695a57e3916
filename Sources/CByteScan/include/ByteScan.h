#ifndef SDLOG_BYTESCAN_H
#define SDLOG_BYTESCAN_H

// Searches through bytes, 16 at a time where the processor can (SSE2, NEON), else one at a time.
//
// Nothing here reads outside of `bytes[0 ..< count]`. All functions are inlined into their Swift
// callers, so that they cost no call.

#include <stddef.h>
#include <stdint.h>

#define SDLOG_INLINE static inline __attribute__((always_inline))

#if defined(__SSE2__)
#include <emmintrin.h>
#define SDLOG_SIMD 1
typedef __m128i sdlog_vector;
SDLOG_INLINE sdlog_vector sdlog_load(const uint8_t *p) {
  return _mm_loadu_si128((const __m128i *)p);
}
SDLOG_INLINE sdlog_vector sdlog_equal(sdlog_vector v, uint8_t b) {
  return _mm_cmpeq_epi8(v, _mm_set1_epi8((char)b));
}
SDLOG_INLINE sdlog_vector sdlog_or(sdlog_vector a, sdlog_vector b) { return _mm_or_si128(a, b); }
/// Bit i tells whether the top bit of byte i is set.
SDLOG_INLINE uint32_t sdlog_bits(sdlog_vector v) { return (uint32_t)_mm_movemask_epi8(v); }
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#define SDLOG_SIMD 1
typedef uint8x16_t sdlog_vector;
SDLOG_INLINE sdlog_vector sdlog_load(const uint8_t *p) { return vld1q_u8(p); }
SDLOG_INLINE sdlog_vector sdlog_equal(sdlog_vector v, uint8_t b) { return vceqq_u8(v, vdupq_n_u8(b)); }
SDLOG_INLINE sdlog_vector sdlog_or(sdlog_vector a, sdlog_vector b) { return vorrq_u8(a, b); }
/// Bit i tells whether the top bit of byte i is set.
SDLOG_INLINE uint32_t sdlog_bits(sdlog_vector v) {
  static const int8_t shifts[16] = {0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7};
  uint8x16_t top = vshlq_u8(vshrq_n_u8(v, 7), vld1q_s8(shifts));
  return (uint32_t)vaddv_u8(vget_low_u8(top)) | ((uint32_t)vaddv_u8(vget_high_u8(top)) << 8);
}
#endif

/// The index of the first byte from `start` on that equals `a` or `b`, or `count`.
SDLOG_INLINE size_t sdlog_find_either_from(
  const uint8_t *bytes, size_t start, size_t count, uint8_t a, uint8_t b) {
  size_t i = start;
#ifdef SDLOG_SIMD
  for (; i + 16 <= count; i += 16) {
    sdlog_vector v = sdlog_load(bytes + i);
    uint32_t bits = sdlog_bits(sdlog_or(sdlog_equal(v, a), sdlog_equal(v, b)));
    if (bits != 0) return i + (size_t)__builtin_ctz(bits);
  }
  if (i < count && count >= 16) {
    // The last 16 bytes, without those that were looked at or that stand before the start.
    sdlog_vector v = sdlog_load(bytes + count - 16);
    uint32_t bits = sdlog_bits(sdlog_or(sdlog_equal(v, a), sdlog_equal(v, b))) >> (i + 16 - count);
    return bits != 0 ? i + (size_t)__builtin_ctz(bits) : count;
  }
#endif
  for (; i < count; i++) {
    if (bytes[i] == a || bytes[i] == b) return i;
  }
  return count;
}

/// The index of the first byte that equals `a` or `b`, or `count`.
SDLOG_INLINE size_t sdlog_find_either(const uint8_t *bytes, size_t count, uint8_t a, uint8_t b) {
  return sdlog_find_either_from(bytes, 0, count, a, b);
}

/// The index of the last byte before `end` that equals `wanted`, or -1.
///
/// `bytes` holds `count` bytes, and `end` is at most that.
SDLOG_INLINE ptrdiff_t sdlog_find_last(
  const uint8_t *bytes, ptrdiff_t end, ptrdiff_t count, uint8_t wanted) {
#ifdef SDLOG_SIMD
  for (; end >= 16; end -= 16) {
    uint32_t bits = sdlog_bits(sdlog_equal(sdlog_load(bytes + end - 16), wanted));
    if (bits != 0) return end - 16 + (31 - __builtin_clz(bits));
  }
  if (end > 0 && count >= 16) {
    // The first 16 bytes, without those behind the end.
    uint32_t bits = sdlog_bits(sdlog_equal(sdlog_load(bytes), wanted)) & ((1u << end) - 1);
    return bits != 0 ? 31 - __builtin_clz(bits) : -1;
  }
#else
  (void)count;
#endif
  for (; end > 0; end--) {
    if (bytes[end - 1] == wanted) return end - 1;
  }
  return -1;
}

/// Which bytes that a progress meter cannot do without occur in a text.
enum {
  sdlog_hint_percent = 1,  ///< a percent sign
  sdlog_hint_bracket = 2,  ///< an opening square bracket
  sdlog_hint_glyph = 4,    ///< 0xE2, the first byte of the glyphs that bars are drawn with
};

/// The hints that apply to the text.
SDLOG_INLINE uint32_t sdlog_meter_hints(const uint8_t *bytes, size_t count) {
  uint32_t percent = 0, bracket = 0, glyph = 0;
  size_t i = 0;
#ifdef SDLOG_SIMD
  if (count >= 16) {
    sdlog_vector last = sdlog_load(bytes + count - 16);
    sdlog_vector p = sdlog_equal(last, '%'), b = sdlog_equal(last, '[');
    sdlog_vector g = sdlog_equal(last, 0xE2);
    for (; i + 16 <= count; i += 16) {
      sdlog_vector v = sdlog_load(bytes + i);
      p = sdlog_or(p, sdlog_equal(v, '%'));
      b = sdlog_or(b, sdlog_equal(v, '['));
      g = sdlog_or(g, sdlog_equal(v, 0xE2));
      // Nothing is left to be found: a line of many bars is asked about again behind each of them.
      if (i % 256 == 240 && sdlog_bits(p) && sdlog_bits(b) && sdlog_bits(g)) break;
    }
    percent = sdlog_bits(p), bracket = sdlog_bits(b), glyph = sdlog_bits(g);
    i = count;
  }
#endif
  for (; i < count; i++) {
    percent |= bytes[i] == '%';
    bracket |= bytes[i] == '[';
    glyph |= bytes[i] == 0xE2;
  }
  return (percent ? sdlog_hint_percent : 0u) | (bracket ? sdlog_hint_bracket : 0u)
    | (glyph ? sdlog_hint_glyph : 0u);
}

/// Whether every byte is ASCII and none is NUL.
SDLOG_INLINE int sdlog_is_plain(const uint8_t *bytes, size_t count) {
  size_t i = 0;
#ifdef SDLOG_SIMD
  if (count >= 16) {
    for (; i + 64 <= count; i += 64) {
      sdlog_vector v0 = sdlog_load(bytes + i), v1 = sdlog_load(bytes + i + 16);
      sdlog_vector v2 = sdlog_load(bytes + i + 32), v3 = sdlog_load(bytes + i + 48);
      sdlog_vector high = sdlog_or(sdlog_or(v0, v1), sdlog_or(v2, v3));
      sdlog_vector nul = sdlog_or(
        sdlog_or(sdlog_equal(v0, 0), sdlog_equal(v1, 0)),
        sdlog_or(sdlog_equal(v2, 0), sdlog_equal(v3, 0)));
      if (sdlog_bits(sdlog_or(high, nul)) != 0) return 0;
    }
    for (; i + 16 <= count; i += 16) {
      sdlog_vector v = sdlog_load(bytes + i);
      if (sdlog_bits(sdlog_or(v, sdlog_equal(v, 0))) != 0) return 0;
    }
    sdlog_vector last = sdlog_load(bytes + count - 16);
    return sdlog_bits(sdlog_or(last, sdlog_equal(last, 0))) == 0;
  }
#endif
  for (; i < count; i++) {
    if (bytes[i] >= 0x80 || bytes[i] == 0) return 0;
  }
  return 1;
}

/// The index of the first byte that is NUL or not ASCII, or `count`.
SDLOG_INLINE size_t sdlog_find_special(const uint8_t *bytes, size_t count) {
  size_t i = 0;
#ifdef SDLOG_SIMD
  for (; i + 64 <= count; i += 64) {
    if (!sdlog_is_plain(bytes + i, 64)) break;
  }
  for (; i + 16 <= count; i += 16) {
    sdlog_vector v = sdlog_load(bytes + i);
    uint32_t bits = sdlog_bits(sdlog_or(v, sdlog_equal(v, 0)));
    if (bits != 0) return i + (size_t)__builtin_ctz(bits);
  }
#endif
  for (; i < count; i++) {
    if (bytes[i] >= 0x80 || bytes[i] == 0) return i;
  }
  return count;
}

/// A mask of 64 bytes: bit i tells whether byte i is a carriage return or a line feed.
///
/// `bytes` holds at least 64 bytes.
SDLOG_INLINE uint64_t sdlog_newlines_64(const uint8_t *bytes) {
  uint64_t mask = 0;
#ifdef SDLOG_SIMD
  for (int i = 0; i < 4; i++) {
    sdlog_vector v = sdlog_load(bytes + 16 * i);
    mask |= (uint64_t)sdlog_bits(sdlog_or(sdlog_equal(v, '\r'), sdlog_equal(v, '\n'))) << (16 * i);
  }
#else
  for (int i = 0; i < 64; i++) {
    mask |= (uint64_t)(bytes[i] == '\r' || bytes[i] == '\n') << i;
  }
#endif
  return mask;
}

/// The index of the first carriage return or line feed, or `count`.
SDLOG_INLINE size_t sdlog_find_newline(const uint8_t *bytes, size_t count) {
  return sdlog_find_either(bytes, count, '\r', '\n');
}

#endif
