internal import GRDB
internal import SessionAnalysis

/// A counted run of a workload, for finding change points.
package struct SeriesPoint: Sendable, Equatable {
  /// The row of its session.
  package var session: Int
  /// The session's time, in milliseconds since 1970.
  package var time: Int
  /// The line of its last frame, from 1 at its session's first line.
  package var line: Int
  /// Units per second.
  package var ratePerSecond: Double
}

extension RunHistory {
  /// Hands out the runs of a session, by the key of their workload and then in the order in which they
  /// ended.
  package func forEachRun(
    of session: HistorySession, _ body: (HistoryRun) throws -> Void
  ) throws(HistoryError) {
    try perform { db in
      let workloads = try Row.fetchAll(
        db,
        sql: """
          SELECT DISTINCT workload, key FROM run_block JOIN workload ON workload.id = workload
          WHERE session = ? ORDER BY key, kind, unit
          """, arguments: [session.row])
      for workload in workloads {
        for run in try RunTable.rows(session: session.row, workload: workload[0], db) {
          try body(Self.run(run, of: workload[1]))
        }
      }
    }
  }

  /// Returns the keys of the workloads with counted runs, sorted, with how many runs they have.
  package func workloads() throws(HistoryError) -> [(key: String, unit: String, runs: Int)] {
    try perform { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT key, unit, SUM(counted) FROM throughput JOIN workload ON workload.id = workload
          GROUP BY workload HAVING SUM(counted) > 0 ORDER BY key, unit
          """
      ).map { ($0[0], $0[1], try $0.count(2)) }
    }
  }

  /// Hands out the counted runs of a workload, in the order of their sessions' times.
  ///
  /// - Parameters:
  ///   - workload: The front end and the workload's key.
  ///   - since: The first time, in milliseconds since 1970.
  ///   - host: The machine; `nil` for all.
  ///   - body: Is handed the runs.
  /// - Throws: `HistoryError`.
  package func forEachPoint(
    of workload: String, since: Int = .min, host: String? = nil,
    _ body: (SeriesPoint) throws -> Void
  ) throws(HistoryError) {
    try perform { db in
      let sessions = try Row.fetchAll(
        db,
        sql: """
          SELECT throughput.workload, throughput.session, throughput.time FROM throughput
          JOIN session ON session.id = throughput.session
          WHERE throughput.workload IN (SELECT id FROM workload WHERE key = ?)
            AND throughput.time >= ?
            AND (? IS NULL OR session.host = (SELECT id FROM name WHERE text = ?))
          ORDER BY throughput.time, session.content
          """, arguments: [workload, since, host, host])
      for session in sessions {
        for run in try RunTable.points(session: session[1], workload: session[0], db) {
          try body(
            SeriesPoint(
              session: session[1], time: try session.time(2), line: run.line + 1,
              ratePerSecond: Pace.decode(run.pace)))
        }
      }
    }
  }

  private static func run(_ row: RunRow, of workload: String) -> HistoryRun {
    let rate = row.pace.map(Pace.decode)
    return HistoryRun(
      ordinal: row.ordinal, line: row.line + 1, workload: workload,
      kind: Run.Kind(rawValue: UInt8(clamping: row.flags >> 4)) ?? .other,
      isFinished: row.flags & 1 != 0, isCounted: row.flags & 2 != 0, ratePerSecond: rate,
      rateLow: bound(rate, row.below, -1), rateHigh: bound(rate, row.above, 1),
      completed: row.completed, elapsedSeconds: row.elapsed.map { Double($0) / 1000 },
      endAfter: row.endMilliseconds, stalls: row.stalls)
  }

  private static func bound(_ rate: Double?, _ millionths: Int?, _ sign: Double) -> Double? {
    guard let rate, let millionths else { return nil }
    return rate * (1 + sign * Double(millionths) / 1e6)
  }
}
