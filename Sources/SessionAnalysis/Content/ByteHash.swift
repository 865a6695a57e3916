/// A 64-bit hash of bytes: eight at a time, folded by a product of full width.
///
/// It tells logs apart and resists no attacker. The values are kept in the history, so they never
/// change: not with the machine's byte order, not with the release.
package enum ByteHash {
  /// Where a hash of hashes begins, and what each step of it is multiplied by.
  static let start: UInt64 = 0x9E37_79B9_7F4A_7C15
  static let multiplier: UInt64 = 0xA24B_AED4_963E_E407

  /// Folds the product of two numbers.
  @inline(__always)
  package static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// Returns the hash of some bytes.
  package static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    guard let start = bytes.baseAddress else { return end(seed) }
    let words = bytes.count / 8
    var state = seed ^ UInt64(bytes.count)
    for index in 0..<words { state = step(state, word(start + 8 * index)) }
    return end(rest(state, start + 8 * words, bytes.count))
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

  /// Adds the bytes behind the last whole word, of `bytes` in all.
  private static func rest(_ state: UInt64, _ next: UnsafeRawPointer, _ bytes: Int) -> UInt64 {
    let count = bytes % 8
    var last: UInt64 = 0
    if bytes >= 8 {
      last = word(next - (8 - count)) >> UInt64(8 * (8 - count))
    } else {
      for index in 0..<count {
        last |= UInt64(next.load(fromByteOffset: index, as: UInt8.self)) << UInt64(8 * index)
      }
    }
    return count > 0 ? mix(state ^ last, 0x4B33_A62E_D433_D4A3) : state
  }

  private static func end(_ state: UInt64) -> UInt64 {
    mix(state ^ 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3)
  }
}
