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
          id: row[0], path: row[1], bytes: row[2],
          checkpoint: UInt64(bitPattern: row[3] as Int64),
          head: UInt64(bitPattern: row[4] as Int64),
          sessions: row[5])
      }
    }
  }

  /// Looks for a source of just this length, head and checkpoint, so that it need not be read again.
  ///
  /// - Returns: The rows of its sessions; `nil` where no such source was taken in.
  package func sessions(
    ofSourceWith bytes: Int, head: UInt64, checkpoint: UInt64
  ) throws(HistoryError) -> Set<Int>? {
    try perform { db in
      try Int.fetchOne(
        db.cachedStatement(
          sql: "SELECT id FROM source WHERE bytes = ? AND checkpoint = ? AND head = ?"),
        arguments: [bytes, Prefixes.number(checkpoint), Prefixes.number(head)]
      ).map { try SourceTable.sessions(of: $0, db) }
    }
  }
}
