extension InputError.Code {
  /// Whether content is no log at all, as much in a folder is.
  var isNoLog: Bool {
    switch self {
    case .binary, .ownOutput: true
    default: false
    }
  }

  /// Tells by its first bytes why content is no log; `nil` where it may be one.
  init?(ofHead head: UnsafeRawBufferPointer) {
    if BinaryCheck.looksBinary(head) {
      self = .binary
    } else if let own = OwnOutput(head) {
      self = .ownOutput(own)
    } else {
      return nil
    }
  }
}

/// Tells binary data from text.
enum BinaryCheck {
  /// Whether content is binary: its first 4 KiB hold NULs, not those of UTF-16, and many control
  /// characters.
  ///
  /// NULs in front are none of it: they are the hole that a program leaves which goes on writing where it
  /// was after its log was emptied, as logrotate's `copytruncate` does.
  static func looksBinary(_ content: UnsafeRawBufferPointer) -> Bool {
    var start = content.firstIndex { $0 != 0 } ?? content.count
    // The first character of UTF-16 may begin with one; the others keep their places.
    start -= start % 2
    let head = UnsafeRawBufferPointer(rebasing: content[start...].prefix(4096))
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
