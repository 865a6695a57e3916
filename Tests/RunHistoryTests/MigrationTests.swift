import Foundation
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
}
