/// What came of searching a text for a pattern.
package enum MatchOutcome: Hashable, Sendable {
  /// The pattern occurs; its captures can be read from the matcher.
  case match

  /// The pattern does not occur in the bytes that were searched.
  case none

  /// The search was given up, so that it is not known whether the pattern occurs.
  case limit(MatchLimit)
}

/// The bound that ended a search before its result was known.
///
/// Thrown by the searches that return a value, counted by those that report a ``MatchOutcome``. It
/// must never be read as "does not match".
package enum MatchLimit: Error, Hashable, Sendable, CaseIterable {
  /// The machine stack of compiled code was used up (PCRE2's -46).
  case stack

  /// More steps than ``Matcher/stepLimit`` at one start position (-47).
  case steps

  /// Too much backtracking nested without compiled code (-53).
  case depth

  /// The heap that a search may take without compiled code was used up (-63).
  case heap

  /// Any other refusal of PCRE2, such as the system being out of memory.
  case engine
}
