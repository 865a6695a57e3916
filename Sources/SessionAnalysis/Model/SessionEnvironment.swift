extension Session {
  /// Creates a session of which only the environment is known, as a history keeps it.
  ///
  /// - Parameters:
  ///   - frontEnd: The id of the front end.
  ///   - facts: What its log states.
  ///   - findings: Its messages, of each the pattern, the category, the severity, the count, the first
  ///     and the last line, and the text.
  package init(
    environmentOf frontEnd: String, facts: [Fact],
    findings: [(String, String, Finding.Severity, Int, Int, Int, String)]
  ) {
    self.init(
      input: 0, ordinal: 0, frontEnd: frontEnd, firstLine: 1, lastLine: 1, facts: facts,
      findings: findings.map { pattern, category, severity, count, first, last, message in
        Finding(
          pattern: pattern, category: category, severity: severity, count: count, lines: [first],
          lastLine: last, message: message, captures: [:], isResolved: false)
      }, workloads: [], runCount: 0, unknownRecords: 0, limits: [:])
  }
}
