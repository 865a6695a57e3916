internal import SessionAnalysis

/// What version 4 adds: a row that tells how the bytes of logs are hashed.
///
/// What an earlier version has taken in is known by the hash of that version, with which its history
/// goes on, so that the same logs change nothing.
enum SchemaVersion4 {
  static let sql = """
    CREATE TABLE trait(content_hash INTEGER NOT NULL) STRICT;
    INSERT INTO trait
      SELECT CASE WHEN EXISTS(SELECT 1 FROM session)
        THEN \(ContentHash.chained.rawValue) ELSE \(ContentHash.current.rawValue) END;
    """
}
