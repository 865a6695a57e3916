import ReportBuilding
import Reporting
import RunHistory
import SessionAnalysis
import Throughput

/// Puts into a report what sessions are against earlier ones of a history.
struct BaselineReporter {
  /// Where earlier runs are.
  let history: RunHistory
  /// Says which facts matter.
  let glossary: Glossary

  /// Compares sessions with the runs before them.
  func reports(of rows: Set<Int>) throws(HistoryError) -> [BaselineReport] {
    var reports: [BaselineReport] = []
    for found in try history.comparisons(of: rows) {
      var report = BaselineReport(found)
      if report.verdict != .same { report.suspects = try suspects(of: found) }
      reports.append(report)
    }
    return reports
  }

  /// What changed between the last earlier session at the old level and the first that is compared.
  ///
  /// The one just before may be slow already.
  private func suspects(of found: BaselineComparison) throws(HistoryError) -> [SuspectReport] {
    let shift = found.comparison
    guard
      let row = found.baseline.latestSession(near: shift.fromRate, not: shift.toRate),
      let before = try detail(of: row),
      let after = try detail(of: found.firstSession)
    else { return [] }
    return SessionChange.suspects(
      before: Session(before, input: 0), after: Session(after, input: 1), glossary: glossary)
  }

  private func detail(of row: Int) throws(HistoryError) -> HistoryDetail? {
    guard let (session, _) = try history.session(row: row) else { return nil }
    return try history.detail(of: session)
  }
}

extension BaselineReport {
  fileprivate init(_ found: BaselineComparison) {
    let baseline = found.baseline
    let shift = found.comparison
    self.init(
      workload: baseline.workload, unit: baseline.unit, host: baseline.host ?? "", gpu: found.gpu,
      nights: baseline.nights, sessions: baseline.sessions, runsBefore: baseline.runs,
      runsAfter: shift.runsAfter, medianRatePerSecond: baseline.median,
      lowRatePerSecond: baseline.low, highRatePerSecond: baseline.high,
      since: HistoryTime.rfc3339(baseline.firstTime), until: HistoryTime.rfc3339(baseline.lastTime),
      fromRatePerSecond: shift.fromRate, toRatePerSecond: shift.toRate, change: shift.change,
      low: shift.test?.low, high: shift.test?.high, z: shift.test?.z,
      verdict: SpeedVerdict(shift))
  }
}

extension Session {
  /// Takes a session back from a history, as far as it is kept there.
  ///
  /// - Parameters:
  ///   - detail: The session.
  ///   - input: Tells it from others.
  init(_ detail: HistoryDetail, input: Int) {
    self = .recorded(
      input: input, frontEnd: detail.session.frontEnd, lines: detail.session.lines,
      facts: detail.facts,
      findings: detail.findings.map { finding in
        Finding.recorded(
          pattern: finding.pattern, category: finding.category, severity: finding.severity,
          count: finding.count, firstLine: finding.firstLine, lastLine: finding.lastLine,
          message: finding.message, isResolved: finding.isResolved)
      }, runCount: detail.session.runs)
  }
}
