internal import GRDB
package import SessionAnalysis

/// The counted runs of a workload of one session.
package struct SessionRates: Sendable, Equatable {
  /// The front end and the workload's key.
  package var workload: String
  /// What a rate counts.
  package var unit: String
  /// The rates per second, in the order in which the runs ended.
  package var rates: [Double]
}

extension RunHistory {
  /// Returns the rates of a session's counted runs, by workload.
  package func rates(of session: HistorySession) throws(HistoryError) -> [SessionRates] {
    try perform { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT workload.id, key, unit FROM throughput
            JOIN workload ON workload.id = throughput.workload
            WHERE session = ?1 AND time = ?2 AND counted > 0
              AND workload.id IN (SELECT workload FROM run_block WHERE session = ?1)
            ORDER BY key, unit
            """), arguments: [session.row, session.time]
      ).map { row in
        SessionRates(
          workload: row[1], unit: row[2],
          rates: try Self.rates(session: session.row, workload: row[0], db))
      }
    }
  }

  /// Returns sessions with counted runs, the latest first.
  ///
  /// - Parameters:
  ///   - workloads: Keys of workloads of which they have one; empty for any.
  ///   - host: The machine; `nil` for all.
  ///   - time: They began before this time, in milliseconds since 1970.
  ///   - rows: Sessions that are left out.
  ///   - limit: The most sessions.
  /// - Returns: Sessions of which all details are kept.
  /// - Throws: `HistoryError`.
  package func earlierSessions(
    of workloads: [String], host: String?, before time: Int, besides rows: Set<Int>,
    limit: Int
  ) throws(HistoryError) -> [HistorySession] {
    try perform { db in
      let keys = workloads.map { _ in "?" }.joined(separator: ", ")
      let condition =
        workloads.isEmpty
        ? "" : "AND workload IN (SELECT id FROM workload WHERE key IN (\(keys)))"
      var arguments: StatementArguments = [time, host, host]
      arguments += StatementArguments(workloads)
      let cursor = try Row.fetchCursor(
        db,
        sql: """
          \(Self.sessionColumns) WHERE content IS NOT NULL AND NOT is_pruned AND time < ?
            AND (? IS NULL OR host = (SELECT id FROM name WHERE text = ?))
            AND EXISTS (SELECT 1 FROM throughput WHERE session = session.id AND time = session.time
              AND workload IN (SELECT workload FROM run_block WHERE session = session.id)
              AND counted > 0 \(condition))
          ORDER BY time DESC, content DESC
          """, arguments: arguments)
      var sessions: [HistorySession] = []
      while sessions.count < limit, let row = try cursor.next() {
        let session = try Self.session(row)
        if !rows.contains(session.row) { sessions.append(session) }
      }
      return sessions
    }
  }

  /// Returns the rows of sessions that are one of some contents, its beginning, or go on behind it.
  package func rows(of contents: [LogContent]) throws(HistoryError) -> Set<Int> {
    try perform { db in
      var rows: Set<Int> = []
      for content in contents where content.units > 0 {
        let id = Prefixes.number(content.hash)
        if let row = try SessionTable.row(of: id, isOpen: true, db) { rows.insert(row) }
        if let row = try SessionTable.longerVersion(
          of: content, id: id, besides: { _ in false }, db)
        {
          rows.insert(row)
        }
        rows.formUnion(
          try SessionTable.shorterVersions(of: content, id: id, besides: { _ in false }, db)
            .map(\.row))
      }
      return rows
    }
  }
}
