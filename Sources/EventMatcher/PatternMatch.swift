/// A pattern that a record matches, and where.
package struct PatternMatch: Hashable, Sendable {
  /// The pattern's index in its ``PatternSet``.
  package var pattern: Int

  /// The bytes of the record that match.
  package var range: Range<Int>

  /// Where the match's captures lie in ``EventMatcher/captures``: that of capture 1 comes first.
  package var captures: Range<Int>
}

/// Where in a record a capture lies.
package struct CaptureRange: Hashable, Sendable {
  /// The first byte, or -1 when the capture took no part in the match.
  package var start: Int

  /// Behind the last byte, or -1.
  package var end: Int

  /// The bytes, or nil when the capture took no part in the match.
  package var range: Range<Int>? { start < 0 ? nil : start..<end }
}
