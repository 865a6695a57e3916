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
    finish(seed ^ UInt64(bytes.count), bytes, from: 0)
  }

  /// Returns the hashes of four pieces of bytes, in a third of the time that one after the other takes
  /// if they are about as long: each product waits for the one before, and those of different pieces do
  /// not wait for each other.
  @inline(__always)
  static func hashes(_ pieces: Four<UnsafeRawBufferPointer>) -> Four<UInt64> {
    let common = min(pieces.0.count, pieces.1.count, pieces.2.count, pieces.3.count) / 8
    var states = (
      seed ^ UInt64(pieces.0.count), seed ^ UInt64(pieces.1.count), seed ^ UInt64(pieces.2.count),
      seed ^ UInt64(pieces.3.count)
    )
    if let first = pieces.0.baseAddress, let second = pieces.1.baseAddress,
      let third = pieces.2.baseAddress, let fourth = pieces.3.baseAddress
    {
      var offset = 0
      while offset < 8 * common {
        states.0 = step(states.0, word(first + offset))
        states.1 = step(states.1, word(second + offset))
        states.2 = step(states.2, word(third + offset))
        states.3 = step(states.3, word(fourth + offset))
        offset &+= 8
      }
    }
    return (
      finish(states.0, pieces.0, from: common), finish(states.1, pieces.1, from: common),
      finish(states.2, pieces.2, from: common), finish(states.3, pieces.3, from: common)
    )
  }

  /// Four of a kind.
  typealias Four<Element> = (Element, Element, Element, Element)

  /// Adds the words from one on, and the bytes behind the last whole one.
  @inline(__always)
  private static func finish(
    _ state: UInt64, _ bytes: UnsafeRawBufferPointer, from index: Int
  ) -> UInt64 {
    guard let base = bytes.baseAddress else { return end(state) }
    var state = state
    let count = bytes.count / 8
    for index in index..<count { state = step(state, word(base + 8 * index)) }
    return end(rest(state, base + 8 * count, bytes))
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
