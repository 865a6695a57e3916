import Foundation
import GRDB
import SessionAnalysis
import TestSupport
import Testing

@testable import RunHistory

/// Histories of earlier versions.
struct MigrationTests {
  private static let log =
    SampleLogs.session(rates: [3, 4, 5, 6, 7, 8]) + SampleLogs.session(rates: [8, 7, 6, 5])

  /// What is read of a history of version 2 is what the log gives, and its sessions are found by hash.
  @Test func keepsWhatVersion2Held() throws {
    let folder = try TemporaryFolder()
    let reader = try Reader.shared()
    let fixture = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/version2.sql")
    let path = folder.path("old.sqlite")
    try RunHistory.make(path, version: 2, rows: String(contentsOf: fixture, encoding: .utf8))

    // It goes on with the hashes that it began with.
    try RunHistory.make(
      folder.path("plain.sqlite"), version: 4, rows: "UPDATE trait SET content_hash = 1")
    let expected = try RunHistory(path: folder.path("plain.sqlite"), mode: .readWrite)
    var plain = HistoryWriter(expected, host: "studio") { _ in [] }
    try reader.take(Self.log, &plain)
    let history = try RunHistory(path: path, mode: .readOnly)
    #expect(history.contentHash == .chained)
    #expect(try history.content() == expected.content())
    #expect(try history.check() == [])

    let later = try RunHistory(path: path, mode: .readWrite)
    var writer = HistoryWriter(later, host: "studio") { _ in [] }
    #expect(try reader.take(Self.log, &writer) == .known)
    // The last session goes on, and its shorter version goes.
    let grown = Self.log + "\r100%|██████████| 20/20 [00:04<00:00,  5.00it/s]\n"
    #expect(try reader.take(grown, &writer) == .added)
    try reader.take(grown, &plain)
    #expect(try later.content() == expected.content())
    #expect(try later.check() == [])
  }

  /// A history that holds nothing yet takes the hashes of a new one.
  @Test(arguments: 1...3) func changesTheHashesOfAnEmptyHistory(_ version: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("old.sqlite")
    try RunHistory.make(path, version: version, rows: "")
    #expect(try RunHistory(path: path, mode: .readOnly).contentHash == .current)
    #expect(
      try RunHistory(path: folder.path("new.sqlite"), mode: .readWrite).contentHash == .current)
  }

  /// Pieces and beginnings are found among sessions that begin alike, those without landmarks as well,
  /// which version 1 has left.
  @Test func findsWhatVersion4Held() throws {
    var random = SplitMix64(state: 11)
    let folder = try TemporaryFolder()
    let reader = try Reader.shared()
    let start = SampleLogs.session(rates: [])
    let logs = (0..<12).map { _ in
      let rates = (0..<8).map { _ in Double.random(in: 3...9, using: &random) }
      return start + (0..<12).map { "loading \($0)\n" }.joined()
        + SampleLogs.session(rates: rates).dropFirst(start.count)
    }
    func lines(_ log: String, _ range: Range<Int>) -> String {
      log.split(separator: "\n")[range].map { $0 + "\n" }.joined()
    }
    let before = logs[..<10] + logs[10...].map { lines($0, 6..<22) }
    // Beginnings behind another session, so that they are not known by their source.
    let other = SampleLogs.session(rates: [4, 5, 6])
    let later = logs[10...] + logs[..<2].map { other + lines($0, 0..<20) }

    let expected = try RunHistory(path: folder.path("plain.sqlite"), mode: .readWrite)
    var plain = HistoryWriter(expected)
    for log in before + later { try reader.take(log, &plain) }

    let path = folder.path("old.sqlite")
    do {
      let history = try RunHistory(path: path, mode: .readWrite)
      var writer = HistoryWriter(history)
      for log in before { try reader.take(log, &writer) }
      try history.perform { try $0.goBackToVersion4() }
    }
    let history = try RunHistory(path: path, mode: .readWrite)
    #expect(try history.perform { try $0.indexes() } == expected.perform { try $0.indexes() })
    var writer = HistoryWriter(history)
    for log in later { try reader.take(log, &writer) }
    #expect(try history.content() == expected.content())
    #expect(try history.content().count { $0.hasPrefix("HistoryDetail") } == 12 + 1)
    #expect(try history.check() == [])
  }
}

extension Database {
  /// Undoes what version 5 changes, and takes the landmarks of the first session away.
  fileprivate func goBackToVersion4() throws {
    let marks = try Data.fetchOne(self, sql: "SELECT marks FROM session WHERE id = 1")
    let kept = Prefixes.hashes([UInt8](marks ?? Data())).map { "\(Prefixes.number($0))" }
    try execute(
      sql: """
        DELETE FROM session_hash WHERE session = 1 AND hash NOT IN (\(kept.joined(separator: ", ")));
        UPDATE session SET landmarks = NULL, landmark_limit = NULL WHERE id = 1;
        DROP INDEX session_open;
        DROP INDEX session_piece;
        DROP INDEX session_limit;
        DROP INDEX source_open;
        DROP INDEX source_prefixes;
        ALTER TABLE session DROP COLUMN anchor;
        ALTER TABLE session DROP COLUMN anchor_unit;
        ALTER TABLE session DROP COLUMN rare;
        CREATE INDEX source_top_mark ON source(top_mark);
        CREATE INDEX session_open ON session(top_mark) WHERE is_open;
        CREATE INDEX session_headless ON session(id) WHERE is_headless;
        PRAGMA user_version = 4;
        """)
  }

  fileprivate func indexes() throws -> [String] {
    try String.fetchAll(
      self, sql: "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL ORDER BY 1")
  }
}
