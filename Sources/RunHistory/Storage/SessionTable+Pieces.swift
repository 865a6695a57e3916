internal import GRDB
internal import SessionAnalysis

// MARK: - Finding pieces

extension SessionTable {
  /// The most landmarks by which the session of a piece is looked for.
  private static let lookups = 8

  /// Returns the session of which a content is a piece: where its log was cut, the session had begun.
  static func whole(of content: LogContent, _ db: Database) throws -> Int? {
    guard content.isHeadless else { return nil }
    let piece = SessionSketch(content)
    var tried: Set<Int> = []
    for landmark in piece.ownLandmarks.prefix(lookups) {
      let rows = try Int.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT session FROM landmark JOIN session ON session.id = landmark.session
            WHERE hash = ? AND units >= ? ORDER BY session.content
            """),
        arguments: [Prefixes.number(landmark.hash), content.units - content.headUnits])
      for row in rows where tried.insert(row).inserted {
        if let sketch = try sketch(of: row, db), sketch.holds(piece) { return row }
      }
    }
    return nil
  }

  /// Returns the sessions that are pieces of one.
  static func pieces(
    of content: LogContent, besides rows: Set<Int>, _ db: Database
  ) throws -> [Version] {
    let whole = SessionSketch(content)
    var tried: Set<Int> = []
    var pieces: [Version] = []
    for landmark in content.landmarks where !landmark.isRepeated {
      let candidates = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT session.id, time, time_is_printed
            FROM landmark JOIN session ON session.id = landmark.session
            WHERE hash = ? AND is_headless AND session.content IS NOT NULL
            """), arguments: [Prefixes.number(landmark.hash)])
      for candidate in candidates {
        let row: Int = candidate[0]
        guard !rows.contains(row), tried.insert(row).inserted,
          let piece = try sketch(of: row, db), whole.holds(piece)
        else { continue }
        pieces.append(Version(row: row, time: candidate[2] == 1 ? nil : candidate[1]))
      }
    }
    return pieces
  }

  /// Whether there is a session that may be a piece of another one.
  static func hasHeadless(_ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(sql: "SELECT EXISTS(SELECT 1 FROM session WHERE is_headless)")) ?? false
  }

  private static func sketch(of row: Int, _ db: Database) throws -> SessionSketch? {
    guard
      let session = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT units, tail_bytes, is_open, head_units, unit_sum, landmark_limit FROM session
            WHERE id = ?
            """), arguments: [row])
    else { return nil }
    let landmarks = try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT hash, unit, sum, is_repeated FROM landmark WHERE session = ?"),
      arguments: [row]
    ).map { row in
      Landmark(
        hash: UInt64(bitPattern: row[0] as Int64), unit: row[1],
        sum: UInt64(bitPattern: row[2] as Int64), isRepeated: row[3])
    }
    return SessionSketch(
      units: session[0], tailBytes: session[1], isOpen: session[2], headUnits: session[3],
      sum: UInt64(bitPattern: session[4] as Int64),
      limit: (session[5] as Int64?).map { UInt64(bitPattern: $0) }, landmarks: landmarks)
  }
}
