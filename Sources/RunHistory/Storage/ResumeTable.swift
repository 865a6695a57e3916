internal import Foundation
internal import GRDB
package import SessionAnalysis

/// Rows that tell where reading of a source goes on.
enum ResumeTable {
  /// Notes the start of a source's last session, where it can be found again: in a text that counts as
  /// many bytes in UTF-8 as its source has.
  static func write(
    _ stream: StreamContent, of input: InputSummary, source: Int, partByte: Int, _ db: Database
  ) throws {
    guard input.encoding == "utf-8" || input.encoding == "ascii",
      stream.content.bytes == input.bytes, input.losses.isEmpty
    else {
      try db.execute(sql: "DELETE FROM resume WHERE source = ?", arguments: [source])
      return
    }
    let start = stream.lastSession
    let marks = stream.content.marks.prefix(PrefixGrid.marks(upTo: start.units).count)
    try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO resume VALUES (?, ?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [
      source, start.byte, start.line, start.units, Prefixes.number(start.chain),
      Data(Prefixes.bytes(Array(marks))), partByte,
    ])
  }
}

/// A source that can be read on from its last session.
package struct ResumableSource: Sendable, Equatable {
  /// The number of its row.
  package var row: Int
  /// The path under which it was read last.
  package var path: String
  /// The bytes that were read of it, uncompressed.
  package var bytes: Int
  /// The hash of the 256 bytes before that place, as `CheckpointTail` makes it.
  package var checkpoint: UInt64
  /// The hash of its first bytes, as `InputHead` makes it.
  package var head: UInt64
  /// Where its newest file began, for a log that was rotated; 0 for one file.
  package var partByte: Int
  /// The start of its last session; `nil` where it cannot be found again.
  package var start: StreamMark?
}

/// A source that is read on.
package struct SourceResume: Sendable, Equatable {
  /// The source.
  package var source: ResumableSource
  /// What the analyser is told.
  package var stream: StreamResume
}

extension RunHistory {
  /// Returns the sources that a log may be the continuation of, the longest first.
  ///
  /// - Parameters:
  ///   - path: The log's path.
  ///   - head: The hash of its first 4096 bytes; `nil` where it has fewer.
  ///   - size: Its bytes, of which such a source has no more; `nil` for any number.
  /// - Returns: At most 100.
  /// - Throws: `HistoryError`.
  package func candidates(
    path: String, head: UInt64?, size: Int?
  ) throws(HistoryError) -> [ResumableSource] {
    try perform { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT id, path, bytes, checkpoint, head, COALESCE(part_byte, 0), byte, line,
              resume.units, resume.chain
            FROM source LEFT JOIN resume ON resume.source = source.id
            WHERE (path = ? OR head = ?) AND bytes <= ? ORDER BY bytes DESC LIMIT 100
            """),
        arguments: [path, head.map { Prefixes.number($0) }, size ?? .max]
      ).map { row in
        let start = (row[6] as Int?).map { byte in
          StreamMark(
            byte: byte, line: row[7], units: row[8],
            chain: UInt64(bitPattern: row[9] as Int64))
        }
        return ResumableSource(
          row: row[0], path: row[1], bytes: row[2],
          checkpoint: UInt64(bitPattern: row[3] as Int64),
          head: UInt64(bitPattern: row[4] as Int64), partByte: row[5], start: start)
      }
    }
  }

  /// Returns what it takes to read on.
  ///
  /// - Parameters:
  ///   - source: The source, whose last session can be found again.
  ///   - tail: Up to 256 bytes before that session.
  ///   - head: The hash of the input's first bytes, of those before the session if these are fewer;
  ///     `nil` where they are no longer there, and what is known of them has to do.
  /// - Returns: `nil` if the source is no longer there.
  /// - Throws: `HistoryError`.
  package func resume(
    _ source: ResumableSource, tail: [UInt8], head: UInt64?
  ) throws(HistoryError) -> SourceResume? {
    guard let start = source.start else { return nil }
    return try perform { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT prefixes, marks FROM source JOIN resume ON resume.source = source.id
          WHERE source.id = ?
          """, arguments: [source.row])
      guard let row else { return nil }
      let prefixes = Prefixes.halves([UInt8](row[0] as Data))
        .prefix(PrefixGrid.count(upTo: start.units))
      return SourceResume(
        source: source,
        stream: StreamResume(
          start: start, prefixes: Array(prefixes), marks: Prefixes.hashes([UInt8](row[1] as Data)),
          tail: tail,
          head: head ?? source.head, isHeadComplete: head == nil))
    }
  }
}

extension RunHistory {
  /// Returns the bytes of what was read last under a path, if anything was.
  package func bytesReadLast(of path: String) throws(HistoryError) -> Int? {
    try perform { db in
      try Int.fetchOne(
        db.cachedStatement(
          sql: "SELECT bytes FROM source WHERE path = ? ORDER BY seen DESC, id DESC LIMIT 1"),
        arguments: [path])
    }
  }
}
