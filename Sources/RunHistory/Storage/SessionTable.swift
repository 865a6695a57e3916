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

  /// Fills a row that was added.
  static func complete(
    _ row: Int, _ session: Session, _ content: LogContent, id: Int, time: Int, isPrinted: Bool,
    host: Int, gpu: Int?, frontEnd: Int, _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        UPDATE session SET content = ?, is_open = ?, time = ?, time_is_printed = ?, host = ?, gpu = ?,
          front_end = ?, start = ?, start_precision = ?, "end" = ?, end_precision = ?, lines = ?,
          bytes = ?, units = ?, chain = ?, tail_bytes = ?, top_mark = ?, prefixes = ?, runs = ?,
          unknown_records = ?, is_headless = ?, head_units = ?, unit_sum = ?, landmark_limit = ?
        WHERE id = ?
        """
    ).execute(arguments: [
      id, content.isOpen, time, isPrinted, host, gpu, frontEnd, session.start?.milliseconds,
      session.start.map { Int($0.precision.rawValue) }, session.end?.milliseconds,
      session.end.map { Int($0.precision.rawValue) }, session.lastLine - content.firstLine + 1,
      content.bytes, content.units, Prefixes.number(content.chain), content.tailBytes,
      Prefixes.number(content.marks.last ?? 0), Prefixes.blob(content.prefixes), session.runCount,
      session.unknownRecords, content.isHeadless, content.headUnits,
      Prefixes.number(content.sum), SessionSketch(content).limit.map(Prefixes.number), row,
    ])
    for landmark in content.landmarks {
      var write = try PreparedWrite(db, "INSERT INTO landmark VALUES (?, ?, ?, ?, ?)")
      write.bind(Prefixes.number(landmark.hash))
      write.bind(row)
      write.bind(landmark.unit)
      write.bind(Prefixes.number(landmark.sum))
      write.bind(landmark.isRepeated ? 1 : 0)
      try write.execute()
    }
    for mark in content.marks {
      var write = try PreparedWrite(db, "INSERT OR IGNORE INTO session_mark VALUES (?, ?)")
      write.bind(Prefixes.number(mark))
      write.bind(row)
      try write.execute()
    }
  }

  /// Removes a session with all that belongs to it, but its places in sources.
  static func remove(_ row: Int, _ db: Database) throws {
    try removeDetails(row, db)
    try db.cachedStatement(sql: "DELETE FROM landmark WHERE session = ?")
      .execute(arguments: [row])
    try db.execute(sql: "DELETE FROM session WHERE id = ?", arguments: [row])
  }

  /// Removes what belongs to a session.
  static func removeDetails(_ row: Int, _ db: Database) throws {
    for table in ["session_mark", "fact", "finding", "cause", "run", "throughput"] {
      try db.cachedStatement(sql: "DELETE FROM \(table) WHERE session = ?")
        .execute(arguments: [row])
    }
  }
}

// MARK: - Finding versions

extension SessionTable {
  /// Returns the row of a session that has the same bytes; one that was open is closed if this is.
  static func row(of id: Int, isOpen: Bool, _ db: Database) throws -> Int? {
    let found = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT id, is_open FROM session WHERE content = ?"),
      arguments: [id])
    guard let found else { return nil }
    let row: Int = found[0]
    if !isOpen, found[1] == 1 {
      try db.execute(sql: "UPDATE session SET is_open = 0 WHERE id = ?", arguments: [row])
    }
    return row
  }

  /// Returns the session that an open one is the beginning of.
  static func longerVersion(
    of content: LogContent, id: Int, besides rows: Set<Int>, _ db: Database
  ) throws -> Int? {
    guard content.isOpen, let top = content.marks.last, let prefix = content.prefixes.last else {
      return nil
    }
    let candidates = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT session.id, units, chain, tail_bytes, content, is_open
          FROM session_mark JOIN session ON session.id = session_mark.session
          WHERE hash = ? AND units >= ? AND substr(prefixes, ?, 4) = ?
          ORDER BY content
          """),
      arguments: [
        Prefixes.number(top), content.units, Prefixes.position(of: content.prefixes.count - 1),
        Prefixes.blob([prefix]),
      ])
    while let candidate = try candidates.next() {
      let row: Int = candidate[0]
      guard !rows.contains(row) else { continue }
      if candidate[1] > content.units { return row }
      guard candidate[2] == Prefixes.number(content.chain) else { continue }
      let isOpen: Bool = candidate[5]
      let other: (Int, Int) = (candidate[3], candidate[4])
      if !isOpen || other > (content.tailBytes, id) { return row }
    }
    return nil
  }

  /// Returns the open sessions that are the beginning of one.
  static func shorterVersions(
    of content: LogContent, id: Int, besides rows: Set<Int>, _ db: Database
  ) throws -> [Version] {
    var versions: [Version] = []
    for mark in content.marks {
      let candidates = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT id, units, chain, tail_bytes, content, prefixes, time, time_is_printed
            FROM session WHERE is_open AND top_mark = ? AND units <= ?
            """), arguments: [Prefixes.number(mark), content.units])
      for candidate in candidates {
        let row: Int = candidate[0]
        let units: Int = candidate[1]
        guard !rows.contains(row), Prefixes.agree(candidate[5], content, units: units) else {
          continue
        }
        if units == content.units {
          let other: (Int, Int) = (candidate[3], candidate[4])
          guard candidate[2] == Prefixes.number(content.chain),
            !content.isOpen || other < (content.tailBytes, id)
          else { continue }
        }
        versions.append(Version(row: row, time: candidate[7] == 1 ? nil : candidate[6]))
      }
    }
    return versions
  }
}

// MARK: - Runs

extension SessionTable {
  /// Writes runs of one workload of a session.
  static func write(
    _ rows: [RunRow], session: Int, workload: Int, firstLine: Int, start: Int?, _ db: Database
  ) throws {
    var write = try PreparedWrite(
      db, "INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for row in rows {
      write.bind(session)
      write.bind(workload)
      write.bind(row.ordinal)
      write.bind(row.line - firstLine)
      write.bind(row.flags)
      write.bind(row.pace)
      write.bind(row.below)
      write.bind(row.above)
      write.bind(row.completed)
      write.bind(row.elapsed)
      write.bind(row.endMilliseconds.map { $0 - (start ?? 0) })
      write.bind(row.stalls)
      try write.execute()
    }
  }

  /// Gives runs that were written before their session its workloads, lines and times.
  static func nameWorkloads(
    _ numbers: [Int: Int], session: Int, firstLine: Int, start: Int?, _ db: Database
  ) throws {
    for (local, number) in numbers.sorted(by: { $0.key < $1.key }) {
      try db.execute(
        sql: """
          UPDATE run SET workload = ?, line = line - ?, after = after - ?
          WHERE session = ? AND workload = ?
          """, arguments: [number, firstLine, start ?? 0, session, -1 - local])
    }
  }

  /// Writes what the runs of a workload come to.
  static func write(
    _ group: RunGroup, session: Int, workload: Int, time: Int, _ db: Database
  ) throws {
    let rates = group.rates.sorted()
    let middle = rates.count / 2
    let median: Double? =
      rates.isEmpty
      ? nil : rates.count % 2 == 1 ? rates[middle] : (rates[middle - 1] + rates[middle]) / 2
    var write = try PreparedWrite(
      db,
      """
      INSERT INTO throughput VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET runs = runs + excluded.runs, counted = counted + excluded.counted,
        stalls = stalls + excluded.stalls
      """)
    write.bind(workload)
    write.bind(time)
    write.bind(session)
    write.bind(group.runs)
    write.bind(rates.count)
    write.bind(median)
    write.bind(rates.first)
    write.bind(rates.last)
    write.bind(group.stalls)
    try write.execute()
  }
}
