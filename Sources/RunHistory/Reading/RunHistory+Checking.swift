internal import GRDB
package import Localization
import SessionAnalysis

extension RunHistory {
  /// Verifies the file and what its rows say of one another.
  ///
  /// - Returns: What is wrong, in words; nothing if all is well.
  /// - Throws: `HistoryError` if the file cannot be read at all.
  /// - Complexity: O(size of the file).
  package func check() throws(HistoryError) -> [LocalizedText] {
    try perform { db in
      var problems = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
        .filter { $0 != "ok" }.map { LocalizedText(verbatim: $0) }
      guard problems.isEmpty else { return problems }
      for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(20) {
        let table: String = row[0]
        let parent: String = row[2]
        problems.append(
          LocalizedText(
            en: "a row of \(table) names a row of \(parent) that is not there",
            zh: "表 \(table) 中有一行引用了 \(parent) 中不存在的行"))
      }
      for rule in Self.rules {
        let count = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM (\(rule.sql))") ?? 0
        if count > 0 { problems.append(Self.counted(count, rule.words)) }
      }
      let blocks = try RunTable.damagedBlocks(db)
      if blocks > 0 {
        problems.append(
          Self.counted(
            blocks, LocalizedText(en: "blocks of runs that are damaged", zh: "个任务数据块已损坏")))
      }
      let facts = try Self.damagedFacts(db)
      if facts > 0 {
        problems.append(
          Self.counted(
            facts, LocalizedText(en: "sessions whose facts are damaged", zh: "次会话的信息已损坏")))
      }
      return problems
    }
  }

  /// `sessions whose facts are damaged: 3`.
  private static func counted(_ count: Int, _ words: LocalizedText) -> LocalizedText {
    LocalizedText(en: "\(words.en): \(count)", zh: "\(count) \(words.zh)")
  }

  /// Returns how many sessions have facts that cannot be unpacked.
  private static func damagedFacts(_ db: Database) throws -> Int {
    var read = try PreparedStatement(db, "SELECT facts FROM session")
    defer { read.reset() }
    var count = 0
    while try read.nextRow() {
      do { _ = try SessionFact.facts(read.bytes(0)) } catch { count += 1 }
    }
    return count
  }

  /// Queries whose rows are faults.
  private static let rules: [(words: LocalizedText, sql: String)] = [
    (
      LocalizedText(en: "sessions that were not written to their end", zh: "次会话没有写完"),
      "SELECT 1 FROM session WHERE content IS NULL"
    ),
    (
      LocalizedText(en: "sessions of an impossible size", zh: "次会话的大小不可能成立"),
      """
      SELECT 1 FROM session
        WHERE bytes < 0 OR lines < 0 OR units < 0 OR runs < 0 OR typeof(bytes) <> 'integer'
      """
    ),
    (
      LocalizedText(en: "sessions at an impossible place of a source", zh: "次会话在来源中的位置不可能成立"),
      """
      SELECT 1 FROM source_session JOIN session ON session.id = session
        WHERE first_byte < 0 OR first_line < 1 OR first_byte > 0x7fffffffffffffff - bytes
      """
    ),
    (
      LocalizedText(
        en: "sessions with another number of runs than they say", zh: "次会话的任务数与记录不符"),
      """
      SELECT 1 FROM session WHERE NOT is_pruned
        AND runs <> (SELECT COALESCE(SUM(runs), 0) FROM run_block WHERE session = session.id)
      """
    ),
    (
      LocalizedText(
        en: "throughputs with another number of runs than they say", zh: "条吞吐记录的任务数与记录不符"),
      """
      SELECT 1 FROM throughput WHERE runs <> (SELECT COALESCE(SUM(runs), 0) FROM run_block
        WHERE session = throughput.session AND workload = throughput.workload)
      """
    ),
    (
      LocalizedText(
        en: "throughputs with another time than their session", zh: "条吞吐记录的时间与其会话不符"),
      """
      SELECT 1 FROM throughput JOIN session ON session.id = session
        WHERE throughput.time <> session.time
      """
    ),
    (
      LocalizedText(en: "sessions that stand in no source", zh: "次会话没有来源"),
      """
      SELECT 1 FROM session WHERE NOT is_pruned
        AND NOT EXISTS (SELECT 1 FROM source_session WHERE session = session.id)
      """
    ),
    (
      LocalizedText(en: "blocks of runs without a workload", zh: "个任务数据块没有负载"),
      "SELECT 1 FROM run_block WHERE workload < 1"
    ),
  ]
}
