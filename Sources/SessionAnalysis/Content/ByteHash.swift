/// A 64-bit hash of bytes: eight at a time, folded by a product of full width.
///
/// It tells logs apart and resists no attacker. The values are kept in the history, so they never
/// change: not with the machine's byte order, not with the release.
enum ByteHash {
  /// Where a hash of hashes begins, and what each step of it is multiplied by.
  static let start: UInt64 = 0x9E37_79B9_7F4A_7C15
  static let multiplier: UInt64 = 0xA24B_AED4_963E_E407

  /// Folds the product of two numbers.
  @inline(__always)
  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// Returns the hash of some bytes.
  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var state = seed ^ UInt64(bytes.count)
    guard var next = bytes.baseAddress else { return end(state) }
    for _ in 0..<bytes.count / 8 {
      state = step(state, word(next))
      next += 8
    }
    return end(rest(state, next, bytes))
  }

  /// Returns the hashes of two pieces of bytes, in a third less time than one after the other: each
  /// product waits for the one before, and the two do not wait for each other.
  static func hashes(
    _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer
  ) -> (UInt64, UInt64) {
    guard var left = first.baseAddress, var right = second.baseAddress else {
      return (hash(first), hash(second))
    }
    var states = (seed ^ UInt64(first.count), seed ^ UInt64(second.count))
    let words = (first.count / 8, second.count / 8)
    let common = min(words.0, words.1)
    for _ in 0..<common {
      states.0 = step(states.0, word(left))
      states.1 = step(states.1, word(right))
      left += 8
      right += 8
    }
    for _ in common..<words.0 {
      states.0 = step(states.0, word(left))
      left += 8
    }
    for _ in common..<words.1 {
      states.1 = step(states.1, word(right))
      right += 8
    }
    return (end(rest(states.0, left, first)), end(rest(states.1, right, second)))
  }

  private static let seed: UInt64 = 0x2D35_8DCC_AA6C_78A5

  @inline(__always)
  private static func word(_ place: UnsafeRawPointer) -> UInt64 {
    UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  private static func step(_ state: UInt64, _ word: UInt64) -> UInt64 {
    mix(state ^ word, 0x8BB8_4B93_962E_ACC9)
  }

  /// Adds the bytes behind the last whole word.
  @inline(__always)
  private static func rest(
    _ state: UInt64, _ next: UnsafeRawPointer, _ bytes: UnsafeRawBufferPointer
  ) -> UInt64 {
    let count = bytes.count % 8
    guard count > 0 else { return state }
    var last: UInt64 = 0
    if bytes.count > 8 {
      last = word(next - (8 - count)) >> UInt64(8 * (8 - count))
    } else {
      for index in 0..<count {
        last |= UInt64(next.load(fromByteOffset: index, as: UInt8.self)) << UInt64(8 * index)
      }
    }
    return mix(state ^ last, 0x4B33_A62E_D433_D4A3)
  }

  @inline(__always)
  private static func end(_ state: UInt64) -> UInt64 {
    mix(state ^ 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3)
  }
}
