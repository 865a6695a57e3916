internal import GRDB
internal import SessionAnalysis

/// Rows of what belongs to sessions.
extension SessionTable {
  /// Writes the hashes by which sessions are found.
  static func write(_ rows: [SessionHashes.Row], _ db: Database) throws {
    try hashes.write(rows, db) { row, write in
      write.bind(row.hash)
      write.bind(row.session)
    }
  }

  /// Writes what the runs of workloads come to in sessions.
  static func write(_ rows: [ThroughputRow], _ db: Database) throws {
    try throughput.write(rows, db) { row, write in
      write.bind(row.workload)
      write.bind(row.time)
      write.bind(row.session)
      write.bind(row.runs)
      write.bind(row.counted)
      write.bind(row.median)
      write.bind(row.low)
      write.bind(row.high)
      write.bind(row.stalls)
    }
  }

  /// Writes findings.
  static func write(_ rows: [FindingRow], _ db: Database) throws {
    try findings.write(rows, db) { row, write in
      write.bind(row.session)
      write.bind(row.ordinal)
      write.bind(row.finding.pattern)
      write.bind(row.finding.category)
      write.bind(Int(row.finding.severity.rawValue))
      write.bind(row.finding.count)
      write.bind(row.finding.firstLine)
      write.bind(row.finding.lastLine)
      write.bind(row.finding.message)
      write.bind(row.finding.isResolved)
    }
  }

  /// Writes causes.
  static func write(_ rows: [CauseRow], _ db: Database) throws {
    try causes.write(rows, db) { row, write in
      write.bind(row.session)
      write.bind(row.rank)
      write.bind(row.cause.cause)
      write.bind(row.cause.confidence)
      write.bind(row.cause.score)
    }
  }

  /// A session's mark and one of its landmarks may be the same.
  private static let hashes = RowInsertion(
    into: "session_hash", columns: 2, atOnce: 32, ignoresKnown: true)
  private static let throughput = RowInsertion(into: "throughput", columns: 9, atOnce: 16)
  private static let findings = RowInsertion(into: "finding", columns: 10, atOnce: 16)
  private static let causes = RowInsertion(into: "cause", columns: 5, atOnce: 16)
}
