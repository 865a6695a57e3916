/// A match in a string, with its captures as strings.
///
/// For set-up, conditions and tests. The hot path reads ranges from its ``Matcher`` instead.
package struct TextMatch: Hashable, Sendable {
  /// The UTF-8 offsets of the whole match.
  package var utf8Range: Range<Int>

  /// The texts of the captures by number; the whole match is at 0, and nil took no part.
  package var captures: [String?]

  /// The texts of those named captures that took part, by name.
  package var namedCaptures: [String: String]

  /// The whole match.
  package var text: String { captures.first.flatMap { $0 } ?? "" }
}

extension CompiledPattern {
  /// Searches a string for the first match.
  ///
  /// - Parameter text: The whole text.
  /// - Returns: The match, or nil when there is none.
  /// - Throws: `MatchLimit` when the search was given up.
  /// - Complexity: Allocates a ``Matcher``; where there are many texts, share one and use
  ///   ``Matcher/firstMatch(of:in:)``.
  package func firstMatch(in text: String) throws(MatchLimit) -> TextMatch? {
    var matcher = Matcher(hasStack: false)
    return try matcher.firstMatch(of: self, in: text)
  }
}

extension Matcher {
  /// Searches a string for the first match.
  ///
  /// - Parameters:
  ///   - pattern: The pattern.
  ///   - text: The whole text.
  /// - Returns: The match, or nil when there is none.
  /// - Throws: `MatchLimit` when the search was given up.
  package mutating func firstMatch(
    of pattern: CompiledPattern, in text: String
  ) throws(MatchLimit) -> TextMatch? {
    var text = text
    let result = text.withUTF8 { bytes -> Result<TextMatch?, MatchLimit> in
      let bytes = UnsafeRawBufferPointer(bytes)
      switch firstMatch(of: pattern, in: bytes) {
      case .match: return .success(textMatch(of: pattern, in: bytes))
      case .none: return .success(nil)
      case .limit(let limit): return .failure(limit)
      }
    }
    return try result.get()
  }

  /// Copies what the last match captured out of the searched bytes.
  private func textMatch(
    of pattern: CompiledPattern, in bytes: UnsafeRawBufferPointer
  ) -> TextMatch {
    let captures = (0...pattern.captureCount).map { number in
      capture(number).map { String(decoding: bytes[$0], as: UTF8.self) }
    }
    var named: [String: String] = [:]
    for capture in pattern.namedCaptures {
      // A name may stand for several numbers, in alternatives of which one took part.
      if let text = captures[capture.number] { named[capture.name] = text }
    }
    return TextMatch(utf8Range: range, captures: captures, namedCaptures: named)
  }
}
