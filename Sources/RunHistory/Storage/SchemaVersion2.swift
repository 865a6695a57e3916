/// What version 2 adds: landmarks, by which a piece of a session is recognised.
///
/// Hashes and sums are unsigned and stand as SQLite's signed numbers. A session with the most landmarks
/// that are kept has a `landmark_limit`, the largest of their hashes: of pairs with larger ones nothing
/// is known.
enum SchemaVersion2 {
  static let sql = """
    ALTER TABLE session ADD COLUMN is_headless INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE session ADD COLUMN head_units INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE session ADD COLUMN unit_sum INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE session ADD COLUMN landmark_limit INTEGER;
    CREATE INDEX session_headless ON session(id) WHERE is_headless;

    CREATE TABLE landmark(
      hash INTEGER NOT NULL,
      session INTEGER NOT NULL REFERENCES session,
      unit INTEGER NOT NULL,
      sum INTEGER NOT NULL,
      is_repeated INTEGER NOT NULL,
      PRIMARY KEY(hash, session)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX landmark_session ON landmark(session);
    """
}
