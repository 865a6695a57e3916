/// The tables of version 1.
///
/// Texts that repeat stand once, in `name` and `workload`; rows hold their numbers. Lines count from 0
/// at the first line of their session, because a session may stand at different places of several
/// files. Times are milliseconds since 1970.
enum SchemaVersion1 {
  static let sql = sources + sessions + runs + days

  /// What was read: each source with its content and the sessions that it holds.
  private static let sources = """
    CREATE TABLE name(
      id INTEGER PRIMARY KEY,
      text TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE source(
      id INTEGER PRIMARY KEY,
      content INTEGER NOT NULL UNIQUE,
      bytes INTEGER NOT NULL,
      units INTEGER NOT NULL,
      chain INTEGER NOT NULL,
      tail_bytes INTEGER NOT NULL,
      head INTEGER NOT NULL,
      checkpoint INTEGER NOT NULL,
      top_mark INTEGER NOT NULL,
      prefixes BLOB NOT NULL,
      path TEXT NOT NULL,
      encoding TEXT,
      seen INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX source_top_mark ON source(top_mark);
    CREATE INDEX source_checkpoint ON source(bytes, checkpoint);

    CREATE TABLE source_mark(
      hash INTEGER NOT NULL,
      source INTEGER NOT NULL REFERENCES source,
      PRIMARY KEY(hash, source)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX source_mark_source ON source_mark(source);

    CREATE TABLE source_session(
      source INTEGER NOT NULL REFERENCES source,
      ordinal INTEGER NOT NULL,
      session INTEGER NOT NULL REFERENCES session,
      first_byte INTEGER NOT NULL,
      first_line INTEGER NOT NULL,
      PRIMARY KEY(source, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX source_session_session ON source_session(session);

    """

  /// Sessions and what they show.
  ///
  /// `content` is missing while a session's runs are being written.
  private static let sessions = """
    CREATE TABLE session(
      id INTEGER PRIMARY KEY,
      content INTEGER UNIQUE,
      is_open INTEGER NOT NULL,
      is_pruned INTEGER NOT NULL,
      time INTEGER NOT NULL,
      time_is_printed INTEGER NOT NULL,
      host INTEGER NOT NULL REFERENCES name,
      gpu INTEGER REFERENCES name,
      front_end INTEGER NOT NULL REFERENCES name,
      start INTEGER,
      start_precision INTEGER,
      "end" INTEGER,
      end_precision INTEGER,
      lines INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      units INTEGER NOT NULL,
      chain INTEGER NOT NULL,
      tail_bytes INTEGER NOT NULL,
      top_mark INTEGER NOT NULL,
      prefixes BLOB,
      runs INTEGER NOT NULL,
      unknown_records INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX session_time ON session(time);
    CREATE INDEX session_front_end ON session(front_end, time);
    CREATE INDEX session_host ON session(host, time);
    CREATE INDEX session_open ON session(top_mark) WHERE is_open;

    CREATE TABLE session_mark(
      hash INTEGER NOT NULL,
      session INTEGER NOT NULL REFERENCES session,
      PRIMARY KEY(hash, session)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX session_mark_session ON session_mark(session);

    CREATE TABLE fact(
      session INTEGER NOT NULL REFERENCES session,
      ordinal INTEGER NOT NULL,
      name INTEGER NOT NULL REFERENCES name,
      value INTEGER NOT NULL REFERENCES name,
      line INTEGER NOT NULL,
      is_derived INTEGER NOT NULL,
      PRIMARY KEY(session, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE finding(
      session INTEGER NOT NULL REFERENCES session,
      ordinal INTEGER NOT NULL,
      pattern INTEGER NOT NULL REFERENCES name,
      category INTEGER NOT NULL REFERENCES name,
      severity INTEGER NOT NULL,
      count INTEGER NOT NULL,
      first_line INTEGER NOT NULL,
      last_line INTEGER NOT NULL,
      message TEXT NOT NULL,
      is_resolved INTEGER NOT NULL,
      PRIMARY KEY(session, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX finding_pattern ON finding(pattern, session);

    CREATE TABLE cause(
      session INTEGER NOT NULL REFERENCES session,
      rank INTEGER NOT NULL,
      cause INTEGER NOT NULL REFERENCES name,
      confidence INTEGER NOT NULL REFERENCES name,
      score INTEGER NOT NULL,
      PRIMARY KEY(session, rank)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX cause_cause ON cause(cause, session);

    """

  /// Runs, and what they come to by session and workload.
  ///
  /// `pace` is what bars print, in millionths: units per second where that is 1 or more, else the
  /// seconds per unit, negated. The bounds of the true rate lie `below` and `above` the rate by so many
  /// millionths of it. `flags`: 1 finished, 2 counted, and the kind from 4 on. `elapsed` is in
  /// milliseconds, `after` in milliseconds from the session's printed start.
  private static let runs = """
    CREATE TABLE workload(
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL,
      kind INTEGER NOT NULL,
      unit TEXT NOT NULL,
      is_proxy INTEGER NOT NULL,
      UNIQUE(key, kind, unit)
    ) STRICT;

    CREATE TABLE run(
      session INTEGER NOT NULL REFERENCES session,
      workload INTEGER NOT NULL REFERENCES workload,
      ordinal INTEGER NOT NULL,
      line INTEGER NOT NULL,
      flags INTEGER NOT NULL,
      pace INTEGER,
      below INTEGER,
      above INTEGER,
      completed REAL,
      elapsed INTEGER,
      after INTEGER,
      stalls INTEGER NOT NULL,
      PRIMARY KEY(session, workload, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE throughput(
      workload INTEGER NOT NULL REFERENCES workload,
      time INTEGER NOT NULL,
      session INTEGER NOT NULL REFERENCES session,
      runs INTEGER NOT NULL,
      counted INTEGER NOT NULL,
      median REAL,
      low REAL,
      high REAL,
      stalls INTEGER NOT NULL,
      PRIMARY KEY(workload, time, session)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX throughput_session ON throughput(session);

    CREATE VIEW runs AS
      SELECT session, workload.key AS workload, workload.unit AS unit, ordinal, line,
        CASE WHEN pace > 0 THEN pace / 1e6 ELSE -1e6 / pace END AS rate_per_s,
        completed, elapsed / 1e3 AS elapsed_s, flags & 1 AS finished, flags >> 1 & 1 AS counted, stalls
      FROM run JOIN workload ON workload.id = run.workload;

    """

  /// What is kept of sessions whose details were pruned, by day since 1970.
  private static let days = """
    CREATE TABLE day_session(
      day INTEGER NOT NULL,
      host INTEGER NOT NULL REFERENCES name,
      front_end INTEGER NOT NULL REFERENCES name,
      sessions INTEGER NOT NULL,
      runs INTEGER NOT NULL,
      PRIMARY KEY(day, host, front_end)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE day_throughput(
      workload INTEGER NOT NULL REFERENCES workload,
      day INTEGER NOT NULL,
      host INTEGER NOT NULL REFERENCES name,
      sessions INTEGER NOT NULL,
      runs INTEGER NOT NULL,
      medians REAL NOT NULL,
      low REAL NOT NULL,
      high REAL NOT NULL,
      PRIMARY KEY(workload, day, host)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE day_finding(
      pattern INTEGER NOT NULL REFERENCES name,
      day INTEGER NOT NULL,
      host INTEGER NOT NULL REFERENCES name,
      sessions INTEGER NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY(pattern, day, host)
    ) STRICT, WITHOUT ROWID;
    """
}
