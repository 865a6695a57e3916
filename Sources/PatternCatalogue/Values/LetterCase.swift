extension String {
  /// Whether two texts are the same but for the case of letters.
  ///
  /// - Complexity: O(*n*), without a copy where both are ASCII.
  package func equalsIgnoringCase(_ other: String) -> Bool {
    guard isASCII, other.isASCII else { return lowercased() == other.lowercased() }
    return utf8.count == other.utf8.count && utf8[...].begins(with: other)
  }

  /// Whether the text begins with another one, the case of letters aside.
  ///
  /// - Complexity: O(*n*), without a copy where both are ASCII.
  package func hasPrefixIgnoringCase(_ other: String) -> Bool {
    guard isASCII, other.isASCII else { return lowercased().hasPrefix(other.lowercased()) }
    return utf8[...].begins(with: other)
  }

  /// Whether another text lies in the text, the case of letters aside.
  ///
  /// - Complexity: O(*n* · *m*), without a copy where both are ASCII.
  package func containsIgnoringCase(_ other: String) -> Bool {
    guard isASCII, other.isASCII else { return lowercased().contains(other.lowercased()) }
    var rest = utf8[...]
    while !rest.begins(with: other) {
      guard rest.popFirst() != nil else { return false }
    }
    return true
  }

  /// Whether the case of each letter is a bit of its byte.
  private var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}

extension Substring.UTF8View {
  /// Whether the bytes begin with those of a text; both are ASCII, and the case does not count.
  fileprivate func begins(with text: String) -> Bool {
    count >= text.utf8.count
      && zip(self, text.utf8).allSatisfy { $0.lowercasedASCII == $1.lowercasedASCII }
  }
}

extension UInt8 {
  fileprivate var lowercasedASCII: UInt8 {
    (0x41...0x5A).contains(self) ? self | 0x20 : self
  }
}
