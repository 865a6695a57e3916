/// A range of versions: `>=2.2,<2.15`, `2.3`, `2.2..2.4`.
package struct VersionRange: Sendable {
  /// The range as it was written.
  package let text: String
  private let bounds: Bounds<Version>

  /// Reads a range; `nil` where the text is none.
  package init?(_ text: String) {
    let bounds = Bounds(text) { word -> Version? in
      guard word.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) else { return nil }
      return Version(word)
    }
    guard let bounds else { return nil }
    self.text = text
    self.bounds = bounds
  }
}

extension VersionRange {
  /// Returns whether a version lies in the range.
  package func contains(_ version: Version) -> Bool { bounds.contains(version) }

  /// Returns whether a version lies in the range; a text that is no version does not.
  package func contains(_ text: String) -> Bool { Version(text).map(contains) ?? false }
}

extension VersionRange: Hashable {
  /// Whether two ranges are written in the same way.
  package static func == (left: VersionRange, right: VersionRange) -> Bool {
    left.text == right.text
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// A range of numbers: `>=3`, `<0.5`, `1..250` with both ends, `20`.
package struct NumberRange: Sendable {
  /// The range as it was written.
  package let text: String
  private let bounds: Bounds<Double>

  /// Reads a range; `nil` where the text is none.
  package init?(_ text: String) {
    guard let bounds = Bounds(text, read: { Double($0) }) else { return nil }
    self.text = text
    self.bounds = bounds
  }
}

extension NumberRange {
  /// Returns whether a number lies in the range.
  package func contains(_ number: Double) -> Bool { bounds.contains(number) }

  /// Returns whether a number lies in the range.
  package func contains(_ number: Int) -> Bool { bounds.contains(Double(number)) }

  /// Returns whether a number lies in the range; a text that is no number does not.
  package func contains(_ text: String) -> Bool { Double(text).map(contains) ?? false }
}

extension NumberRange: Hashable {
  /// Whether two ranges are written in the same way.
  package static func == (left: NumberRange, right: NumberRange) -> Bool { left.text == right.text }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
