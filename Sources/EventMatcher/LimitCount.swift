package import PCRE

/// A bound on the work for one record.
package enum MatchBound: Hashable, Sendable, CaseIterable {
  /// A bound within PCRE2.
  case search(MatchLimit)

  /// The record is longer than what was searched of it.
  ///
  /// Either nothing matched in what was searched, or what matched reaches an edge of it.
  case window

  /// The pattern's literals occur in more places than are searched.
  case places

  package static let allCases = MatchLimit.allCases.map(Self.search) + [.window, .places]
}

/// How often a bound kept a pattern from being searched for to the end.
///
/// Whether those records match the pattern, or how far, is unknown.
package struct LimitCount: Hashable, Sendable {
  /// The pattern's index in its ``PatternSet``.
  package var pattern: Int

  /// The bound that was hit.
  package var bound: MatchBound

  /// How many times.
  package var count: Int
}
