internal import GRDB
internal import SessionAnalysis

/// The hashes of the stored sessions that another session may hold or go on.
///
/// They tell at once that a session does neither, which is nearly always so. There may be more here than
/// are stored, never fewer.
struct StoredMarks {
  /// The landmarks of those that may be pieces of others.
  private var headless: Set<UInt64>? = []
  /// The last marks of the open ones, which may go on.
  private var open: Set<UInt64>? = []
  /// SQLite's number for what other connections have written.
  private var version: Int?
  /// Those of the input that is being taken in, in which a piece is none of another.
  private var added: [UInt64] = []
  private var opened: [UInt64] = []

  /// How many of each are kept in memory.
  private static let limit = 1 << 17

  /// Reads them anew where another process has written; to be called within the transaction.
  mutating func refresh(_ db: Database) throws {
    let current = try Int.fetchOne(db, sql: "PRAGMA data_version")
    guard version == nil || current != version else { return }
    version = current
    headless = try SessionTable.headlessHashes(limit: Self.limit, db)
    open = try SessionTable.openMarks(limit: Self.limit, db)
  }

  /// Whether a content may hold a stored piece.
  func mayHold(_ content: LogContent) -> Bool {
    guard let headless else { return true }
    return content.landmarks.contains { headless.contains($0.hash) }
  }

  /// Whether a content may go on a stored one.
  func mayGoOn(_ content: LogContent) -> Bool {
    guard let open else { return true }
    return !open.isEmpty && content.marks.contains { open.contains($0) }
  }

  /// Takes note of a session that was stored.
  mutating func add(_ content: LogContent) {
    if content.isHeadless { added += content.landmarks.map(\.hash) }
    if content.isOpen, let mark = content.marks.last { opened.append(mark) }
  }

  /// Ends an input.
  mutating func endInput() {
    headless?.formUnion(added)
    added.removeAll(keepingCapacity: true)
    if let count = headless?.count, count > Self.limit { headless = nil }
    open?.formUnion(opened)
    opened.removeAll(keepingCapacity: true)
    if let count = open?.count, count > Self.limit { open = nil }
  }
}
