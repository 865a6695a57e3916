internal import GRDB
internal import SessionAnalysis

/// The numbers of texts and workloads, kept while one input is taken in.
///
/// What waits to be written names them by their positions here, which need no database.
struct NameTable {
  private var texts = NumberedKeys<String>()
  private var workloads = NumberedKeys<WorkloadKey>()
  /// Whether what is kept here is all that there is.
  private var isWhole = false
  /// How many texts are kept in memory.
  private static let limit = 1 << 14

  /// A workload as the history tells it from others.
  struct WorkloadKey: Hashable {
    var key: String
    var kind: Int
    var unit: String
    var isProxy: Bool
  }
}

extension NameTable {
  /// Whether it is time to forget what is kept here.
  var isFull: Bool { texts.keys.count >= Self.limit || workloads.keys.count >= Self.limit }

  /// Forgets everything, so that positions mean nothing any more.
  mutating func removeAll() {
    texts = NumberedKeys()
    workloads = NumberedKeys()
    isWhole = false
  }

  /// Begins a transaction: in a new history there is nothing that would have to be looked up.
  mutating func begin(_ db: Database) throws {
    var read = try PreparedStatement(
      db, "SELECT 1 FROM name UNION ALL SELECT 1 FROM workload LIMIT 1")
    isWhole = try !read.nextRow()
    read.reset()
  }

  /// Returns the position of a text.
  mutating func position(of text: String) -> Int { texts.position(of: text) }

  /// Returns the position of a workload.
  mutating func position(of workload: WorkloadKey) -> Int { workloads.position(of: workload) }

  /// Returns the number of the text at a position, which is made where there is none.
  mutating func number(ofText position: Int, _ db: Database) throws -> Int {
    if let known = texts.numbers[position] { return known }
    let text = texts.keys[position]
    let number = try find(text, db) ?? add(text, db)
    texts.numbers[position] = number
    return number
  }

  /// Returns the number of the workload at a position, which is made where there is none.
  mutating func number(ofWorkload position: Int, _ db: Database) throws -> Int {
    if let known = workloads.numbers[position] { return known }
    let workload = workloads.keys[position]
    let number = try find(workload, db) ?? add(workload, db)
    workloads.numbers[position] = number
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
}

extension NameTable {
  private func find(_ text: String, _ db: Database) throws -> Int? {
    if isWhole { return nil }
    var read = try PreparedStatement(db, "SELECT id FROM name WHERE text = ?")
    defer { read.reset() }
    read.bind(text)
    return try read.nextRow() ? read.int(0) : nil
  }

  private func add(_ text: String, _ db: Database) throws -> Int {
    var write = try PreparedStatement(db, "INSERT INTO name(text) VALUES (?)")
    write.bind(text)
    try write.execute()
    return Int(db.lastInsertedRowID)
  }

  private func find(_ workload: WorkloadKey, _ db: Database) throws -> Int? {
    if isWhole { return nil }
    var read = try PreparedStatement(
      db, "SELECT id FROM workload WHERE key = ? AND kind = ? AND unit = ?")
    defer { read.reset() }
    read.bind(workload.key)
    read.bind(workload.kind)
    read.bind(workload.unit)
    return try read.nextRow() ? read.int(0) : nil
  }

  private func add(_ workload: WorkloadKey, _ db: Database) throws -> Int {
    var write = try PreparedStatement(
      db, "INSERT INTO workload(key, kind, unit, is_proxy) VALUES (?, ?, ?, ?)")
    write.bind(workload.key)
    write.bind(workload.kind)
    write.bind(workload.unit)
    write.bind(workload.isProxy)
    try write.execute()
    return Int(db.lastInsertedRowID)
  }
}

/// Keys with their rows' numbers, as far as these are known.
private struct NumberedKeys<Key: Hashable> {
  private var positions: [Key: Int] = [:]
  private(set) var keys: [Key] = []
  var numbers: [Int?] = []

  mutating func position(of key: Key) -> Int {
    if let known = positions[key] { return known }
    positions[key] = keys.count
    keys.append(key)
    numbers.append(nil)
    return keys.count - 1
  }
}
