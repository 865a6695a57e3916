import PatternCatalogue

/// Something that a session has or lacks and that conditions ask for.
enum Clue: Hashable, Sendable {
  /// A finding that a reference is to, repaired or not.
  case finding(FindingReference, isResolved: Bool)
  /// A value of this fact.
  case fact(String)
  /// The session is this front end's.
  case frontEnd(String)
  /// A counted run of this kind.
  case run(RunKind)
  /// Runs that were slower than others.
  case slowdown
}

/// The clues that a session has, by their numbers.
struct SessionClues: Sendable {
  /// All of them.
  var all: BitSet
  /// Those of facts that are stated more than once.
  let repeated: BitSet
  /// Those of the session's facts, in their order; -1 for one that nobody asks for.
  let ofFacts: [Int]
}
