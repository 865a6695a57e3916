extension SyntaxTree {
  /// Returns a name for the contents of files: FNV-1a of their nodes, 64 bits as 16 hexadecimal digits.
  package static func digest(of trees: [SyntaxTree]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for tree in trees {
      tree.withBytes { bytes in
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      }
      // A separator that no encoded tree holds.
      hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
