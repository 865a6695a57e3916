internal import GRDB
internal import SessionAnalysis

/// Rows of tables that belong to sessions, which are written together with those of other sessions.
struct WaitingRows {
  /// The hashes by which sessions are found, since none of the same input is found by them.
  var hashes = SessionHashes()
  var throughput: [ThroughputRow] = []
  var blocks: [RunBlockRow] = []
  var findings: [FindingRow] = []
  var causes: [CauseRow] = []
}

/// What the runs of a workload come to in a session.
struct ThroughputRow {
  var workload: Int
  var time: Int
  var session: Int
  var runs: Int
  var counted: Int
  var median: Double?
  var low: Double?
  var high: Double?
  var stalls: Int
}

extension ThroughputRow {
  /// Adds the numbers of another workload's runs that is written as the same one.
  mutating func add(_ other: RunTotal) {
    runs += other.runs
    counted += other.counted
    stalls += other.stalls
  }
}

extension [ThroughputRow] {
  /// The rows in the order of their key.
  var inOrder: [ThroughputRow] {
    sorted { ($0.workload, $0.time, $0.session) < ($1.workload, $1.time, $1.session) }
  }
}

/// A block of runs of a workload of a session.
struct RunBlockRow {
  var session: Int
  var workload: Int
  /// What its lines and ends are counted from.
  var firstLine: Int
  var start: Int
  var block: RunBlock
}

/// A finding of a session, with the numbers of its texts.
struct FindingRow {
  var session: Int
  var ordinal: Int
  var finding: SessionFinding
}

/// A cause of a session, with the numbers of its texts.
struct CauseRow {
  var session: Int
  var rank: Int
  var cause: SessionCause
}

extension WaitingRows {
  /// Rows of none yet, with the memory for those of some sessions.
  init(for sessions: WaitingSessions) {
    hashes.reserve(sessions.hashCount)
    throughput.reserveCapacity(sessions.totalCount)
  }

  /// Writes the rows of tables whose keys begin with the session, each table in the order of its key,
  /// where neighbours lie on one page.
  mutating func writeBySession(_ db: Database) throws {
    try RunTable.write(blocks, db)
    try SessionTable.write(findings, db)
    try SessionTable.write(causes, db)
    blocks.removeAll(keepingCapacity: true)
    findings.removeAll(keepingCapacity: true)
    causes.removeAll(keepingCapacity: true)
  }

  /// Writes the other ones, in the order of their keys as well: what all sessions of a large log have is
  /// written in less than half the time that it takes with a few hundred sessions after the other, since
  /// each page is filled once.
  mutating func writeByKey(_ db: Database) throws {
    try SessionTable.write(hashes.inOrder(), db)
    try SessionTable.write(throughput.inOrder, db)
    hashes.removeAll()
    throughput = []
  }
}
