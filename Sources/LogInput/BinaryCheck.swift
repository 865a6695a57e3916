/// Tells binary data from text.
enum BinaryCheck {
  /// Whether content is binary: its first 4 KiB hold NULs, not those of UTF-16, and many control
  /// characters.
  static func looksBinary(_ content: UnsafeRawBufferPointer) -> Bool {
    let head = content.prefix(4096)
    var zeros = (even: 0, odd: 0)
    for (index, byte) in head.enumerated() where byte == 0 {
      if index.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
    }
    guard zeros.even + zeros.odd > 0 else { return false }
    // Text in UTF-16 has NULs in every other byte, and few in the others.
    if max(zeros.even, zeros.odd) * 4 > head.count, min(zeros.even, zeros.odd) * 16 < head.count {
      return false
    }
    // A log may hold stray NULs and escapes; compressed data has one such byte in ten.
    let controls = head.count { $0 < 0x20 && !(0x07...0x0D).contains($0) && $0 != 0x1B }
    return controls * 20 > head.count
  }
}
