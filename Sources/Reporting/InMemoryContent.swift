/// A report whose sessions and runs are in memory.
package struct InMemoryContent: ReportContent, Sendable {
  /// Everything but the sessions and their runs.
  package let head: ReportHead
  private let sessions: [(session: SessionReport, runs: [RunReport])]
  private var sessionIndex = 0
  private var runIndex = 0

  /// Creates the content from its parts, in their order.
  package init(head: ReportHead, sessions: [(session: SessionReport, runs: [RunReport])] = []) {
    self.head = head
    self.sessions = sessions
  }

  package mutating func nextSession() -> SessionReport? {
    guard sessionIndex < sessions.count else { return nil }
    defer { sessionIndex += 1 }
    runIndex = 0
    return sessions[sessionIndex].session
  }

  package mutating func nextRun() -> RunReport? {
    guard sessionIndex > 0, runIndex < sessions[sessionIndex - 1].runs.count else { return nil }
    defer { runIndex += 1 }
    return sessions[sessionIndex - 1].runs[runIndex]
  }
}
