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
