internal import GRDB
internal import SessionAnalysis

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
    var read = try PreparedStatement(db, "SELECT id FROM name WHERE text = ?")
    read.bind(text)
    if try read.nextRow() {
      let found = read.int(0)
      read.reset()
      names[text] = found
      return found
    }
    var write = try PreparedStatement(db, "INSERT INTO name(text) VALUES (?)")
    write.bind(text)
    try write.execute()
    let number = Int(db.lastInsertedRowID)
    names[text] = number
    return number
  }

  /// Returns the text of a number.
  ///
  /// - Throws: `CorruptDataError` if there is none.
  static func text(_ number: Int, _ db: Database) throws -> String {
    let text = try String.fetchOne(
      db.cachedStatement(sql: "SELECT text FROM name WHERE id = ?"), arguments: [number])
    guard let text else { throw CorruptDataError(offset: 0) }
    return text
  }

  /// Returns the number of a workload, which is made where there is none.
  mutating func number(of workload: WorkloadKey, _ db: Database) throws -> Int {
    if let known = workloads[workload] { return known }
    if workloads.count >= Self.limit { workloads.removeAll(keepingCapacity: true) }
    var read = try PreparedStatement(
      db, "SELECT id FROM workload WHERE key = ? AND kind = ? AND unit = ?")
    read.bind(workload.key)
    read.bind(workload.kind)
    read.bind(workload.unit)
    if try read.nextRow() {
      let found = read.int(0)
      read.reset()
      workloads[workload] = found
      return found
    }
    var write = try PreparedStatement(
      db, "INSERT INTO workload(key, kind, unit, is_proxy) VALUES (?, ?, ?, ?)")
    write.bind(workload.key)
    write.bind(workload.kind)
    write.bind(workload.unit)
    write.bind(workload.isProxy)
    try write.execute()
    let number = Int(db.lastInsertedRowID)
    workloads[workload] = number
    return number
  }
}
