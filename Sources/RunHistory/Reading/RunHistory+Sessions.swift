internal import GRDB
internal import SessionAnalysis

/// Which sessions are asked for.
package struct SessionQuery: Sendable {
  /// The most sessions; `nil` for all.
  package var limit: Int?
  /// The key of a workload that they have, with the front end in front, or a part of it.
  package var workload: String?
  /// The front end.
  package var frontEnd: String?
  /// The machine.
  package var host: String?
  /// The first time, in milliseconds since 1970.
  package var since: Int?
  /// Whether the newest come first.
  package var isNewestFirst: Bool

  /// Creates a query.
  package init(
    limit: Int? = nil, workload: String? = nil, frontEnd: String? = nil, host: String? = nil,
    since: Int? = nil, isNewestFirst: Bool = true
  ) {
    self.limit = limit
    self.workload = workload
    self.frontEnd = frontEnd
    self.host = host
    self.since = since
    self.isNewestFirst = isNewestFirst
  }
}

extension RunHistory {
  /// Hands out sessions in the order of time, then of content.
  package func forEachSession(
    _ query: SessionQuery, _ body: (HistorySession) throws -> Void
  ) throws(HistoryError) {
    try perform { db in
      var conditions = ["session.content IS NOT NULL"]
      var arguments: StatementArguments = []
      var time = "time"
      if let key = query.workload {
        // Of few sessions each is looked at, of many the latest until there are enough.
        if try Self.isRare(key, db) {
          conditions.append("session.id IN (SELECT session FROM throughput \(Self.hasWorkload))")
          time = "+time"
        } else {
          conditions.append(
            """
            EXISTS (SELECT 1 FROM run_block \(Self.hasWorkload)
              AND run_block.session = session.id)
            """)
        }
        arguments += [key]
      }
      if let frontEnd = query.frontEnd {
        conditions.append("front_end = (SELECT id FROM name WHERE text = ?)")
        arguments += [frontEnd]
      }
      if let host = query.host {
        conditions.append("host = (SELECT id FROM name WHERE text = ?)")
        arguments += [host]
      }
      if let since = query.since {
        conditions.append("time >= ?")
        arguments += [since]
      }
      let order = query.isNewestFirst ? "DESC" : "ASC"
      let cursor = try Row.fetchCursor(
        db,
        sql: """
          \(Self.sessionColumns) WHERE \(conditions.joined(separator: " AND "))
          ORDER BY \(time) \(order), content \(order) LIMIT \(query.limit ?? -1)
          """, arguments: arguments)
      while let row = try cursor.next() { try body(try Self.session(row)) }
    }
  }

  private static let hasWorkload =
    "WHERE workload IN (SELECT id FROM workload WHERE instr(key, ?) > 0)"

  /// Whether few sessions have a workload whose key holds a text.
  private static func isRare(_ key: String, _ db: Database) throws -> Bool {
    let limit = 5000
    let count = try Int.fetchOne(
      db, sql: "SELECT COUNT(*) FROM (SELECT 1 FROM throughput \(hasWorkload) LIMIT \(limit))",
      arguments: [key])
    return count ?? 0 < limit
  }

  /// Returns the sessions whose id begins with some digits, at most ten.
  package func sessions(idPrefix: String) throws(HistoryError) -> [HistorySession] {
    let digits = idPrefix
    guard digits.utf8.count <= 16, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
      return []
    }
    let shift = UInt64(64 - 4 * digits.count)
    let first = (UInt64(digits, radix: 16) ?? 0) << shift
    let last = first | (digits.isEmpty ? .max : (1 << shift) - 1)
    return try perform { db in
      // All ids that begin with a digit are of one sign; of none, the signed numbers begin in the middle.
      let range =
        digits.isEmpty ? (Int.min, Int.max) : (Prefixes.number(first), Prefixes.number(last))
      return try Row.fetchAll(
        db,
        sql: "\(Self.sessionColumns) WHERE content BETWEEN ? AND ? ORDER BY content LIMIT 10",
        arguments: [range.0, range.1]
      ).map(Self.session)
    }
  }

  /// Returns all that is kept of a session, but its runs.
  package func detail(of session: HistorySession) throws(HistoryError) -> HistoryDetail {
    try perform { db in
      HistoryDetail(
        session: session, places: try places(session, db), facts: try facts(session, db),
        findings: try findings(session, db), causes: try causes(session, db),
        throughput: try throughput(session, db))
    }
  }

  /// Returns the session of a row; `nil` where there is none.
  static func session(row: Int, _ db: Database) throws -> HistorySession? {
    try Row.fetchOne(
      db, sql: "\(sessionColumns) WHERE session.id = ? AND content IS NOT NULL", arguments: [row]
    ).map(session)
  }

  static let sessionColumns = """
    SELECT session.id, printf('%016x', content), time, time_is_printed, h.text, g.text, f.text, lines,
      bytes, runs, is_open, is_pruned
    FROM session LEFT JOIN name h ON h.id = host LEFT JOIN name g ON g.id = gpu
      LEFT JOIN name f ON f.id = front_end
    """

  static func session(_ row: Row) throws -> HistorySession {
    HistorySession(
      row: row[0], id: row[1], time: try row.time(2), isTimePrinted: row[3], host: row[4] ?? "",
      gpu: row[5], frontEnd: row[6] ?? "", lines: try row.count(7), bytes: try row.count(8),
      runs: try row.count(9), isOpen: row[10], isPruned: row[11])
  }
}

extension RunHistory {
  private func places(_ session: HistorySession, _ db: Database) throws -> [HistoryPlace] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT path, first_byte, first_line FROM source_session
        JOIN source ON source.id = source_session.source WHERE session = ? ORDER BY path, first_byte
        """, arguments: [session.row]
    ).map { row in
      let first = try row.count(1)
      return HistoryPlace(
        path: row[0], bytes: first..<first + session.bytes, firstLine: try row.count(2))
    }
  }

  private func facts(_ session: HistorySession, _ db: Database) throws -> [Fact] {
    var read = try PreparedStatement(db, "SELECT facts FROM session WHERE id = ?")
    defer { read.reset() }
    read.bind(session.row)
    guard try read.nextRow() else { return [] }
    return try SessionFact.facts(read.bytes(0)).map { fact in
      Fact(
        name: try NameTable.text(fact.name, db), value: try NameTable.text(fact.value, db),
        line: fact.line + 1, origin: fact.isDerived ? .derived : .printed)
    }
  }

  private func findings(
    _ session: HistorySession, _ db: Database
  ) throws -> [HistoryDetail.Finding] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT p.text, c.text, severity, count, first_line, last_line, message, is_resolved
        FROM finding JOIN name p ON p.id = pattern JOIN name c ON c.id = category
        WHERE session = ? ORDER BY ordinal
        """, arguments: [session.row]
    ).map { row in
      HistoryDetail.Finding(
        pattern: row[0], category: row[1],
        severity: Finding.Severity(rawValue: UInt8(clamping: row[2] as Int)) ?? .note,
        count: try row.count(3), firstLine: try row.place(4) + 1, lastLine: try row.place(5) + 1,
        message: row[6],
        isResolved: row[7])
    }
  }

  private func causes(_ session: HistorySession, _ db: Database) throws -> [RecordedCause] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT n.text, k.text, score FROM cause JOIN name n ON n.id = cause.cause
        JOIN name k ON k.id = confidence WHERE session = ? ORDER BY rank
        """, arguments: [session.row]
    ).map { RecordedCause(id: $0[0], confidence: $0[1], score: try $0.place(2)) }
  }

  private func throughput(_ session: HistorySession, _ db: Database) throws -> [HistoryThroughput] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT key, kind, unit, runs, counted, median, low, high, stalls
        FROM throughput JOIN workload ON workload.id = throughput.workload
        WHERE session = ?1 AND time = ?2
          AND workload.id IN (SELECT workload FROM run_block WHERE session = ?1)
        ORDER BY key, kind, unit
        """, arguments: [session.row, session.time]
    ).map { row in
      HistoryThroughput(
        workload: row[0], kind: Run.Kind(rawValue: UInt8(clamping: row[1] as Int)) ?? .other,
        unit: row[2], runs: try row.count(3), counted: try row.count(4), median: row[5],
        low: row[6], high: row[7], stalls: try row.count(8))
    }
  }
}
