import Testing

@testable import SessionAnalysis

struct ByteHashTests {
  private static let bytes = (0..<1200).map { UInt8(truncatingIfNeeded: $0 &* $0 / 7 &+ $0) }

  /// The values are kept in histories, so they never change.
  @Test(
    arguments: [
      (0, 0x427F_F2E3_7D18_6748),
      (1, 0x5D27_C0BE_9858_1A56),
      (7, 0x3B41_997A_3936_49B8),
      (8, 0x7485_0FB4_621B_0852),
      (9, 0xDB94_F249_0F1F_F545),
      (512, 0xDB4B_2D3A_D81A_E7BD),
    ] as [(Int, UInt64)])
  func staysTheSame(_ count: Int, _ hash: UInt64) {
    #expect(Self.bytes[..<count].withUnsafeBytes { ByteHash.hash($0) } == hash)
  }

  @Test(arguments: 0...40) func addsTheBytesBehindTheLastWord(_ count: Int) {
    Self.bytes.withUnsafeBytes { bytes in
      for start in 0..<9 {
        let piece = UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])
        #expect(ByteHash.hash(piece) == Self.plainHash(piece))
      }
    }
  }

  /// The hash, a byte at a time.
  private static func plainHash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var state: UInt64 = 0x2D35_8DCC_AA6C_78A5 ^ UInt64(bytes.count)
    for start in stride(from: 0, to: bytes.count, by: 8) {
      let part = bytes[start..<min(start + 8, bytes.count)]
      let word = part.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      state = ByteHash.mix(
        state ^ word, part.count == 8 ? 0x8BB8_4B93_962E_ACC9 : 0x4B33_A62E_D433_D4A3)
    }
    return ByteHash.mix(state ^ 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3)
  }
}
