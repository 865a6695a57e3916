internal import GRDB
internal import LogTokenizer

/// When a session was, and on which clock.
package struct SessionTime: Sendable, Equatable {
  /// The clocks.
  package enum Clock: Sendable {
    /// The log's own, which shows no zone.
    case log
    /// Universal time: the log shows a zone, or the time is that of a file.
    case universal
  }

  /// Milliseconds since 1970.
  package var milliseconds: Int
  /// On which clock.
  package var clock: Clock
  /// Whether the log prints no date, or no year.
  package var isInferred: Bool

  /// Creates a time.
  package init(milliseconds: Int, clock: Clock, isInferred: Bool = false) {
    self.milliseconds = milliseconds
    self.clock = clock
    self.isInferred = isInferred
  }

  init(_ time: Int, isPrinted: Bool, precision: Int?) {
    let precision = precision.flatMap { LogTime.Precision(rawValue: UInt8(clamping: $0)) }
    milliseconds = time
    clock = precision == .local || precision == .noYear ? .log : .universal
    isInferred = !isPrinted
  }
}

/// The counted runs of one session in one workload.
package struct SessionSeries: Sendable, Equatable {
  /// A run.
  package struct Run: Sendable, Equatable {
    /// Units per second.
    package var ratePerSecond: Double
    /// Milliseconds from the session's time to the run's end, where the log prints times.
    package var after: Int?
  }

  /// The session's row and content, which orders sessions of one time.
  package var session: Int
  package var content: Int
  /// When it began.
  package var time: SessionTime
  /// The runs, in order.
  package var runs: [Run]
}

/// A workload of a machine, and when it ran last.
package struct SeriesEntry: Sendable, Equatable {
  /// The workload.
  package var key: SeriesKey
  /// Whether something that matters, such as the resolution, was not printed.
  package var isProxy: Bool
  /// The number of its counted runs.
  package var runs: Int
  /// The first and the last time of its sessions, in milliseconds since 1970.
  package var first: Int
  package var last: Int
  /// The last row of its sessions.
  package var lastSession: Int
}

extension RunHistory {
  /// Returns the workloads of each machine with counted runs since a time, by machine and key.
  ///
  /// - Parameters:
  ///   - time: They have a session since then, in milliseconds since 1970.
  ///   - row: Only workloads with a session behind this row are returned,
  ///   - scope: those with a session since this time,
  ///   - keys: and these.
  /// - Returns: What they come to in all.
  /// - Throws: `HistoryError`.
  /// - Complexity: O(sessions of the workloads that are returned).
  package func seriesEntries(
    since time: Int, changedAfter row: Int, orSince scope: Int, and keys: Set<String>
  ) throws(HistoryError) -> [SeriesEntry] {
    try perform { db in
      // Their numbers as one value, since a statement takes no more than 32,766.
      let known = try Self.workloads(of: keys, db).map(String.init).joined(separator: ",")
      return try Row.fetchAll(
        db,
        sql: """
          SELECT n.text, key, unit, MAX(is_proxy), SUM(counted), MIN(throughput.time),
            MAX(throughput.time), MAX(session.id)
          FROM throughput JOIN workload ON workload.id = throughput.workload
          JOIN session ON session.id = throughput.session JOIN name n ON n.id = session.host
          WHERE counted > 0 AND throughput.workload IN (
            SELECT workload FROM run_block
              WHERE session IN (SELECT id FROM session WHERE id > ? OR time >= ?)
            UNION SELECT value FROM json_each(?))
          GROUP BY n.text, key, unit HAVING MAX(throughput.time) >= ? ORDER BY 1, 2, 3
          """, arguments: [row, scope, "[\(known)]", time]
      ).map { row in
        SeriesEntry(
          key: SeriesKey(host: row[0], workload: row[1], unit: row[2]), isProxy: row[3],
          runs: try row.count(4), first: try row.time(5), last: try row.time(6), lastSession: row[7]
        )
      }
    }
  }

  /// Returns the numbers of the workloads with one of some keys.
  private static func workloads(of keys: Set<String>, _ db: Database) throws -> [Int] {
    var read = try PreparedStatement(db, "SELECT id FROM workload WHERE key = ?")
    defer { read.reset() }
    var rows: [Int] = []
    for key in keys {
      read.bind(key)
      while try read.nextRow() { rows.append(read.int(0)) }
    }
    return rows.sorted()
  }

  /// Returns the counted runs of a workload on a machine, session by session, in the order of time.
  ///
  /// - Parameters:
  ///   - key: The workload.
  ///   - since: The first time of a session.
  ///   - limit: About the most runs of a session; of more, a half, a third and so on is taken, chosen by
  ///     their numbers without a period, as two kinds of runs may take turns.
  /// - Returns: The sessions.
  /// - Throws: `HistoryError`.
  package func sessions(
    of key: SeriesKey, since: Int, limit: Int
  ) throws(HistoryError) -> [SessionSeries] {
    try perform { db in
      let sessions = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT session.id, session.content, session.time, time_is_printed, start_precision,
              throughput.workload, counted
            FROM throughput JOIN session ON session.id = throughput.session
            WHERE throughput.workload IN (SELECT id FROM workload WHERE key = ? AND unit = ?)
              AND throughput.time >= ? AND counted > 0 AND session.content IS NOT NULL
              AND session.host = (SELECT id FROM name WHERE text = ?)
            ORDER BY throughput.time, session.content
            """), arguments: [key.workload, key.unit, since, key.host])
      return try sessions.map { session in
        let counted = try session.count(6)
        let step = max(1, (counted + limit - 1) / limit)
        let runs = try RunTable.points(session: session[0], workload: session[5], db)
        let taken = runs.filter { step == 1 || ($0.ordinal &* 40503 / 64) % step == 0 }
          .map { SessionSeries.Run(ratePerSecond: Pace.decode($0.pace), after: $0.end) }
        return SessionSeries(
          session: session[0], content: try session.number(1),
          time: SessionTime(try session.time(2), isPrinted: session[3], precision: session[4]),
          runs: taken)
      }
    }
  }

  /// Returns the medians of a workload's sessions on a machine, in the order of time.
  package func medians(
    of key: SeriesKey, since: Int
  ) throws(HistoryError) -> [SessionMedian] {
    try perform { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT session.time, time_is_printed, start_precision, counted, median, low, high
            FROM throughput JOIN session ON session.id = throughput.session
            WHERE throughput.workload IN (SELECT id FROM workload WHERE key = ? AND unit = ?)
              AND throughput.time >= ? AND counted > 0
              AND session.host = (SELECT id FROM name WHERE text = ?)
            ORDER BY throughput.time, session.content
            """), arguments: [key.workload, key.unit, since, key.host]
      ).map { row in
        SessionMedian(
          time: SessionTime(try row.time(0), isPrinted: row[1], precision: row[2]),
          runs: try row.count(3),
          median: row[4] ?? 0, low: row[5] ?? 0, high: row[6] ?? 0)
      }
    }
  }
}

/// What the counted runs of a session in one workload come to.
package struct SessionMedian: Sendable, Equatable {
  /// When the session began.
  package var time: SessionTime
  /// The number of runs.
  package var runs: Int
  /// Their median, lowest and highest rate per second.
  package var median: Double
  package var low: Double
  package var high: Double
}
