internal import GRDB
internal import SessionAnalysis

// MARK: - Finding versions

extension SessionTable {
  /// Returns the row of a session that has the same bytes; one that was open is closed if this is.
  static func row(of id: Int, isOpen: Bool, _ db: Database) throws -> Int? {
    var read = try PreparedStatement(db, "SELECT id, is_open FROM session WHERE content = ?")
    read.bind(id)
    guard try read.nextRow() else { return nil }
    let (row, wasOpen) = (read.int(0), read.int(1) == 1)
    read.reset()
    if !isOpen, wasOpen {
      try db.execute(sql: "UPDATE session SET is_open = 0 WHERE id = ?", arguments: [row])
    }
    return row
  }

  /// Returns the session that an open one is the beginning of.
  static func longerVersion(
    of content: LogContent, id: Int, besides isTaken: (Int) throws -> Bool, _ db: Database
  ) throws -> Int? {
    guard content.isOpen, let top = content.marks.last, let prefix = content.prefixes.last else {
      return nil
    }
    let candidates = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT session.id, units, chain, tail_bytes, content, is_open
          FROM session_hash JOIN session ON session.id = session_hash.session
          WHERE hash = ? AND units >= ? AND substr(prefixes, ?, 4) = ?
          ORDER BY content
          """),
      arguments: [
        Prefixes.number(top), content.units, Prefixes.position(of: content.prefixes.count - 1),
        Prefixes.blob([prefix]),
      ])
    while let candidate = try candidates.next() {
      let row: Int = candidate[0]
      guard try !isTaken(row) else { continue }
      if candidate[1] > content.units { return row }
      guard candidate[2] == Prefixes.number(content.chain) else { continue }
      let isOpen: Bool = candidate[5]
      let other: (Int, Int) = (candidate[3], candidate[4])
      if !isOpen || other > (content.tailBytes, id) { return row }
    }
    return nil
  }

  /// How many marks are looked up at once.
  private static let markChunk = 16

  /// Places for so many values in a list, so that one prepared statement serves lists of any length.
  static func places(_ count: Int) -> String {
    Array(repeating: "?", count: count).joined(separator: ", ")
  }

  /// Returns values and as many more of the last one as the list has places for.
  static func padded(_ values: [Int], to count: Int) -> [Int] {
    values + Array(repeating: values[values.count - 1], count: count - values.count)
  }

  /// Returns the open sessions that are the beginning of one.
  static func shorterVersions(
    of content: LogContent, id: Int, besides isTaken: (Int) throws -> Bool, _ db: Database
  ) throws -> [Version] {
    var candidates: [Int] = []
    var read = try PreparedStatement(db, openSessions)
    for start in stride(from: 0, to: content.marks.count, by: markChunk) {
      let marks = content.marks[start...].prefix(markChunk).map(Prefixes.number)
      read.bind(content.units)
      for hash in padded(marks, to: markChunk) { read.bind(hash) }
      while try read.nextRow() { candidates.append(read.int(0)) }
    }
    return try candidates.compactMap { try version($0, of: content, id: id, besides: isTaken, db) }
  }

  private static let openSessions = """
    SELECT id FROM session WHERE is_open AND units <= ? AND top_mark IN (\(places(markChunk)))
    """

  /// Returns an open session of not more units if it is the beginning of a content.
  private static func version(
    _ row: Int, of content: LogContent, id: Int, besides isTaken: (Int) throws -> Bool,
    _ db: Database
  ) throws -> Version? {
    let found = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT units, chain, tail_bytes, content, prefixes, time, time_is_printed FROM session
          WHERE id = ?
          """), arguments: [row])
    guard let found else { return nil }
    let units: Int = found[0]
    guard try !isTaken(row), Prefixes.agree(found[4], content, units: units) else { return nil }
    if units == content.units {
      let other: (Int, Int) = (found[2], found[3])
      guard found[1] == Prefixes.number(content.chain),
        !content.isOpen || other < (content.tailBytes, id)
      else { return nil }
    }
    return Version(row: row, time: found[6] == 1 ? nil : found[5])
  }
}
