/// What version 2 adds: how to read on in a log that has grown, what summaries remember, and landmarks,
/// by which a piece of a session is recognised.
///
/// `resume` is there for sources whose last session can be found again by its offset. `look` has files
/// as they were when all that was in them had been taken in; `changed` is in nanoseconds. `intake` has
/// a row for each input that brought something new, with the bounds that were hit and what was lost.
/// Nights count from 1970-01-01, each from noon to noon.
///
/// Hashes and sums are unsigned and stand as SQLite's signed numbers. A session with the most landmarks
/// that are kept has a `landmark_limit`, the largest of their hashes: of pairs with larger ones nothing
/// is known.
enum SchemaVersion2 {
  static let sql = reading + summaries + pieces

  private static let reading = """
    CREATE INDEX source_path ON source(path);
    CREATE INDEX source_head ON source(head);

    CREATE TABLE resume(
      source INTEGER PRIMARY KEY REFERENCES source,
      byte INTEGER NOT NULL,
      line INTEGER NOT NULL,
      units INTEGER NOT NULL,
      chain INTEGER NOT NULL,
      marks BLOB NOT NULL,
      part_byte INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE look(
      device INTEGER NOT NULL,
      inode INTEGER NOT NULL,
      size INTEGER NOT NULL,
      changed INTEGER NOT NULL,
      path TEXT NOT NULL,
      PRIMARY KEY(device, inode)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE intake(
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      path TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      details TEXT NOT NULL
    ) STRICT;

    """

  private static let summaries = """
    CREATE TABLE summary(
      id INTEGER PRIMARY KEY,
      time INTEGER NOT NULL,
      session INTEGER NOT NULL,
      intake INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE watch(
      host TEXT NOT NULL,
      workload TEXT NOT NULL,
      unit TEXT NOT NULL,
      through INTEGER NOT NULL,
      digest INTEGER NOT NULL,
      state TEXT NOT NULL,
      PRIMARY KEY(host, workload, unit)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE notice(
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      host TEXT NOT NULL,
      subject TEXT NOT NULL,
      unit TEXT NOT NULL,
      night INTEGER NOT NULL,
      session TEXT,
      before REAL NOT NULL,
      after REAL NOT NULL,
      is_slow INTEGER NOT NULL,
      told INTEGER NOT NULL REFERENCES summary,
      closed INTEGER
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE acknowledgement(
      notice TEXT PRIMARY KEY,
      until INTEGER,
      note TEXT,
      time INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    """

  private static let pieces = """
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
