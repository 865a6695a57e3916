internal import GRDB
internal import LogTokenizer
internal import SessionAnalysis

/// Rows of sessions and of what belongs to them.
enum SessionTable {
  /// A stored session that another one goes on.
  struct Version {
    var row: Int
    /// Its time, where no time was printed.
    var time: Int?
  }

  /// What a session's row holds beside the session and its content.
  struct Values {
    /// What it is known by.
    var id: Int
    /// Its time, and whether that was printed.
    var time: Int
    var isTimePrinted: Bool
    /// The numbers of the machine, the GPU and the front end.
    var host: Int
    var gpu: Int?
    var frontEnd: Int
    /// What the log states.
    var facts: [SessionFact]
    /// By what the sessions are found that it may be a piece of.
    var piece: PieceKey?
  }

  /// Adds a row for a session of which nothing is known yet.
  static func addPlaceholder(_ db: Database) throws -> Int {
    try db.cachedStatement(
      sql: """
        INSERT INTO session(is_open, is_pruned, time, time_is_printed, host, front_end, lines, bytes,
          units, chain, tail_bytes, top_mark, runs, unknown_records)
        VALUES (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        """
    ).execute()
    return Int(db.lastInsertedRowID)
  }

  /// Writes a session, in the place of its placeholder if there is one.
  ///
  /// - Returns: Its row.
  static func write(
    _ session: WaitingSession, placeholder: Int?, _ values: Values, _ db: Database
  ) throws -> Int {
    if let placeholder {
      try db.execute(sql: "DELETE FROM session WHERE id = ?", arguments: [placeholder])
    }
    let content = session.content
    var write = try PreparedStatement(db, insertion)
    write.bind(placeholder)
    write.bind(values.id)
    write.bind(content.isOpen)
    write.bind(values.time)
    write.bind(values.isTimePrinted)
    write.bind(values.host)
    write.bind(values.gpu)
    write.bind(values.frontEnd)
    write.bind(session.start.map { Int($0.milliseconds) })
    write.bind(session.start.map { Int($0.precision.rawValue) })
    write.bind(session.end.map { Int($0.milliseconds) })
    write.bind(session.end.map { Int($0.precision.rawValue) })
    write.bind(session.lastLine - content.firstLine + 1)
    write.bind(content.bytes)
    write.bind(content.units)
    write.bind(Prefixes.number(content.chain))
    write.bind(content.tailBytes)
    write.bind(Prefixes.number(content.marks.last ?? 0))
    write.bind(content.prefixes)
    write.bind(session.runCount)
    write.bind(session.unknownRecords)
    write.bind(content.isHeadless)
    write.bind(content.headUnits)
    write.bind(Prefixes.number(content.sum))
    write.bind(SessionSketch(content).limit.map(Prefixes.number))
    write.bind(SessionFact.bytes(values.facts))
    write.bind(content.marks)
    write.bind(SessionSketch.words(content.landmarks))
    write.bind(values.piece.map { Prefixes.number($0.anchor) })
    write.bind(values.piece?.unit)
    write.bind(values.piece.map { Prefixes.number($0.rare) })
    try write.execute()
    return Int(db.lastInsertedRowID)
  }

  private static let insertion = """
    INSERT INTO session(id, content, is_open, is_pruned, time, time_is_printed, host, gpu, front_end,
      start, start_precision, "end", end_precision, lines, bytes, units, chain, tail_bytes, top_mark,
      prefixes, runs, unknown_records, is_headless, head_units, unit_sum, landmark_limit, facts, marks,
      landmarks, anchor, anchor_unit, rare)
    VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
      ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  /// Removes a session with all that belongs to it, but its places in sources.
  static func remove(_ row: Int, _ db: Database) throws {
    try removeDetails(row, db)
    try removeHashes(in: "landmarks", step: 3, row, db)
    try db.execute(sql: "DELETE FROM session WHERE id = ?", arguments: [row])
  }

  /// Removes what belongs to a session.
  static func removeDetails(_ row: Int, _ db: Database) throws {
    try removeHashes(in: "marks", step: 1, row, db)
    try db.cachedStatement(
      sql: """
        DELETE FROM throughput WHERE session = ?1 AND time = (SELECT time FROM session WHERE id = ?1)
          AND workload IN (SELECT workload FROM run_block WHERE session = ?1)
        """
    ).execute(arguments: [row])
    for table in ["finding", "cause", "run_block"] {
      try db.cachedStatement(sql: "DELETE FROM \(table) WHERE session = ?")
        .execute(arguments: [row])
    }
  }

  /// Removes the hashes of a session that stand in one of its columns, one in so many words.
  private static func removeHashes(
    in column: String, step: Int, _ row: Int, _ db: Database
  ) throws {
    var read = try PreparedStatement(db, "SELECT \(column) FROM session WHERE id = ?")
    read.bind(row)
    let words = try read.nextRow() ? Prefixes.hashes(read.bytes(0)) : []
    read.reset()
    var write = try PreparedStatement(
      db, "DELETE FROM session_hash WHERE hash = ? AND session = ?")
    for at in stride(from: 0, to: words.count, by: step) {
      write.bind(Prefixes.number(words[at]))
      write.bind(row)
      try write.execute()
    }
  }
}
