internal import GRDB
internal import SessionAnalysis

/// The landmarks of the stored sessions that may be pieces of others.
///
/// They tell at once that a session holds none of them, which is nearly always so. There may be more
/// here than are stored, never fewer.
struct HeadlessMarks {
  private var hashes: Set<UInt64>? = []
  /// SQLite's number for what other connections have written.
  private var version: Int?
  /// Those of the input that is being taken in, in which a piece is none of another.
  private var added: [UInt64] = []

  /// How many are kept in memory.
  private static let limit = 1 << 17

  /// Reads them anew where another process has written; to be called within the transaction.
  mutating func refresh(_ db: Database) throws {
    let current = try Int.fetchOne(db, sql: "PRAGMA data_version")
    guard version == nil || current != version else { return }
    version = current
    hashes = try SessionTable.headlessHashes(limit: Self.limit, db)
  }

  /// Whether a content may hold a stored piece.
  func mayHold(_ content: LogContent) -> Bool {
    guard let hashes else { return true }
    return content.landmarks.contains { hashes.contains($0.hash) }
  }

  /// Takes note of a session that was stored.
  mutating func add(_ content: LogContent) {
    if content.isHeadless { added += content.landmarks.map(\.hash) }
  }

  /// Ends an input.
  mutating func endInput() {
    hashes?.formUnion(added)
    added.removeAll(keepingCapacity: true)
    if let count = hashes?.count, count > Self.limit { hashes = nil }
  }
}
