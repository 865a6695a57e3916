internal import GRDB
internal import SessionAnalysis

/// Rows of sources: inputs as they were read, each in its longest version.
enum SourceTable {
  /// Returns the row of a source that was taken in already and is the input, or goes on behind it.
  static func knownRow(_ content: LogContent, _ db: Database) throws -> Int? {
    guard let top = content.marks.last, let prefix = content.prefixes.last else { return nil }
    let candidates = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT units, chain, tail_bytes, content, source.id
          FROM source_mark JOIN source ON source.id = source_mark.source
          WHERE hash = ? AND units >= ? AND substr(prefixes, ?, 4) = ?
          """),
      arguments: [
        Prefixes.number(top), content.units, Prefixes.position(of: content.prefixes.count - 1),
        Prefixes.blob([prefix]),
      ])
    return candidates.first { candidate in
      let other: (Int, Int) = (candidate[2], candidate[3])
      return candidate[0] > content.units
        || candidate[1] == Prefixes.number(content.chain)
          && other >= (content.tailBytes, Prefixes.number(content.hash))
    }.map { $0[4] }
  }

  /// Returns the rows of the sessions that stand in a source.
  static func sessions(of row: Int, _ db: Database) throws -> Set<Int> {
    try Int.fetchSet(
      db.cachedStatement(sql: "SELECT session FROM source_session WHERE source = ?"),
      arguments: [row])
  }

  /// Adds a source with its sessions, and removes those that are its beginning.
  static func add(
    _ stream: StreamContent, of input: InputSummary, path: String, seen: Int,
    links: [SessionLink], _ db: Database
  ) throws {
    let content = stream.content
    let shorter = try beginnings(of: content, db)
    try db.cachedStatement(
      sql: """
        INSERT INTO source(content, bytes, units, chain, tail_bytes, head, checkpoint, top_mark,
          prefixes, path, encoding, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      Prefixes.number(content.hash), input.bytes, content.units, Prefixes.number(content.chain),
      content.tailBytes, Prefixes.number(input.identity), Prefixes.number(stream.checkpoint),
      Prefixes.number(content.marks.last ?? 0), Prefixes.blob(content.prefixes), path,
      input.encoding, seen,
    ])
    let row = Int(db.lastInsertedRowID)
    for mark in content.marks {
      try db.cachedStatement(sql: "INSERT OR IGNORE INTO source_mark VALUES (?, ?)")
        .execute(arguments: [Prefixes.number(mark), row])
    }
    for (ordinal, link) in links.enumerated() {
      try db.cachedStatement(sql: "INSERT INTO source_session VALUES (?, ?, ?, ?, ?)")
        .execute(arguments: [row, ordinal, link.session, link.firstByte, link.firstLine])
    }
    for source in shorter { try remove(source, db) }
  }

  private static func beginnings(of content: LogContent, _ db: Database) throws -> [Int] {
    var rows: [Int] = []
    for mark in content.marks {
      let candidates = try Row.fetchAll(
        db.cachedStatement(
          sql: "SELECT id, units, chain, prefixes FROM source WHERE top_mark = ? AND units <= ?"),
        arguments: [Prefixes.number(mark), content.units])
      for candidate in candidates {
        let units: Int = candidate[1]
        guard Prefixes.agree(candidate[3], content, units: units),
          units < content.units || candidate[2] == Prefixes.number(content.chain)
        else { continue }
        rows.append(candidate[0])
      }
    }
    return rows
  }

  /// Removes a source, and the sessions that stand nowhere else.
  private static func remove(_ row: Int, _ db: Database) throws {
    let sessions = try sessions(of: row, db)
    for table in ["source_session", "source_mark"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE source = ?", arguments: [row])
    }
    try db.execute(sql: "DELETE FROM source WHERE id = ?", arguments: [row])
    for session in sessions {
      let isElsewhere = try Bool.fetchOne(
        db, sql: "SELECT EXISTS(SELECT 1 FROM source_session WHERE session = ?)",
        arguments: [session])
      let isPruned = try Bool.fetchOne(
        db, sql: "SELECT is_pruned FROM session WHERE id = ?", arguments: [session])
      if isElsewhere == false, isPruned == false { try SessionTable.remove(session, db) }
    }
  }
}
