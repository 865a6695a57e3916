internal import GRDB
internal import SessionAnalysis

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
    guard content.isOpen else { return nil }
    for candidate in try longerSessions(than: content, db) {
      guard try !isTaken(candidate.row) else { continue }
      if candidate.units > content.units { return candidate.row }
      guard candidate.chain == Prefixes.number(content.chain) else { continue }
      let other = (candidate.tailBytes, candidate.id)
      if !candidate.isOpen || other > (content.tailBytes, id) { return candidate.row }
    }
    return nil
  }

  /// A session that may be a longer version of another one.
  private struct LongerSession {
    var row: Int
    var id: Int
    var units: Int
    var chain: Int
    var tailBytes: Int
    var isOpen: Bool
  }

  /// Returns the sessions with the last mark of a content and with its last prefix, in the order of
  /// their contents.
  ///
  /// Where many have the mark, they are found by the landmark that the fewest have. What begins with the
  /// content has all its pairs, so it has the landmark, or that is larger than its limit.
  private static func longerSessions(
    than content: LogContent, _ db: Database
  ) throws -> [LongerSession] {
    guard let top = content.marks.last.map(Prefixes.number), let prefix = content.prefixes.last
    else { return [] }
    var sessions: [LongerSession] = []
    func read(_ sql: String, _ numbers: [Int]) throws {
      var read = try PreparedStatement(db, sql)
      read.bind(Prefixes.bytes([prefix]))
      read.bind(Prefixes.position(of: content.prefixes.count - 1))
      read.bind(content.units)
      read.bind(top)
      for number in numbers { read.bind(number) }
      while try read.nextRow() {
        sessions.append(
          LongerSession(
            row: read.int(0), id: read.int(1), units: read.int(2), chain: read.int(3),
            tailBytes: read.int(4), isOpen: read.int(5) == 1))
      }
    }
    if try isCommon(top, db), let landmark = try rarest(of: content.landmarks, db) {
      try read(longerByLandmark, [Prefixes.number(landmark)])
      for limits in Prefixes.numbers(from: 0, below: landmark) {
        try read(longerByLimit, [limits.lowerBound, limits.upperBound])
      }
    } else {
      try read(longerByMark, [])
    }
    return sessions.sorted { $0.id < $1.id }
  }

  private static let longerSessions = """
    SELECT id, content, units, chain, tail_bytes, is_open FROM session
    WHERE substr(prefixes, ?2, 4) = ?1 AND units >= ?3
    """
  private static let longerByMark =
    longerSessions + " AND id IN (SELECT session FROM session_hash WHERE hash = ?4)"
  private static let longerByLandmark =
    longerSessions + """
       AND id IN (SELECT session FROM session_hash WHERE hash = ?5)
       AND EXISTS (SELECT 1 FROM session_hash WHERE hash = ?4 AND session = id)
      """
  private static let longerByLimit =
    longerSessions + """
       AND landmark_limit >= ?5 AND landmark_limit <= ?6
       AND EXISTS (SELECT 1 FROM session_hash WHERE hash = ?4 AND session = id)
      """

  /// Returns the landmark that the fewest sessions have; `nil` where many have each of them.
  private static func rarest(of landmarks: [Landmark], _ db: Database) throws -> UInt64? {
    let found = try zip(landmarks, counts(of: landmarks, db)).min { $0.1 < $1.1 }
    return found.flatMap { $0.1 < countLimit ? $0.0.hash : nil }
  }
}

// MARK: - Counting

extension SessionTable {
  /// So many sessions with a hash are many.
  private static let countLimit = 8

  /// Returns how many sessions have each of some landmarks, at most `countLimit`.
  ///
  /// - Complexity: O(landmarks × log *n*), however many sessions have them.
  static func counts(of landmarks: [Landmark], _ db: Database) throws -> [Int] {
    var read = try PreparedStatement(db, counting)
    return try landmarks.map { try count(Prefixes.number($0.hash), &read) }
  }

  /// Whether many sessions have a hash.
  static func isCommon(_ hash: Int, _ db: Database) throws -> Bool {
    var read = try PreparedStatement(db, counting)
    return try count(hash, &read) == countLimit
  }

  private static let counting =
    "SELECT COUNT(*) FROM (SELECT 1 FROM session_hash WHERE hash = ? LIMIT \(countLimit))"

  private static func count(_ hash: Int, _ read: inout PreparedStatement) throws -> Int {
    read.bind(hash)
    defer { read.reset() }
    return try read.nextRow() ? read.int(0) : 0
  }
}

// MARK: - Beginnings

extension SessionTable {
  /// Returns the open sessions that are the beginning of one.
  static func shorterVersions(
    of content: LogContent, id: Int, besides isTaken: (Int) throws -> Bool, _ db: Database
  ) throws -> [Version] {
    try openSessions.rows(for: content, db).compactMap {
      try version($0, of: content, id: id, besides: isTaken, db)
    }
  }

  private static let openSessions = BeginningSearch(table: "session", condition: "is_open")

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
