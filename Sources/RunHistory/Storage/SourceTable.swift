internal import GRDB
internal import SessionAnalysis

/// Rows of sources: inputs as they were read, each in its longest version.
enum SourceTable {
  /// Returns the row of a source that was taken in already and is the input, or goes on behind it.
  static func knownRow(_ content: LogContent, _ db: Database) throws -> Int? {
    guard let top = content.marks.last, !content.prefixes.isEmpty else { return nil }
    let beginning = Prefixes.bytes(content.prefixes)
    var read = try PreparedStatement(db, knownRows)
    defer { read.reset() }
    read.bind(beginning)
    // Whatever goes on behind it comes before this: two hashes that are nothing but ones do not come.
    read.bind(beginning + Array(repeating: 0xFF, count: 8))
    read.bind(content.units)
    read.bind(Prefixes.number(top))
    while try read.nextRow() {
      let other = (read.int(3), read.int(4))
      if read.int(1) > content.units
        || read.int(2) == Prefixes.number(content.chain)
          && other >= (content.tailBytes, Prefixes.number(content.hash))
      {
        return read.int(0)
      }
    }
    return nil
  }

  /// Those that begin with the same prefixes, which stand side by side in their order as bytes.
  private static let knownRows = """
    SELECT id, units, chain, tail_bytes, content FROM source
    WHERE prefixes BETWEEN ?1 AND ?2 AND units >= ?3
      AND EXISTS (SELECT 1 FROM source_mark WHERE hash = ?4 AND source = id)
    ORDER BY id
    """

  /// Returns the rows of the sessions that stand in a source.
  static func sessions(of row: Int, _ db: Database) throws -> Set<Int> {
    try Int.fetchSet(
      db.cachedStatement(sql: "SELECT session FROM source_session WHERE source = ?"),
      arguments: [row])
  }

  /// Adds a source with its sessions, and removes those that are its beginning.
  ///
  /// - Returns: How many of its bytes were known from them.
  static func add(
    _ stream: StreamContent, of input: InputSummary, path: String, seen: Int, partByte: Int,
    links: [SessionLink], _ db: Database
  ) throws -> Int {
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
    try addLinks(links, from: 0, to: row, db)
    try ResumeTable.write(stream, of: input, source: row, partByte: partByte, db)
    var known = 0
    for source in shorter {
      known = max(known, try bytes(of: source, db))
      try remove(source, db)
    }
    return known
  }

  /// Brings a source up to date of which the last session was read again, with all behind it.
  ///
  /// - Returns: How many of its bytes were known.
  static func extend(
    _ row: Int, _ stream: StreamContent, of input: InputSummary, path: String, seen: Int,
    partByte: Int, from byte: Int, links: [SessionLink], _ db: Database
  ) throws -> Int {
    let content = stream.content
    let shorter = try beginnings(of: content, db).filter { $0 != row }
    let known = try bytes(of: row, db)
    try db.cachedStatement(
      sql: """
        UPDATE source SET content = ?, bytes = ?, units = ?, chain = ?, tail_bytes = ?, head = ?,
          checkpoint = ?, top_mark = ?, prefixes = ?, path = ?, encoding = ?, seen = ? WHERE id = ?
        """
    ).execute(arguments: [
      Prefixes.number(content.hash), input.bytes, content.units, Prefixes.number(content.chain),
      content.tailBytes, Prefixes.number(input.identity), Prefixes.number(stream.checkpoint),
      Prefixes.number(content.marks.last ?? 0), Prefixes.blob(content.prefixes), path,
      input.encoding, seen, row,
    ])
    for mark in content.marks {
      try db.cachedStatement(sql: "INSERT OR IGNORE INTO source_mark VALUES (?, ?)")
        .execute(arguments: [Prefixes.number(mark), row])
    }
    let replaced = try Int.fetchSet(
      db, sql: "SELECT session FROM source_session WHERE source = ? AND first_byte >= ?",
      arguments: [row, byte])
    try db.execute(
      sql: "DELETE FROM source_session WHERE source = ? AND first_byte >= ?",
      arguments: [row, byte])
    let next = try Int.fetchOne(
      db, sql: "SELECT COALESCE(MAX(ordinal) + 1, 0) FROM source_session WHERE source = ?",
      arguments: [row])
    try addLinks(links, from: next ?? 0, to: row, db)
    try ResumeTable.write(stream, of: input, source: row, partByte: partByte, db)
    for source in shorter { try remove(source, db) }
    try removeOrphans(among: replaced, db)
    return known
  }

  private static func addLinks(
    _ links: [SessionLink], from first: Int, to source: Int, _ db: Database
  ) throws {
    var write = try PreparedStatement(db, "INSERT INTO source_session VALUES (?, ?, ?, ?, ?)")
    for (ordinal, link) in links.enumerated() {
      write.bind(source)
      write.bind(first + ordinal)
      write.bind(link.session)
      write.bind(link.firstByte)
      write.bind(link.firstLine)
      try write.execute()
    }
  }

  private static func bytes(of source: Int, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db.cachedStatement(sql: "SELECT bytes FROM source WHERE id = ?"), arguments: [source]) ?? 0
  }

  /// Returns the rows of the sources that are the beginning of an input.
  static func beginnings(of content: LogContent, _ db: Database) throws -> [Int] {
    try sources.rows(for: content, db).filter { row in
      let source = try Row.fetchOne(
        db.cachedStatement(sql: "SELECT units, chain, prefixes FROM source WHERE id = ?"),
        arguments: [row])
      guard let source else { return false }
      let units: Int = source[0]
      return Prefixes.agree(source[2], content, units: units)
        && (units < content.units || source[1] == Prefixes.number(content.chain))
    }
  }

  private static let sources = BeginningSearch(table: "source")

  /// Removes a source, and the sessions that stand nowhere else.
  private static func remove(_ row: Int, _ db: Database) throws {
    let sessions = try sessions(of: row, db)
    for table in ["source_session", "source_mark", "resume"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE source = ?", arguments: [row])
    }
    try db.execute(sql: "DELETE FROM source WHERE id = ?", arguments: [row])
    try removeOrphans(among: sessions, db)
  }

  private static func removeOrphans(among sessions: Set<Int>, _ db: Database) throws {
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
