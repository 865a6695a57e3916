internal import Foundation
internal import GRDB
internal import SessionAnalysis

/// What version 5 changes: sessions and sources that begin alike are told apart by the indexes.
///
/// Programs say the same whenever they start, so that thousands of small logs may share most of their
/// lines. `session_open` and `source_open` hold the last prefix of a content behind its last mark, and
/// `source_prefixes` puts those together that begin alike. `anchor`, `anchor_unit` and `rare` are the
/// `PieceKey` of a session that may be a piece. A session without landmarks that has pairs of units has
/// a `landmark_limit` of 0, since nothing is known of any pair.
enum SchemaVersion5 {
  /// Brings a file from version 4, one session that may be a piece after the other.
  static func migrate(_ db: Database) throws {
    try db.execute(sql: tables)
    for session in try Int.fetchAll(db, sql: "SELECT id FROM session WHERE is_headless") {
      guard let sketch = try sketch(of: session, db),
        let key = try PieceKey(of: sketch, db)
      else { continue }
      try db.cachedStatement(
        sql: "UPDATE session SET anchor = ?, anchor_unit = ?, rare = ? WHERE id = ?"
      ).execute(arguments: [
        Prefixes.number(key.anchor), key.unit, Prefixes.number(key.rare), session,
      ])
    }
    try db.execute(sql: indexes)
  }

  /// Returns the sketch of a session, of the columns that a file of version 4 has.
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

  private static let tables = """
    ALTER TABLE session ADD COLUMN anchor INTEGER;
    ALTER TABLE session ADD COLUMN anchor_unit INTEGER;
    ALTER TABLE session ADD COLUMN rare INTEGER;
    UPDATE session SET landmark_limit = 0
      WHERE landmark_limit IS NULL AND units > 1 AND COALESCE(length(landmarks), 0) = 0;
    DROP INDEX session_headless;
    DROP INDEX session_open;
    DROP INDEX source_top_mark;
    """

  private static let indexes = """
    CREATE INDEX session_open ON session(top_mark, substr(prefixes, -4)) WHERE is_open;
    CREATE INDEX session_piece ON session(anchor, anchor_unit, rare) WHERE anchor IS NOT NULL;
    CREATE INDEX session_limit ON session(landmark_limit) WHERE landmark_limit IS NOT NULL;
    CREATE INDEX source_open ON source(top_mark, substr(prefixes, -4));
    CREATE INDEX source_prefixes ON source(prefixes);
    """
}
