internal import GRDB

/// The numbers of texts and workloads, kept while one input is taken in.
struct NameTable {
  private var names: [String: Int] = [:]
  private var workloads: [WorkloadKey: Int] = [:]
  /// How many texts are kept in memory.
  private static let limit = 1 << 14

  /// A workload as the history tells it from others.
  struct WorkloadKey: Hashable {
    var key: String
    var kind: Int
    var unit: String
    var isProxy: Bool
  }

  /// Forgets everything, since what was written may have been undone.
  mutating func removeAll() {
    names.removeAll(keepingCapacity: true)
    workloads.removeAll(keepingCapacity: true)
  }

  /// Returns the number of a text, which is made where there is none.
  mutating func number(of text: String, _ db: Database) throws -> Int {
    if let known = names[text] { return known }
    if names.count >= Self.limit { names.removeAll(keepingCapacity: true) }
    let found = try Int.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM name WHERE text = ?"), arguments: [text])
    if let found {
      names[text] = found
      return found
    }
    try db.cachedStatement(sql: "INSERT INTO name(text) VALUES (?)").execute(arguments: [text])
    let number = Int(db.lastInsertedRowID)
    names[text] = number
    return number
  }

  /// Returns the number of a workload, which is made where there is none.
  mutating func number(of workload: WorkloadKey, _ db: Database) throws -> Int {
    if let known = workloads[workload] { return known }
    if workloads.count >= Self.limit { workloads.removeAll(keepingCapacity: true) }
    let found = try Int.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM workload WHERE key = ? AND kind = ? AND unit = ?"),
      arguments: [workload.key, workload.kind, workload.unit])
    if let found {
      workloads[workload] = found
      return found
    }
    try db.cachedStatement(
      sql: "INSERT INTO workload(key, kind, unit, is_proxy) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [workload.key, workload.kind, workload.unit, workload.isProxy])
    let number = Int(db.lastInsertedRowID)
    workloads[workload] = number
    return number
  }
}
