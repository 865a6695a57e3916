internal import Foundation
internal import GRDB
internal import SessionAnalysis

/// What version 3 changes: a row for up to 64 runs, and one index of hashes.
///
/// A session keeps its facts, marks and landmarks as bytes. `session_hash` has the hashes of marks and
/// landmarks, by which sessions are found. `run_block` has runs as `RunBlock` packs them; `stalls`
/// counts those of runs that count. `suspicion` has the workloads that the last summary suspected.
enum SchemaVersion3 {
  /// Brings a file from version 2, session by session.
  static func migrate(_ db: Database) throws {
    try db.execute(sql: tables)
    for session in try Int.fetchAll(db, sql: "SELECT id FROM session") {
      try packDetails(of: session, db)
      try packRuns(of: session, db)
    }
    try db.execute(sql: ends)
  }

  private static let tables = """
    ALTER TABLE session ADD COLUMN facts BLOB;
    ALTER TABLE session ADD COLUMN marks BLOB;
    ALTER TABLE session ADD COLUMN landmarks BLOB;

    CREATE TABLE session_hash(
      hash INTEGER NOT NULL,
      session INTEGER NOT NULL REFERENCES session,
      PRIMARY KEY(hash, session)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO session_hash
      SELECT hash, session FROM session_mark UNION SELECT hash, session FROM landmark;

    CREATE TABLE run_block(
      session INTEGER NOT NULL REFERENCES session,
      workload INTEGER NOT NULL REFERENCES workload,
      first INTEGER NOT NULL,
      runs INTEGER NOT NULL,
      stalls INTEGER NOT NULL,
      line INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY(session, workload, first)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE suspicion(
      host TEXT NOT NULL,
      workload TEXT NOT NULL,
      unit TEXT NOT NULL,
      PRIMARY KEY(host, workload, unit)
    ) STRICT, WITHOUT ROWID;
    """

  private static let ends = """
    DROP VIEW runs;
    DROP TABLE run;
    DROP TABLE fact;
    DROP TABLE session_mark;
    DROP TABLE landmark;
    DROP INDEX throughput_session;
    DROP INDEX finding_pattern;
    DROP INDEX cause_cause;
    """

  private static func packDetails(of session: Int, _ db: Database) throws {
    let facts = try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT name, value, line, is_derived FROM fact WHERE session = ? ORDER BY ordinal"),
      arguments: [session]
    ).map { SessionFact(name: $0[0], value: $0[1], line: $0[2], isDerived: $0[3]) }
    let marks = try Int.fetchAll(
      db.cachedStatement(sql: "SELECT hash FROM session_mark WHERE session = ?"),
      arguments: [session])
    let landmarks = try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT hash, unit, sum, is_repeated FROM landmark WHERE session = ?"),
      arguments: [session]
    ).map { row in
      Landmark(
        hash: UInt64(bitPattern: row[0] as Int64), unit: row[1],
        sum: UInt64(bitPattern: row[2] as Int64), isRepeated: row[3])
    }.sorted { $0.hash < $1.hash }
    try db.cachedStatement(
      sql: "UPDATE session SET facts = ?, marks = ?, landmarks = ? WHERE id = ?"
    ).execute(arguments: [
      Data(SessionFact.bytes(facts)),
      Data(Prefixes.bytes(marks.map { UInt64(bitPattern: Int64($0)) })),
      Data(Prefixes.bytes(SessionSketch.words(landmarks))), session,
    ])
  }

  private static func packRuns(of session: Int, _ db: Database) throws {
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT workload, ordinal, line, flags, pace, below, above, completed, elapsed, after, stalls
          FROM run WHERE session = ? ORDER BY workload, ordinal
          """), arguments: [session]
    ).map { row in
      RunRow(
        workload: row[0], ordinal: row[1], line: row[2], flags: row[3], pace: row[4], below: row[5],
        above: row[6], completed: row[7], elapsed: row[8], endMilliseconds: row[9], stalls: row[10])
    }
    for (workload, runs) in Dictionary(grouping: rows, by: \.workload) {
      try RunTable.write(
        RunBlock.blocks(of: runs).map {
          RunBlockRow(session: session, workload: workload, firstLine: 0, start: 0, block: $0)
        }, db)
    }
  }
}
