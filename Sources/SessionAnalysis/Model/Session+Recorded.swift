extension Session {
  /// Returns a session as far as a history keeps it: without times, workloads and runs.
  ///
  /// Lines count from 1 at its own first line.
  package static func recorded(
    frontEnd: String, lines: Int, facts: [Fact], findings: [Finding], runCount: Int
  ) -> Session {
    Session(
      input: 0, ordinal: 0, frontEnd: frontEnd, firstLine: 1, lastLine: lines, facts: facts,
      findings: findings, workloads: [], runCount: runCount, unknownRecords: 0, limits: [:])
  }
}

extension Finding {
  /// Returns a finding as far as a history keeps it: with its first and its last line.
  package static func recorded(
    pattern: String, category: String, severity: Severity, count: Int, firstLine: Int,
    lastLine: Int, message: String, isResolved: Bool
  ) -> Finding {
    Finding(
      pattern: pattern, category: category, severity: severity, count: count, lines: [firstLine],
      lastLine: lastLine, message: message, captures: [:], isResolved: isResolved)
  }
}
