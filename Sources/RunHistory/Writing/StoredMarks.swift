internal import GRDB
internal import SessionAnalysis

/// The hashes of the stored sessions that another session may hold or go on.
///
/// They tell at once that a session does neither, which is nearly always so. There may be more here than
/// are stored, never fewer.
struct StoredMarks {
  /// The anchors of those that may be pieces of others; in an input a piece is none of another.
  private var anchors = StoredHashes()
  /// The last marks of the open ones, which may go on.
  private var open = StoredHashes()
  /// SQLite's number for what other connections have written.
  private var version: Int?

  /// Reads them anew where another process has written; to be called within the transaction.
  mutating func refresh(_ db: Database) throws {
    let current = try Int.fetchOne(db, sql: "PRAGMA data_version")
    guard version == nil || current != version else { return }
    anchors.all = try SessionTable.anchors(limit: StoredHashes.limit, db)
    open.all = try SessionTable.openMarks(limit: StoredHashes.limit, db)
    version = current
  }

  /// Whether a content may hold a stored piece.
  func mayHold(_ content: LogContent) -> Bool {
    anchors.mayContain { hashes in content.landmarks.contains { hashes.contains($0.hash) } }
  }

  /// Whether a content may go on a stored one.
  func mayGoOn(_ content: LogContent) -> Bool {
    open.mayContain { marks in !marks.isEmpty && content.marks.contains { marks.contains($0) } }
  }

  /// Takes note of a session that was stored, with its key if it may be a piece.
  mutating func add(_ content: LogContent, _ piece: PieceKey?) {
    if let piece { anchors.added.append(piece.anchor) }
    if content.isOpen, let mark = content.marks.last { open.added.append(mark) }
  }

  /// Ends an input.
  mutating func endInput() {
    anchors.endInput()
    open.endInput()
  }
}

/// Hashes of one kind, as long as they are not too many.
private struct StoredHashes {
  /// How many are kept in memory.
  static let limit = 1 << 17

  /// Those of the inputs before; `nil` where they are too many.
  var all: Set<UInt64>? = []
  /// Those of the input that is being taken in.
  var added: [UInt64] = []

  /// Whether a test of the hashes of the inputs before passes, or may pass.
  func mayContain(_ test: (Set<UInt64>) -> Bool) -> Bool { all.map(test) ?? true }

  mutating func endInput() {
    all?.formUnion(added)
    added.removeAll(keepingCapacity: true)
    if let count = all?.count, count > Self.limit { all = nil }
  }
}
