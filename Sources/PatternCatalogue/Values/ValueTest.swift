/// What a condition asks of one value: of a fact's or of a capture's.
///
/// Two tests are equal if they are written in the same way.
package enum ValueTest: Hashable, Sendable {
  /// Equals this text; the case of letters does not count.
  case equals(String)
  /// Contains this text; the case of letters does not count.
  case contains(String)
  /// Matches this regex somewhere.
  case matches(LazyPattern)
  /// Is a version in this range.
  case inVersions(VersionRange)
  /// Is a number in this range.
  case inNumbers(NumberRange)
  /// Equals one of these; the case of letters does not count.
  case inList([String])
  /// Is there (`true`), or is not (`false`).
  case known(Bool)
}

extension ValueTest {
  /// Returns whether a value that is there passes.
  package func holds(for value: String) -> Bool {
    switch self {
    case .equals(let text): value.equalsIgnoringCase(text)
    case .contains(let text): value.containsIgnoringCase(text)
    case .matches(let pattern): pattern.matches(value)
    case .inVersions(let range): range.contains(value)
    case .inNumbers(let range): range.contains(value)
    case .inList(let list): list.contains { $0.equalsIgnoringCase(value) }
    case .known(let isKnown): isKnown
    }
  }

  /// Whether no value at all passes, as only `known: false` lets it.
  package var holdsForNone: Bool {
    if case .known(false) = self { true } else { false }
  }
}
