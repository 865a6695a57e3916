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
    var state: UInt64 = 0x2D35_8DCC_AA6C_78A5 ^ UInt64(bytes.count)
    var at = 0
    while at + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      state = mix(state ^ word, 0x8BB8_4B93_962E_ACC9)
      at += 8
    }
    if at < bytes.count {
      var word: UInt64 = 0
      for (index, byte) in bytes[at...].enumerated() { word |= UInt64(byte) << UInt64(8 * index) }
      state = mix(state ^ word, 0x4B33_A62E_D433_D4A3)
    }
    return mix(state ^ 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3)
  }
}
