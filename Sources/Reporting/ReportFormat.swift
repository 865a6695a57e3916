/// A report as its formats see it: the head at hand, the sessions and runs one at a time.
///
/// A report may have a million sessions and ten million runs, so they are never all in memory. A
/// format reads the head as often as it likes, then each session once, and after each session as
/// many of its runs as it needs: `nextSession()` skips the rest.
package protocol ReportContent {
  /// Everything but the sessions and their runs.
  var head: ReportHead { get }

  /// Returns the next session, or nil behind the last one.
  ///
  /// - Throws: What the place reports in which the sessions wait.
  mutating func nextSession() throws -> SessionReport?

  /// Returns the next run of the session that was returned last, or nil behind the last one.
  ///
  /// - Throws: What the place reports in which the runs wait.
  mutating func nextRun() throws -> RunReport?
}

/// A form in which a report can be written.
package protocol ReportFormat {
  /// Writes a whole report.
  ///
  /// - Parameters:
  ///   - content: The report; its sessions are used up.
  ///   - output: Takes the bytes.
  /// - Throws: What the content or the output throws.
  func write(_ content: inout some ReportContent, to output: inout some ByteOutput) throws
}

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
