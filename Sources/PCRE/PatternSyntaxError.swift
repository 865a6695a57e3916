/// A pattern that does not compile: what is wrong, and where.
///
/// A value, without any formatting for a terminal: who shows it has the pattern and the place.
package struct PatternSyntaxError: Error, Hashable, Sendable {
  /// The number that PCRE2 gives the fault, from 101 on.
  package var code: Int

  /// PCRE2's words for the fault, in lower case and without a full stop.
  package var message: String

  /// Where in the pattern the fault was noticed, as a 0-based offset in UTF-8 bytes.
  ///
  /// It lies just behind the fault, at most at the pattern's end.
  package var utf8Offset: Int

  /// The pattern as it was given.
  package var pattern: String
}

extension PatternSyntaxError: CustomStringConvertible {
  package var description: String { "\(message) at offset \(utf8Offset) of \(pattern)" }
}
