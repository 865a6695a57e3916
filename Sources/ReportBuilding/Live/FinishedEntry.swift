package import SessionAnalysis

/// What an analyser hands out while it reads a chunk, in its order.
package enum FinishedEntry: Sendable {
  /// A run of the session that follows.
  case run(Run)
  /// A session, whose runs stand in front.
  case session(Session)
}

/// Keeps what an analyser hands out.
package struct SessionEntries: SessionSink, Sendable {
  /// What came, in its order.
  package private(set) var entries: [FinishedEntry] = []

  /// Creates an empty list.
  package init() {}

  package mutating func add(_ run: Run) { entries.append(.run(run)) }

  package mutating func add(_ session: Session) { entries.append(.session(session)) }

  /// Forgets what came.
  package mutating func removeAll() { entries.removeAll(keepingCapacity: true) }
}
