import SessionAnalysis

/// What tells sessions apart while a report is made.
struct SessionKey: Hashable, Sendable {
  /// The number of its input in reading order.
  var input: Int
  /// Its position within the input.
  var ordinal: Int

  init(_ session: Session) {
    input = session.input
    ordinal = session.ordinal
  }
}
