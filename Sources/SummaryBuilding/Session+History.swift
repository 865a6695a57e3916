package import RunHistory
package import SessionAnalysis

extension Session {
  /// Takes a session back from a history, as far as it is kept there.
  package init(_ detail: HistoryDetail) {
    self = .recorded(
      frontEnd: detail.session.frontEnd, lines: detail.session.lines, facts: detail.facts,
      findings: detail.findings.map { finding in
        Finding.recorded(
          pattern: finding.pattern, category: finding.category, severity: finding.severity,
          count: finding.count, firstLine: finding.firstLine, lastLine: finding.lastLine,
          message: finding.message, isResolved: finding.isResolved)
      }, runCount: detail.session.runs)
  }
}
