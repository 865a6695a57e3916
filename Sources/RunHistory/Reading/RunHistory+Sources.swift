internal import GRDB
internal import SessionAnalysis

/// An input that was taken in, as far as it was read.
package struct HistorySource: Sendable, Equatable {
  /// What it is known by: 16 hexadecimal digits.
  package var id: String
  /// The path under which it was read last with something new in it.
  package var path: String
  /// The bytes that were read, uncompressed: where reading goes on.
  package var bytes: Int
  /// The hash of the 256 bytes before that place, as `CheckpointTail` makes it.
  package var checkpoint: UInt64
  /// The hash of its first bytes, as `InputHead` makes it.
  package var head: UInt64
  /// The number of sessions.
  package var sessions: Int
}

extension RunHistory {
  /// Returns the sources, by path and then by content.
  package func sources() throws(HistoryError) -> [HistorySource] {
    try perform { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT printf('%016x', content), path, bytes, checkpoint, head,
            (SELECT COUNT(*) FROM source_session WHERE source = source.id)
          FROM source ORDER BY path, content
          """
      ).map { row in
        HistorySource(
          id: row[0], path: row[1], bytes: try row.count(2),
          checkpoint: UInt64(bitPattern: row[3] as Int64),
          head: UInt64(bitPattern: row[4] as Int64),
          sessions: row[5])
      }
    }
  }

  /// Returns the number of the source that came last, 0 where there is none.
  package func lastSource() throws(HistoryError) -> Int {
    try perform { try Int.fetchOne($0, sql: "SELECT MAX(id) FROM source") ?? 0 }
  }

  /// Looks for a source of just this length, head and checkpoint, so that it need not be read again.
  ///
  /// - Parameters:
  ///   - bytes: The length.
  ///   - head: The hash of its first bytes, as `InputHead` makes it.
  ///   - checkpoint: The hash of its last bytes, as `CheckpointTail` makes it.
  ///   - source: The number of the last source that is looked at.
  /// - Returns: The rows of its sessions; `nil` where no such source was taken in.
  /// - Throws: `HistoryError`.
  package func sessions(
    ofSourceWith bytes: Int, head: UInt64, checkpoint: UInt64, upTo source: Int
  ) throws(HistoryError) -> Set<Int>? {
    try perform { db in
      try Int.fetchOne(
        db.cachedStatement(
          sql: "SELECT id FROM source WHERE bytes = ? AND checkpoint = ? AND head = ? AND id <= ?"),
        arguments: [bytes, Prefixes.number(checkpoint), Prefixes.number(head), source]
      ).map { try SourceTable.sessions(of: $0, db) }
    }
  }
}
