extension String {
  /// Whether two texts are the same but for the case of letters.
  ///
  /// - Complexity: O(*n*), without a copy where both are ASCII.
  package func equalsIgnoringCase(_ other: String) -> Bool {
    comparingASCII(to: other) { $0.count == $1.count && $0.begins(with: $1, at: 0) }
      ?? (lowercased() == other.lowercased())
  }

  /// Whether the text begins with another one, the case of letters aside.
  ///
  /// - Complexity: O(*n*), without a copy where both are ASCII.
  package func hasPrefixIgnoringCase(_ other: String) -> Bool {
    comparingASCII(to: other) { $0.begins(with: $1, at: 0) }
      ?? lowercased().hasPrefix(other.lowercased())
  }

  /// Whether another text lies in the text, the case of letters aside.
  ///
  /// - Complexity: O(*n* · *m*), without a copy where both are ASCII.
  package func containsIgnoringCase(_ other: String) -> Bool {
    comparingASCII(to: other) { text, other in
      other.count <= text.count
        && (0...(text.count - other.count)).contains { text.begins(with: other, at: $0) }
    } ?? lowercased().contains(other.lowercased())
  }

  /// Calls a body with the bytes of two texts in which the case of each letter is a bit of its byte.
  ///
  /// - Returns: What the body returns; `nil` where one of them is not ASCII, or not at hand as UTF-8.
  @inline(__always)
  private func comparingASCII(
    to other: String, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool? {
    utf8.withContiguousStorageIfAvailable { text -> Bool? in
      other.utf8.withContiguousStorageIfAvailable { other -> Bool? in
        text.isASCII && other.isASCII ? body(text, other) : nil
      } ?? nil
    } ?? nil
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate var isASCII: Bool {
    var union: UInt8 = 0
    for byte in self { union |= byte }
    return union < 0x80
  }

  /// Whether other bytes lie at a position, the case of letters aside.
  fileprivate func begins(with other: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard other.count <= count - start else { return false }
    for index in other.indices
    where self[start + index].lowercasedASCII != other[index].lowercasedASCII {
      return false
    }
    return true
  }
}

extension UInt8 {
  fileprivate var lowercasedASCII: UInt8 {
    (0x41...0x5A).contains(self) ? self | 0x20 : self
  }
}
