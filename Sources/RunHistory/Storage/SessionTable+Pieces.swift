internal import Foundation
internal import GRDB
internal import SessionAnalysis

// MARK: - Finding pieces

extension SessionTable {
  /// Returns the session of which a content is a piece: where its log was cut, the session had begun.
  static func whole(of content: LogContent, key: PieceKey?, _ db: Database) throws -> Int? {
    guard content.isHeadless, let key else { return nil }
    let piece = SessionSketch(content)
    return try wholes(with: key, longerThan: content.units, db)
      .first { try sketch(of: $0, db)?.holds(piece) == true }
  }

  /// Returns the sessions of more units that have the anchor of a piece, and the rare landmark unless it
  /// is beyond their limit, in the order of their contents.
  private static func wholes(
    with key: PieceKey, longerThan units: Int, _ db: Database
  ) throws -> [Int] {
    var sessions: [(row: Int, id: Int)] = []
    func read(_ sql: String, _ numbers: [Int]) throws {
      var read = try PreparedStatement(db, sql)
      read.bind(units)
      read.bind(Prefixes.number(key.anchor))
      for number in numbers { read.bind(number) }
      while try read.nextRow() { sessions.append((read.int(0), read.int(1))) }
    }
    if try isCommon(Prefixes.number(key.anchor), db) {
      try read(wholesByLandmark, [Prefixes.number(key.rare)])
      for limits in key.limits { try read(wholesByLimit, [limits.lowerBound, limits.upperBound]) }
    } else {
      try read(wholesByAnchor, [])
    }
    return sessions.sorted { $0.id < $1.id }.map(\.row)
  }

  private static let wholes =
    "SELECT id, content FROM session WHERE content IS NOT NULL AND units > ?1"
  private static let wholesByAnchor =
    wholes + " AND id IN (SELECT session FROM session_hash WHERE hash = ?2)"
  private static let wholesByLandmark =
    wholes + """
       AND id IN (SELECT session FROM session_hash WHERE hash = ?3)
       AND EXISTS (SELECT 1 FROM session_hash WHERE hash = ?2 AND session = id)
      """
  private static let wholesByLimit =
    wholes + """
       AND landmark_limit >= ?3 AND landmark_limit <= ?4
       AND EXISTS (SELECT 1 FROM session_hash WHERE hash = ?2 AND session = id)
      """

  /// Returns the sessions that are pieces of one.
  static func pieces(
    of content: LogContent, besides isTaken: (Int) throws -> Bool, _ db: Database
  ) throws -> [Version] {
    let whole = SessionSketch(content)
    return try pieces(thatMayLieIn: whole, db).compactMap { row in
      guard try !isTaken(row), let piece = try sketch(of: row, db), whole.holds(piece),
        let found = try Row.fetchOne(
          db.cachedStatement(sql: "SELECT time, time_is_printed FROM session WHERE id = ?"),
          arguments: [row])
      else { return nil }
      return Version(row: row, time: found[1] == 1 ? nil : found[0])
    }
  }

  /// Returns the sessions whose anchor a whole has, behind the anchor's place in the piece, and whose
  /// rare landmark it has or need not have.
  private static func pieces(thatMayLieIn whole: SessionSketch, _ db: Database) throws -> [Int] {
    var rows: [Int] = []
    // All that is asked for stands in the index.
    var read = try PreparedStatement(
      db, "SELECT id, rare FROM session WHERE anchor = ? AND anchor_unit < ?")
    for landmark in whole.landmarks {
      read.bind(Prefixes.number(landmark.hash))
      // Where it came more than once, it may lie behind its first place.
      read.bind(landmark.isRepeated ? .max : landmark.unit)
      while try read.nextRow() {
        guard PieceKey.allows(UInt64(bitPattern: Int64(read.int(1))), in: whole) else { continue }
        rows.append(read.int(0))
      }
    }
    return rows
  }

  /// Returns the last marks of all open sessions; `nil` where they are too many.
  static func openMarks(limit: Int, _ db: Database) throws -> Set<UInt64>? {
    var marks: Set<UInt64> = []
    var read = try PreparedStatement(db, "SELECT top_mark FROM session WHERE is_open")
    defer { read.reset() }
    while try read.nextRow() {
      marks.insert(UInt64(bitPattern: Int64(read.int(0))))
      if marks.count > limit { return nil }
    }
    return marks
  }

  /// Returns the anchors of all sessions that may be pieces; `nil` where they are too many.
  static func anchors(limit: Int, _ db: Database) throws -> Set<UInt64>? {
    var hashes: Set<UInt64> = []
    var read = try PreparedStatement(db, "SELECT anchor FROM session WHERE anchor IS NOT NULL")
    defer { read.reset() }
    while try read.nextRow() {
      hashes.insert(UInt64(bitPattern: Int64(read.int(0))))
      if hashes.count > limit { return nil }
    }
    return hashes
  }

  /// Returns the sketch of a session.
  static func sketch(of row: Int, _ db: Database) throws -> SessionSketch? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT units, tail_bytes, is_open, head_units, unit_sum, landmark_limit, landmarks
          FROM session WHERE id = ?
          """), arguments: [row]
    ).map { session in
      SessionSketch(
        units: session[0], tailBytes: session[1], isOpen: session[2], headUnits: session[3],
        sum: UInt64(bitPattern: session[4] as Int64),
        limit: (session[5] as Int64?).map { UInt64(bitPattern: $0) },
        landmarks: SessionSketch.landmarks([UInt8](session[6] as Data? ?? Data())))
    }
  }
}
