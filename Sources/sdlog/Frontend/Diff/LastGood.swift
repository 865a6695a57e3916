import Localization
import ReportBuilding
import Reporting
import RunHistory
import SessionAnalysis
import Throughput

/// Looks in the history for the last session that was good.
struct LastGood {
  let reader: DiffSideReader
  /// The machine, where the judged side is a log.
  let host: String

  /// The most sessions that are looked at.
  private static let limit = 400

  /// Returns the latest session before the judged one that ran one of its workloads clearly faster; if
  /// there is none, the latest that ran one of them.
  ///
  /// A side without counted runs, such as a crash, is compared with the latest session that has
  /// some and ended without an error.
  ///
  /// - Throws: `Diagnostic` if there is none.
  func find(before bad: DiffInput) throws -> DiffInput {
    do throws(HistoryError) {
      let history = try reader.history.open(.readOnly)
      if let session = try search(history, before: bad) {
        return try reader.input(session, of: history)
      }
    } catch {
      throw Diagnostic(error)
    }
    let name = bad.side.name
    let machine = bad.host ?? host
    throw Diagnostic(
      isWarning: false,
      message: bad.side.series.isEmpty
        ? LocalizedText(
          en: "the history has no earlier session with runs", zh: "历史库中没有更早的、有任务的会话")
        : LocalizedText(
          en: "the history has no earlier session with a workload of \(name)",
          zh: "历史库中没有更早的会话执行过 \(name) 中的负载"),
      place: reader.history.path,
      notes: [LocalizedText(en: "machine: \(machine)", zh: "主机：\(machine)")],
      helps: [
        LocalizedText(
          en:
            "take earlier logs in with `sdlog history import`, or name the machine with `--host NAME`",
          zh: "请用 `sdlog history import` 导入更早的日志，或用 `--host 主机名` 指定主机")
      ])
  }

  private func search(
    _ history: RunHistory, before bad: DiffInput
  ) throws(HistoryError) -> HistorySession? {
    var rows = try history.rows(of: bad.contents)
    if let row = bad.row { rows.insert(row) }
    let sessions = try history.earlierSessions(
      of: bad.side.series.map(\.workload), host: bad.host ?? host, before: bad.time, besides: rows,
      limit: Self.limit)
    for session in sessions {
      let isGood =
        bad.side.series.isEmpty
        ? try !history.detail(of: session).findings.contains {
          $0.severity == .error && !$0.isResolved
        } : try isFaster(session, than: bad.side, history)
      if isGood { return session }
    }
    return sessions.first
  }

  private func isFaster(
    _ session: HistorySession, than bad: DiffSide, _ history: RunHistory
  ) throws(HistoryError) -> Bool {
    for earlier in try history.rates(of: session) {
      guard let later = bad.series.first(where: { $0.workload == earlier.workload }) else {
        continue
      }
      var before = RateSeries()
      before.append(day: 0, rates: earlier.rates)
      guard let shift = LevelComparison(before: before, after: later.rates) else { continue }
      if shift.isSlower || shift.test == nil && shift.change <= -SpeedDifference.observedChange {
        return true
      }
    }
    return false
  }
}
