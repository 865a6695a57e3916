internal import GRDB

extension RunHistory {
  /// The most runs that a baseline takes, the latest of them.
  static let baselineRuns = 4096

  /// Returns the level of a workload's earlier runs.
  ///
  /// - Parameters:
  ///   - workload: The front end and the workload's key.
  ///   - host: The machine; `nil` for all.
  ///   - gpu: The GPU; sessions that name another one are left out. `nil` for all.
  ///   - time: The runs of sessions before this time are taken, in milliseconds since 1970.
  ///   - rows: Sessions that are left out, such as those that are being judged.
  ///   - nights: The most days with runs, the latest of them.
  /// - Returns: `nil` if there is no such run. Pruned sessions have none.
  /// - Throws: `HistoryError`.
  /// - Complexity: O(sessions of the workload that are skipped + runs taken); at most 4,096 runs.
  package func baseline(
    of workload: String, host: String?, gpu: String? = nil, before time: Int = .max,
    besides rows: Set<Int> = [], nights: Int = 28
  ) throws(HistoryError) -> Baseline? {
    try perform { db in
      let cursor = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT throughput.session, throughput.workload, throughput.time, workload.unit
            FROM throughput JOIN session ON session.id = throughput.session
              JOIN workload ON workload.id = throughput.workload
            WHERE throughput.workload IN (SELECT id FROM workload WHERE key = ?)
              AND throughput.time < ? AND throughput.counted > 0
              AND (? IS NULL OR session.host = (SELECT id FROM name WHERE text = ?))
              AND (? IS NULL OR session.gpu IS NULL
                OR session.gpu = (SELECT id FROM name WHERE text = ?))
            ORDER BY throughput.time DESC, session.content DESC
            """),
        arguments: [workload, time, host, host, gpu, gpu])
      var sessions: [Baseline.Part] = []
      var days: Set<Int> = []
      var runs = 0
      var unit = ""
      while let found = try cursor.next(), runs < Self.baselineRuns {
        let row: Int = found[0]
        let time = try found.time(2)
        if rows.contains(row) { continue }
        if days.insert(Baseline.day(of: time)).inserted, days.count > nights { break }
        let rates = try Self.rates(session: row, workload: found[1], db)
        runs += rates.count
        unit = found[3]
        sessions.append(
          Baseline.Part(row: row, time: time, rates: Array(rates.suffix(Self.baselineRuns))))
      }
      return Baseline(
        workload: workload, unit: unit, host: host, sessions: sessions.reversed())
    }
  }

  /// Returns the rates of the counted runs of a session, in the order in which they ended.
  static func rates(session: Int, workload: Int, _ db: Database) throws -> [Double] {
    try RunTable.points(session: session, workload: workload, db).map { Pace.decode($0.pace) }
  }
}
