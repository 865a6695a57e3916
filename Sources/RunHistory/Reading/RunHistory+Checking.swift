internal import GRDB

extension RunHistory {
  /// Verifies the file and what its rows say of one another.
  ///
  /// - Returns: What is wrong, in words; nothing if all is well.
  /// - Throws: `HistoryError` if the file cannot be read at all.
  /// - Complexity: O(size of the file).
  package func check() throws(HistoryError) -> [String] {
    try perform { db in
      var problems = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
        .filter { $0 != "ok" }
      guard problems.isEmpty else { return problems }
      for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(20) {
        let table: String = row[0]
        let parent: String = row[2]
        problems.append("a row of \(table) names a row of \(parent) that is not there")
      }
      for rule in Self.rules {
        let count = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM (\(rule.sql))") ?? 0
        if count > 0 { problems.append("\(count) \(rule.words)") }
      }
      let damaged = try RunTable.damagedBlocks(db)
      if damaged > 0 { problems.append("\(damaged) blocks of runs are damaged") }
      return problems
    }
  }

  /// Queries whose rows are faults.
  private static let rules: [(words: String, sql: String)] = [
    ("sessions were not written to their end", "SELECT 1 FROM session WHERE content IS NULL"),
    (
      "sessions have another number of runs than they say",
      """
      SELECT 1 FROM session WHERE NOT is_pruned
        AND runs <> (SELECT COALESCE(SUM(runs), 0) FROM run_block WHERE session = session.id)
      """
    ),
    (
      "throughputs have another number of runs than they say",
      """
      SELECT 1 FROM throughput WHERE runs <> (SELECT COALESCE(SUM(runs), 0) FROM run_block
        WHERE session = throughput.session AND workload = throughput.workload)
      """
    ),
    (
      "throughputs have another time than their session",
      """
      SELECT 1 FROM throughput JOIN session ON session.id = session
        WHERE throughput.time <> session.time
      """
    ),
    (
      "sessions stand in no source",
      """
      SELECT 1 FROM session WHERE NOT is_pruned
        AND NOT EXISTS (SELECT 1 FROM source_session WHERE session = session.id)
      """
    ),
    (
      "blocks of runs have no workload", "SELECT 1 FROM run_block WHERE workload < 1"
    ),
  ]
}
