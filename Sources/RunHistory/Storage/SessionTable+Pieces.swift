internal import Foundation
internal import GRDB
internal import SessionAnalysis

// MARK: - Finding pieces

extension SessionTable {
  /// Returns the session of which a content is a piece: where its log was cut, the session had begun.
  static func whole(of content: LogContent, _ db: Database) throws -> Int? {
    guard content.isHeadless else { return nil }
    let piece = SessionSketch(content)
    let rows = try sessions(
      with: piece.ownLandmarks, isHeadless: false, units: content.units - content.headUnits, db)
    return try rows.first { try sketch(of: $0, db)?.holds(piece) == true }
  }

  /// Returns the sessions that are pieces of one.
  static func pieces(
    of content: LogContent, besides isTaken: (Int) throws -> Bool, _ db: Database
  ) throws -> [Version] {
    let whole = SessionSketch(content)
    return try sessions(
      with: content.landmarks.filter { !$0.isRepeated }, isHeadless: true, units: 0, db
    ).compactMap { row in
      guard try !isTaken(row), let piece = try sketch(of: row, db), whole.holds(piece),
        let found = try Row.fetchOne(
          db.cachedStatement(sql: "SELECT time, time_is_printed FROM session WHERE id = ?"),
          arguments: [row])
      else { return nil }
      return Version(row: row, time: found[1] == 1 ? nil : found[0])
    }
  }

  /// Returns the sessions that have one of some landmarks, in the order of their contents.
  private static func sessions(
    with landmarks: [Landmark], isHeadless: Bool, units: Int, _ db: Database
  ) throws -> [Int] {
    guard !landmarks.isEmpty else { return [] }
    let hashes = padded(landmarks.map { Prefixes.number($0.hash) }, to: Landmark.limit)
    return try Int.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT DISTINCT session.id FROM session_hash
            JOIN session ON session.id = session_hash.session
          WHERE hash IN (\(places(Landmark.limit))) AND session.content IS NOT NULL
            AND is_headless >= ? AND units >= ?
          ORDER BY session.content
          """), arguments: StatementArguments(hashes) + [isHeadless, units])
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

  /// Returns the landmarks of all sessions that may be pieces; `nil` where they are too many.
  static func headlessHashes(limit: Int, _ db: Database) throws -> Set<UInt64>? {
    var hashes: Set<UInt64> = []
    var read = try PreparedStatement(db, "SELECT landmarks FROM session WHERE is_headless")
    defer { read.reset() }
    while try read.nextRow() {
      hashes.formUnion(SessionSketch.landmarks(read.bytes(0)).map(\.hash))
      if hashes.count > limit { return nil }
    }
    return hashes
  }

  private static func sketch(of row: Int, _ db: Database) throws -> SessionSketch? {
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
