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
  struct WorkloadKey: Equatable {
    var frontEnd: String
    /// What is known of it; `nil` where a session has too many.
    var workload: Workload?
    var kind: Run.Kind
    var unit: String
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
    read.bind(Int(workload.kind.rawValue))
    read.bind(workload.unit)
    return try read.nextRow() ? read.int(0) : nil
  }

  private func add(_ workload: WorkloadKey, _ db: Database) throws -> Int {
    var write = try PreparedStatement(
      db, "INSERT INTO workload(key, kind, unit, is_proxy) VALUES (?, ?, ?, ?)")
    write.bind(workload.key)
    write.bind(Int(workload.kind.rawValue))
    write.bind(workload.unit)
    write.bind(workload.isProxy)
    try write.execute()
    return Int(db.lastInsertedRowID)
  }
}

extension NameTable.WorkloadKey {
  /// The key in the history.
  var key: String { workload?.key(behind: frontEnd) ?? frontEnd + " " }

  /// Whether the size of what was made is unknown.
  var isProxy: Bool { workload?.isProxy ?? true }
}

/// Keys with their rows' numbers, as far as these are known.
///
/// A session has some 60 of them, nearly all of which came before. They are found by a hash of their
/// bytes, which takes a third of the time of a `Dictionary`, whose hash withstands attackers; here one
/// who chose texts with the same hash would cost a few thousand comparisons a text.
private struct NumberedKeys<Key: HashedKey> {
  private(set) var keys: [Key] = []
  var numbers: [Int?] = []
  /// For each key the upper half of its hash, and in the lower half its position plus 1.
  ///
  /// It stands at the place that the hash names, or at the next that was free; 0 stands where there is
  /// none, at half of the places at least.
  private var places = [UInt64](repeating: 0, count: 64)

  mutating func position(of key: Key) -> Int {
    let hash = key.hash & ~0xFFFF_FFFF
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: hash >> 32) & mask
    while places[place] != 0 {
      if (places[place] ^ hash) >> 32 == 0 {
        let position = Int(truncatingIfNeeded: places[place] & 0xFFFF_FFFF) - 1
        if keys[position] == key { return position }
      }
      place = (place + 1) & mask
    }
    keys.append(key)
    numbers.append(nil)
    places[place] = hash | UInt64(keys.count)
    if keys.count > places.count / 2 { grow() }
    return keys.count - 1
  }

  private mutating func grow() {
    let mask = 2 * places.count - 1
    var more = [UInt64](repeating: 0, count: 2 * places.count)
    for entry in places where entry != 0 {
      var place = Int(truncatingIfNeeded: entry >> 32) & mask
      while more[place] != 0 { place = (place + 1) & mask }
      more[place] = entry
    }
    places = more
  }
}

/// A key that is found by a hash of its bytes.
private protocol HashedKey: Equatable {
  var hash: UInt64 { get }
}

extension String: HashedKey {
  fileprivate var hash: UInt64 {
    let hash = utf8.withContiguousStorageIfAvailable { ByteHash.hash(UnsafeRawBufferPointer($0)) }
    if let hash { return hash }
    var copy = self
    return copy.withUTF8 { ByteHash.hash(UnsafeRawBufferPointer($0)) }
  }
}

extension NameTable.WorkloadKey: HashedKey {
  fileprivate var hash: UInt64 {
    var hash = ByteHash.mix(frontEnd.hash ^ UInt64(kind.rawValue), unit.hash)
    for part in workload?.parts ?? [] {
      hash = ByteHash.mix(hash ^ part.name.hash, part.value.hash)
    }
    return hash
  }
}
