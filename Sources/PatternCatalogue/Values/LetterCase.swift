extension String {
  /// Whether two texts are the same but for the case of letters.
  ///
  /// - Complexity: O(*n*), without a copy where both are ASCII.
  package func equalsIgnoringCase(_ other: String) -> Bool {
    if let isEqual = Self.compareASCII(self, other, isPrefix: false) { return isEqual }
    return lowercased() == other.lowercased()
  }

  /// Whether the text begins with another one, the case of letters aside.
  ///
  /// - Complexity: O(*n*), without a copy where both are ASCII.
  package func hasPrefixIgnoringCase(_ other: String) -> Bool {
    if let isPrefix = Self.compareASCII(self, other, isPrefix: true) { return isPrefix }
    return lowercased().hasPrefix(other.lowercased())
  }

  /// Whether another text lies in the text, the case of letters aside.
  ///
  /// - Complexity: O(*n* · *m*), without a copy where both are ASCII.
  package func containsIgnoringCase(_ other: String) -> Bool {
    guard utf8.allSatisfy({ $0 < 0x80 }), other.utf8.allSatisfy({ $0 < 0x80 }) else {
      return lowercased().contains(other.lowercased())
    }
    var rest = utf8[...]
    while rest.count >= other.utf8.count {
      if zip(rest, other.utf8).allSatisfy({ $0.lowercasedASCII == $1.lowercasedASCII }) {
        return true
      }
      rest = rest.dropFirst()
    }
    return false
  }

  /// Compares texts of ASCII; `nil` where one has other letters, whose case is not a bit.
  private static func compareASCII(_ left: String, _ right: String, isPrefix: Bool) -> Bool? {
    var left = left.utf8.makeIterator()
    var isSame = true
    for byte in right.utf8 {
      guard byte < 0x80 else { return nil }
      guard let other = left.next() else { return false }
      guard other < 0x80 else { return nil }
      isSame = isSame && byte.lowercasedASCII == other.lowercasedASCII
    }
    while let rest = left.next() {
      guard rest < 0x80 else { return nil }
      if !isPrefix { isSame = false }
    }
    return isSame
  }
}

extension UInt8 {
  fileprivate var lowercasedASCII: UInt8 {
    (0x41...0x5A).contains(self) ? self | 0x20 : self
  }
}
