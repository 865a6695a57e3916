/// Tells whether there is anything new since the last look, at the cost of comparing a few numbers.
package struct LiveRevision: Sendable, Equatable {
  /// The open session's position among those of its input, from 0.
  package var session = 0
  /// Counts facts, programs, findings and repairs that became known in the session.
  package var knowledge = 0
  /// Counts the findings of the session that came again.
  package var repetitions = 0
  /// Counts the runs of the session that ended.
  package var runs = 0
  /// Counts the bars of the input that began, and that became full.
  package var births = 0
  package var fillings = 0

  /// Creates the revision of a log of which nothing was read.
  package init() {}

  /// Creates a revision from its parts.
  init(
    session: Int, knowledge: Int, repetitions: Int, runs: Int, births: Int, fillings: Int
  ) {
    self.session = session
    self.knowledge = knowledge
    self.repetitions = repetitions
    self.runs = runs
    self.births = births
    self.fillings = fillings
  }
}
