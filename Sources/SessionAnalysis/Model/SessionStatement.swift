package import LogTokenizer

/// What a session's log states, as far as sessions are compared by it.
///
/// Reading it back takes a part of the time that a session takes.
package struct SessionStatement: Sendable, Equatable {
  /// A finding without its details.
  package struct Message: Sendable, Equatable {
    /// The id of the catalogue's entry.
    package var pattern: String
    /// The entry's severity.
    package var severity: Finding.Severity
    /// The 1-based line of its first occurrence.
    package var line: Int
    /// The text of its first occurrence.
    package var text: String
  }

  /// The index of the input among those that were read.
  package var input: Int
  /// The position among the sessions of its input, from 0.
  package var ordinal: Int
  /// The 1-based line of its first record.
  package var firstLine: Int
  /// The first time that was printed, if any.
  package var start: LogTime?
  /// What the log states, in the order of the names' first appearance.
  package var facts: [Fact]
  /// The messages that matter, in the order of their first appearance.
  package var messages: [Message]
}

extension SessionStatement {
  /// Creates what a session states.
  package init(_ session: Session) {
    input = session.input
    ordinal = session.ordinal
    firstLine = session.firstLine
    start = session.start
    facts = session.facts
    messages = session.findings.map {
      Message(
        pattern: $0.pattern, severity: $0.severity, line: $0.lines.first ?? 0, text: $0.message)
    }
  }
}
