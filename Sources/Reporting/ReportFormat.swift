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

  /// Returns what a session is like without reading it, by its position in the report; `nil` where only
  /// reading tells, or behind the last one.
  ///
  /// - Throws: What the place reports in which the sessions wait.
  mutating func outline(at index: Int) throws -> SessionOutline?

  /// Passes over the next session.
  ///
  /// - Throws: What the place reports in which the sessions wait.
  mutating func skipSession() throws

  /// Returns the next run of the session that was returned last, or nil behind the last one.
  ///
  /// - Throws: What the place reports in which the runs wait.
  mutating func nextRun() throws -> RunReport?
}

extension ReportContent {
  package mutating func outline(at index: Int) throws -> SessionOutline? { nil }

  package mutating func skipSession() throws { _ = try nextSession() }
}

/// What it takes to choose among sessions.
package struct SessionOutline: Sendable {
  /// The session's id.
  package var id: String
  /// The program's name for humans, or its id.
  package var program: String
  /// How grave it is: the worst severity in the tens, a likely or certain cause in the ones.
  package var gravity: Int

  /// Creates the outline from its parts.
  package init(id: String, program: String, gravity: Int) {
    self.id = id
    self.program = program
    self.gravity = gravity
  }

  /// Returns how grave a session is.
  ///
  /// - Parameters:
  ///   - severity: The worst severity of a message that was not repaired; `nil` where there is none.
  ///   - hasCause: Whether a cause is more than possible.
  /// - Returns: The gravity, 0 where nothing is to be said.
  package static func gravity(of severity: Severity?, hasCause: Bool) -> Int {
    let tens =
      switch severity {
      case .error: 30
      case .warning: 20
      case .note: 10
      case nil: 0
      }
    return tens + (hasCause ? 1 : 0)
  }
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
