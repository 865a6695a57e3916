package import SessionAnalysis

/// Keeps what an analyser hands out.
package struct SessionEntries: SessionSink, Sendable {
  /// What came, in its order.
  package private(set) var entries: [SessionArchiveEntry] = []

  /// Creates an empty list.
  package init() {}

  package mutating func add(_ run: Run) { entries.append(.run(run)) }

  package mutating func add(_ session: Session) { entries.append(.session(session)) }

  /// Forgets what came.
  package mutating func removeAll() { entries.removeAll(keepingCapacity: true) }
}
