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
  /// Hands out the runs of a session, by workload and then in the order in which they ended.
  package func forEachRun(
    of session: HistorySession, _ body: (HistoryRun) throws -> Void
  ) throws(HistoryError) {
    try perform { db in
      let cursor = try Row.fetchCursor(
        db,
        sql: """
          SELECT ordinal, line, key, flags, pace, below, above, completed, elapsed, after, stalls
          FROM run JOIN workload ON workload.id = run.workload WHERE session = ?
          ORDER BY run.workload, ordinal
          """, arguments: [session.row])
      while let row = try cursor.next() { try body(Self.run(row)) }
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
      ).map { ($0[0], $0[1], $0[2]) }
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
      let runs = try db.cachedStatement(
        sql: """
          SELECT line, pace FROM run WHERE session = ? AND workload = ? AND flags & 2
            AND pace IS NOT NULL ORDER BY ordinal
          """)
      for session in sessions {
        let row: Int = session[1]
        let cursor = try Row.fetchCursor(runs, arguments: [row, session[0] as Int])
        while let run = try cursor.next() {
          let line: Int = run[0]
          try body(
            SeriesPoint(
              session: row, time: session[2], line: line + 1, ratePerSecond: Pace.decode(run[1])))
        }
      }
    }
  }

  private static func run(_ row: Row) -> HistoryRun {
    let flags: Int = row[3]
    let rate = (row[4] as Int?).map(Pace.decode)
    let line: Int = row[1]
    return HistoryRun(
      ordinal: row[0], line: line + 1, workload: row[2],
      kind: Run.Kind(rawValue: UInt8(clamping: flags >> 4)) ?? .other,
      isFinished: flags & 1 != 0, isCounted: flags & 2 != 0, ratePerSecond: rate,
      rateLow: bound(rate, row[5], -1), rateHigh: bound(rate, row[6], 1), completed: row[7],
      elapsedSeconds: (row[8] as Int?).map { Double($0) / 1000 }, endAfter: row[9],
      stalls: row[10])
  }

  private static func bound(_ rate: Double?, _ millionths: Int?, _ sign: Double) -> Double? {
    guard let rate, let millionths else { return nil }
    return rate * (1 + sign * Double(millionths) / 1e6)
  }
}
