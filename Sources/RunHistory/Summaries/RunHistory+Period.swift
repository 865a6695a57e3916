internal import GRDB
import SessionAnalysis

/// Which sessions a summary is about.
package struct SummaryScope: Sendable, Equatable {
  /// The row of sessions behind which they are.
  package var after: Int
  /// Their first time, in milliseconds since 1970.
  package var since: Int

  /// Creates a scope.
  package init(after: Int = 0, since: Int = .min) {
    self.after = after
    self.since = since
  }
}

/// What the sessions of a scope add up to.
package struct ScopeTotals: Sendable, Equatable {
  /// The number of sessions, their runs, lines, records that no pattern knows, and sessions whose
  /// time is inferred.
  package var sessions = 0
  package var runs = 0
  package var lines = 0
  package var unknownRecords = 0
  package var inferredTimes = 0
  /// The machines, sorted.
  package var hosts: [String] = []
}

/// An error or a stall of a session.
package struct SessionTrouble: Sendable, Equatable {
  /// The session's row.
  package var session: Int
  /// The error's pattern and its first line as the log has it; `nil` for a stall.
  package var pattern: String?
  package var message: String?
  /// How often it happened.
  package var count: Int
  /// The line at which it happened first, from 0 at the session's first line.
  package var line: Int
}

/// The causes of a session, for following them over time.
package struct SessionCauses: Sendable, Equatable {
  /// The session's row.
  package var session: Int
  /// The machine and the front end.
  package var host: String
  package var frontEnd: String
  /// When it began.
  package var time: SessionTime
  /// The causes, the likeliest first.
  package var causes: [RecordedCause]
}

extension RunHistory {
  /// Adds up the sessions of a scope.
  package func totals(of scope: SummaryScope) throws(HistoryError) -> ScopeTotals {
    try perform { db in
      var totals = ScopeTotals()
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT COUNT(*), COALESCE(SUM(runs), 0), COALESCE(SUM(lines), 0),
            COALESCE(SUM(unknown_records), 0), COALESCE(SUM(NOT time_is_printed), 0)
          FROM session WHERE id > ? AND time >= ? AND content IS NOT NULL
          """, arguments: [scope.after, scope.since])
      if let row {
        totals.sessions = row[0]
        totals.runs = try row.count(1)
        totals.lines = try row.count(2)
        totals.unknownRecords = try row.count(3)
        totals.inferredTimes = try row.count(4)
      }
      totals.hosts = try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT text FROM session JOIN name ON name.id = host
          WHERE session.id > ? AND time >= ? AND content IS NOT NULL ORDER BY 1
          """, arguments: [scope.after, scope.since])
      return totals
    }
  }

  /// Returns the errors that nothing repaired and the stalls of a scope's sessions, newest first.
  package func troubles(
    of scope: SummaryScope, limit: Int
  ) throws(HistoryError) -> (errors: [SessionTrouble], stalls: [SessionTrouble]) {
    try perform { db in
      let errors = try Row.fetchAll(
        db,
        sql: """
          SELECT session.id, p.text, message, count, first_line
          FROM finding JOIN session ON session.id = finding.session
          JOIN name p ON p.id = pattern
          WHERE session.id > ? AND time >= ? AND severity = ? AND NOT is_resolved
          ORDER BY time DESC, session.content, first_line LIMIT ?
          """,
        arguments: [scope.after, scope.since, Finding.Severity.error.rawValue, limit]
      ).map { row in
        SessionTrouble(
          session: row[0], pattern: row[1], message: row[2], count: try row.count(3),
          line: try row.place(4))
      }
      let stalls = try Row.fetchAll(
        db,
        sql: """
          SELECT session.id, SUM(stalls) FROM session
          JOIN run_block ON run_block.session = session.id AND stalls > 0
          WHERE session.id > ? AND time >= ?
          GROUP BY session.id ORDER BY time DESC, session.content LIMIT ?
          """, arguments: [scope.after, scope.since, limit]
      ).map { row in
        SessionTrouble(
          session: row[0], pattern: nil, message: nil, count: try row.count(1),
          line: try RunTable.firstStall(session: row[0], db))
      }
      return (errors, stalls)
    }
  }

  /// Returns the causes of the sessions since a time, in the order of time.
  package func causes(since time: Int) throws(HistoryError) -> [SessionCauses] {
    try perform { db in
      var names: [Int: String] = [:]
      func name(_ number: Int) throws -> String {
        if let known = names[number] { return known }
        let text = try NameTable.text(number, db)
        names[number] = text
        return text
      }
      var causes: [Int: [RecordedCause]] = [:]
      var read = try PreparedStatement(
        db,
        """
        SELECT session.id, cause, confidence, score
        FROM session JOIN cause ON cause.session = session.id WHERE time >= ? ORDER BY session.id, rank
        """)
      defer { read.reset() }
      read.bind(time)
      while try read.nextRow() {
        causes[read.int(0), default: []].append(
          RecordedCause(
            id: try name(read.int(1)), confidence: try name(read.int(2)),
            score: try read.place(3)))
      }
      var sessions: [SessionCauses] = []
      var list = try PreparedStatement(
        db,
        """
        SELECT id, host, front_end, time, time_is_printed, COALESCE(start_precision, -1)
        FROM session WHERE time >= ? AND content IS NOT NULL AND NOT is_pruned ORDER BY time, content
        """)
      defer { list.reset() }
      list.bind(time)
      while try list.nextRow() {
        let precision = list.int(5)
        sessions.append(
          SessionCauses(
            session: list.int(0), host: try name(list.int(1)), frontEnd: try name(list.int(2)),
            time: SessionTime(
              try list.time(3), isPrinted: list.int(4) == 1,
              precision: precision < 0 ? nil : precision),
            causes: causes[list.int(0)] ?? []))
      }
      return sessions
    }
  }

  /// Returns the worst severity of a session's messages that nothing repaired, by pattern.
  package func severities(ofSession row: Int) throws(HistoryError) -> [String: Int] {
    try perform { db in
      let rows = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT text, MAX(severity) FROM finding JOIN name ON name.id = pattern
            WHERE session = ? AND NOT is_resolved GROUP BY pattern
            """), arguments: [row])
      return Dictionary(rows.map { ($0[0] as String, $0[1] as Int) }) { first, _ in first }
    }
  }

  /// Returns a session and when it was, by its row.
  package func session(
    row: Int
  ) throws(HistoryError) -> (session: HistorySession, time: SessionTime)? {
    try perform { db in
      guard let session = try Self.session(row: row, db) else { return nil }
      let precision = try Int.fetchOne(
        db, sql: "SELECT start_precision FROM session WHERE id = ?", arguments: [row])
      return (
        session,
        SessionTime(session.time, isPrinted: session.isTimePrinted, precision: precision)
      )
    }
  }
}
