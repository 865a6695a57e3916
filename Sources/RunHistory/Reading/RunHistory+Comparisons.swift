internal import GRDB
package import Throughput

/// A workload of some sessions against its earlier runs on the same machine.
package struct BaselineComparison: Sendable, Equatable {
  /// The earlier runs.
  package var baseline: Baseline
  /// The GPU, where the logs name one.
  package var gpu: String?
  /// The row of the first of the sessions that are compared.
  package var firstSession: Int
  /// What the runs are against the earlier ones.
  package var comparison: LevelComparison
}

extension RunHistory {
  /// Compares sessions with what the history holds from before them, by workload, machine and GPU.
  ///
  /// - Parameters:
  ///   - rows: The sessions; rows that are gone are left out. None of them is in a baseline.
  ///   - nights: The most days with runs that a baseline takes.
  /// - Returns: The workloads for which there are earlier runs, by key, machine and GPU.
  /// - Throws: `HistoryError`.
  package func comparisons(
    of rows: Set<Int>, nights: Int = 28
  ) throws(HistoryError) -> [BaselineComparison] {
    var result: [BaselineComparison] = []
    guard try hasOthers(than: rows) else { return result }
    for (group, parts) in try groups(of: rows).sorted(by: { $0.key < $1.key }) {
      let parts = parts.sorted { ($0.time, $0.row) < ($1.time, $1.row) }
      guard let first = parts.first,
        let baseline = try baseline(
          of: group.workload, host: group.host, gpu: group.gpu.isEmpty ? nil : group.gpu,
          before: first.time, besides: rows, nights: nights)
      else { continue }
      let later = try rates(of: parts)
      guard let comparison = baseline.comparison(with: later) else { continue }
      result.append(
        BaselineComparison(
          baseline: baseline, gpu: group.gpu.isEmpty ? nil : group.gpu, firstSession: first.row,
          comparison: comparison))
    }
    return result
  }

  /// Whether there is any session besides some.
  private func hasOthers(than rows: Set<Int>) throws(HistoryError) -> Bool {
    try perform { db in
      let count = rows.count + 1
      let found = try Int.fetchAll(db, sql: "SELECT id FROM session LIMIT ?", arguments: [count])
      return found.contains { !rows.contains($0) }
    }
  }

  /// What makes runs comparable.
  private struct Group: Hashable, Comparable {
    var workload: String
    var host: String
    /// Empty where the log names none.
    var gpu: String

    static func < (left: Group, right: Group) -> Bool {
      (left.workload, left.host, left.gpu) < (right.workload, right.host, right.gpu)
    }
  }

  /// A session with counted runs of a workload.
  private struct GroupPart {
    var row: Int
    var workload: Int
    var time: Int
  }

  private func groups(of rows: Set<Int>) throws(HistoryError) -> [Group: [GroupPart]] {
    try perform { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT throughput.workload, key, throughput.time, h.text, g.text
          FROM session JOIN throughput ON throughput.session = session.id
              AND throughput.time = session.time
            JOIN workload ON workload.id = throughput.workload JOIN name h ON h.id = host
            LEFT JOIN name g ON g.id = gpu
          WHERE session.id = ?1 AND counted > 0
            AND throughput.workload IN (SELECT workload FROM run_block WHERE session = ?1)
          """)
      var groups: [Group: [GroupPart]] = [:]
      for row in rows {
        let cursor = try Row.fetchCursor(statement, arguments: [row])
        while let found = try cursor.next() {
          let group = Group(workload: found[1], host: found[3], gpu: found[4] ?? "")
          groups[group, default: []].append(
            GroupPart(row: row, workload: found[0], time: try found.time(2)))
        }
      }
      return groups
    }
  }

  private func rates(of parts: [GroupPart]) throws(HistoryError) -> RateSeries {
    try perform { db in
      var series = RateSeries()
      for part in parts where series.rates.count < Self.baselineRuns {
        let rates = try Self.rates(session: part.row, workload: part.workload, db)
        series.append(
          day: Baseline.day(of: part.time), rates: Array(rates.prefix(Self.baselineRuns)))
      }
      return series
    }
  }
}
