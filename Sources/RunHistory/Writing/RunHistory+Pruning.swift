internal import GRDB

extension RunHistory {
  /// Replaces the details of old sessions by daily summaries; the sessions stay known, so that their
  /// logs, read again, are not taken in again.
  ///
  /// - Parameter time: The end of what is old, in milliseconds since 1970.
  /// - Returns: The number of sessions that were pruned.
  /// - Throws: `HistoryError`; the history is then as it was.
  package func prune(before time: Int) throws(HistoryError) -> Int {
    let count = try transact { db in
      let old = "SELECT id FROM session WHERE time < ? AND NOT is_pruned AND content IS NOT NULL"
      try Self.summarise(old, time, db)
      let rows = try Int.fetchAll(db, sql: old, arguments: [time])
      for row in rows {
        // An open session keeps what a longer version of it is recognised by.
        try SessionTable.removeDetails(row, db)
        try db.cachedStatement(
          sql: """
            UPDATE session SET is_pruned = 1, prefixes = CASE WHEN is_open THEN prefixes END
            WHERE id = ?
            """
        ).execute(arguments: [row])
      }
      try db.execute(
        sql: """
          DELETE FROM workload WHERE id NOT IN (SELECT workload FROM throughput)
            AND id NOT IN (SELECT workload FROM day_throughput)
          """)
      return rows.count
    }
    try perform { db in
      let cursor = try Row.fetchCursor(db, sql: "PRAGMA incremental_vacuum")
      while try cursor.next() != nil {}
    }
    try checkpoint()
    return count
  }

  private static func summarise(_ old: String, _ time: Int, _ db: Database) throws {
    let day = "(session.time - (session.time % 86400000 + 86400000) % 86400000) / 86400000"
    try db.execute(
      sql: """
        INSERT INTO day_session
          SELECT \(day), host, front_end, COUNT(*), SUM(runs) FROM session WHERE id IN (\(old))
          GROUP BY 1, 2, 3
        ON CONFLICT DO UPDATE SET sessions = sessions + excluded.sessions, runs = runs + excluded.runs
        """, arguments: [time])
    try db.execute(
      sql: """
        INSERT INTO day_throughput
          SELECT throughput.workload, \(day), host, COUNT(*), SUM(counted), SUM(median * counted),
            MIN(low), MAX(high)
          FROM throughput JOIN session ON session.id = throughput.session
          WHERE session.id IN (\(old)) AND counted > 0 GROUP BY 1, 2, 3
        ON CONFLICT DO UPDATE SET sessions = sessions + excluded.sessions,
          runs = runs + excluded.runs, medians = medians + excluded.medians,
          low = MIN(low, excluded.low), high = MAX(high, excluded.high)
        """, arguments: [time])
    try db.execute(
      sql: """
        INSERT INTO day_finding
          SELECT pattern, \(day), host, COUNT(*), SUM(count)
          FROM finding JOIN session ON session.id = finding.session
          WHERE session.id IN (\(old)) GROUP BY 1, 2, 3
        ON CONFLICT DO UPDATE SET sessions = sessions + excluded.sessions, count = count + excluded.count
        """, arguments: [time])
  }
}

/// What is kept of a workload's pruned runs on one day and machine.
package struct DaySummary: Sendable, Equatable {
  /// The days since 1970-01-01.
  package var day: Int
  /// The machine.
  package var host: String
  /// The front end and the workload's key.
  package var workload: String
  /// The numbers of sessions and counted runs.
  package var sessions: Int
  package var runs: Int
  /// The mean of the sessions' medians, weighted by runs, and the extremes, per second.
  package var rate: Double
  package var low: Double
  package var high: Double
}

extension RunHistory {
  /// Returns the daily summaries, by workload, day and machine.
  package func days() throws(HistoryError) -> [DaySummary] {
    try perform { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT day, n.text, key, sessions, runs, medians / runs, low, high FROM day_throughput
          JOIN name n ON n.id = host JOIN workload w ON w.id = workload ORDER BY key, day, n.text
          """
      ).map { row in
        DaySummary(
          day: try row.day(0), host: row[1], workload: row[2], sessions: try row.count(3),
          runs: try row.count(4), rate: try row.rate(5), low: row[6], high: row[7])
      }
    }
  }
}
