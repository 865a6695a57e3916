internal import GRDB

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
  /// The worst severity of a finding that nothing repaired, by pattern.
  package var severities: [String: Int]
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
        totals.runs = row[1]
        totals.lines = row[2]
        totals.unknownRecords = row[3]
        totals.inferredTimes = row[4]
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
          WHERE session.id > ? AND time >= ? AND severity = 2 AND NOT is_resolved
          ORDER BY time DESC, session.content, first_line LIMIT ?
          """, arguments: [scope.after, scope.since, limit]
      ).map { row in
        SessionTrouble(
          session: row[0], pattern: row[1], message: row[2], count: row[3], line: row[4])
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
          session: row[0], pattern: nil, message: nil, count: row[1],
          line: try RunTable.firstStall(session: row[0], db))
      }
      return (errors, stalls)
    }
  }

  /// Returns the causes of the sessions since a time, in the order of time.
  package func causes(since time: Int) throws(HistoryError) -> [SessionCauses] {
    try perform { db in
      var causes: [Int: [RecordedCause]] = [:]
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT session.id, n.text, k.text, score
          FROM cause JOIN session ON session.id = cause.session
          JOIN name n ON n.id = cause.cause JOIN name k ON k.id = confidence
          WHERE time >= ? ORDER BY session.id, rank
          """, arguments: [time])
      while let row = try rows.next() {
        causes[row[0], default: []].append(
          RecordedCause(id: row[1], confidence: row[2], score: row[3]))
      }
      var severities: [Int: [String: Int]] = [:]
      let findings = try Row.fetchCursor(
        db,
        sql: """
          SELECT session.id, p.text, severity FROM finding
          JOIN session ON session.id = finding.session JOIN name p ON p.id = pattern
          WHERE time >= ? AND NOT is_resolved
          """, arguments: [time])
      while let row = try findings.next() { severities[row[0], default: [:]][row[1]] = row[2] }
      return try Row.fetchAll(
        db,
        sql: """
          SELECT session.id, h.text, f.text, time, time_is_printed, start_precision
          FROM session JOIN name h ON h.id = host JOIN name f ON f.id = front_end
          WHERE time >= ? AND content IS NOT NULL AND NOT is_pruned ORDER BY time, content
          """, arguments: [time]
      ).map { row in
        SessionCauses(
          session: row[0], host: row[1], frontEnd: row[2],
          time: SessionTime(row[3], isPrinted: row[4], precision: row[5]),
          causes: causes[row[0]] ?? [], severities: severities[row[0]] ?? [:])
      }
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
