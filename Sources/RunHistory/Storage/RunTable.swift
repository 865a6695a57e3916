internal import GRDB

/// Rows of runs, in blocks.
enum RunTable {
  /// Writes blocks of runs, whose lines are counted from the first of their session and whose times
  /// from its printed start.
  static func write(_ rows: [RunBlockRow], _ db: Database) throws {
    try insertion.write(rows, db) { row, write in
      write.bind(row.session)
      write.bind(row.workload)
      write.bind(row.block.first)
      write.bind(row.block.count)
      write.bind(row.block.stalls)
      write.bind(row.block.line - row.firstLine)
      write.bind(row.block.end - row.start)
      write.bind(row.block.bytes)
    }
  }

  private static let insertion = RowInsertion(into: "run_block", columns: 8, atOnce: 16)

  /// Gives runs that were written before their session its workloads, lines and times.
  static func nameWorkloads(
    _ numbers: [(local: Int, number: Int)], session: Int, firstLine: Int, start: Int,
    _ db: Database
  ) throws {
    for (local, number) in numbers {
      try db.execute(
        sql: """
          UPDATE run_block SET workload = ?, line = line - ?, "end" = "end" - ?
          WHERE session = ? AND workload = ?
          """, arguments: [number, firstLine, start, session, -1 - local])
    }
  }

  /// Returns the runs of one workload of a session, in the order in which they ended.
  static func rows(session: Int, workload: Int, _ db: Database) throws -> [RunRow] {
    var rows: [RunRow] = []
    let count = try forEachBlock(session, workload, db) { rows += try $0.rows() }
    return count > 1 ? rows.sorted { $0.ordinal < $1.ordinal } : rows
  }

  /// Returns the runs of one workload of a session that count and have a rate, in the order in which
  /// they ended.
  static func points(session: Int, workload: Int, _ db: Database) throws -> [RunPoint] {
    var points: [RunPoint] = []
    let count = try forEachBlock(session, workload, db) { points += try $0.points() }
    return count > 1 ? points.sorted { $0.ordinal < $1.ordinal } : points
  }

  /// Returns the first line of a run of a session that counts and stalled.
  static func firstStall(session: Int, _ db: Database) throws -> Int {
    var read = try PreparedStatement(db, "\(columns) WHERE session = ? AND stalls > 0")
    defer { read.reset() }
    read.bind(session)
    var first = Int.max
    while try read.nextRow() {
      for run in try block(read).rows() where run.flags & 2 != 0 && run.stalls > 0 {
        first = min(first, run.line)
      }
    }
    // The blocks say that there is one.
    return try StoredNumber.checked(first, StoredNumber.places)
  }

  /// Returns how many blocks cannot be unpacked.
  static func damagedBlocks(_ db: Database) throws -> Int {
    var read = try PreparedStatement(db, columns)
    defer { read.reset() }
    var count = 0
    while try read.nextRow() {
      do { _ = try block(read).rows() } catch { count += 1 }
    }
    return count
  }

  private static let columns = "SELECT runs, first, stalls, line, \"end\", data FROM run_block"

  private static func block(_ row: PreparedStatement) throws -> RunBlock {
    RunBlock(
      count: try row.count(0), first: try row.count(1), stalls: try row.count(2),
      line: try row.place(3), end: try row.place(4), bytes: row.bytes(5))
  }

  /// Hands out the blocks of a workload of a session, in order.
  ///
  /// - Returns: How many there are.
  private static func forEachBlock(
    _ session: Int, _ workload: Int, _ db: Database, _ body: (RunBlock) throws -> Void
  ) throws -> Int {
    var read = try PreparedStatement(
      db, "\(columns) WHERE session = ? AND workload = ? ORDER BY first")
    defer { read.reset() }
    read.bind(session)
    read.bind(workload)
    var count = 0
    while try read.nextRow() {
      count += 1
      try body(try block(read))
    }
    return count
  }
}
