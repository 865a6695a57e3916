import ReportBuilding
import Reporting
import RunHistory
import SessionAnalysis
import SummaryBuilding
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
    return SessionComparison.suspects(
      before: Session(before), after: Session(after), glossary: glossary)
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
