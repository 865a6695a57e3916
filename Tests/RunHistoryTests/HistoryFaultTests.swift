import Foundation
import GRDB
import TestSupport
import Testing

@testable import RunHistory

/// What a history does when its file, its disk or its process fails.
struct HistoryFaultTests {
  private func expect(
    _ code: HistoryError.Code, _ path: String, _ mode: RunHistory.Mode = .readWrite
  ) {
    do throws(HistoryError) {
      _ = try RunHistory(path: path, mode: mode, patience: .milliseconds(10))
      Issue.record("opened \(path)")
    } catch {
      #expect(error.code == code)
      #expect(error.path == path)
    }
  }

  @Test(
    "values that no writer writes are told by a check, and do not end the program",
    arguments: [
      "UPDATE session SET bytes = -5", "UPDATE session SET lines = -1",
      "UPDATE run_block SET runs = -1", "UPDATE session SET facts = x'ff'",
      "UPDATE source_session SET first_byte = 9223372036854775807",
      "UPDATE source_session SET first_line = 0",
    ])
  func tellsImpossibleValues(_ change: String) throws {
    let folder = try TemporaryFolder()
    let history = try RunHistory(path: folder.path("a.sqlite"), mode: .readWrite)
    try {
      var writer = HistoryWriter(history)
      try Reader.shared().take(SampleLogs.session(rates: [4, 4, 4]), &writer)
    }()
    #expect(try history.check() == [])
    try history.perform { try $0.execute(sql: change) }
    #expect(try history.check() != [])
    var sessions: [HistorySession] = []
    try? history.forEachSession(SessionQuery()) { sessions.append($0) }
    for session in sessions { _ = try? history.detail(of: session) }
  }

  @Test func saysThatThereIsNone() throws {
    expect(.notFound, try TemporaryFolder().path("none.sqlite"), .readOnly)
  }

  @Test(arguments: [RunHistory.Mode.readOnly, .readWrite])
  func leavesOtherFilesAlone(_ mode: RunHistory.Mode) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("other")
    let content = Data(
      "a file that is no database, but long enough to have a header of its own\n".utf8)
    try content.write(to: URL(filePath: path))
    expect(.notAHistory, path, mode)
    #expect(try Data(contentsOf: URL(filePath: path)) == content)
  }

  @Test func leavesALaterVersionAlone() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    try { _ = try RunHistory(path: path, mode: .readWrite) }()
    // The schema's version is a number at a fixed place of the file's header.
    var content = try Data(contentsOf: URL(filePath: path))
    content.replaceSubrange(60..<64, with: [0, 0, 0, 99])
    try content.write(to: URL(filePath: path))
    expect(.newerVersion(99), path)
    #expect(try Data(contentsOf: URL(filePath: path)) == content)
  }

  @Test func findsDamage() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let reader = try Reader.shared()
    try {
      let history = try RunHistory(path: path, mode: .readWrite)
      var writer = HistoryWriter(history)
      var random = SplitMix64(state: 3)
      for _ in 0..<5 { try reader.take(SampleLogs.log(&random), &writer) }
      #expect(try history.check() == [])
    }()
    var content = try Data(contentsOf: URL(filePath: path))
    let page = 4096
    for offset in stride(from: page * 3, to: content.count, by: page) {
      content.replaceSubrange(offset..<min(offset + 200, content.count), with: Data(count: 200))
    }
    try content.write(to: URL(filePath: path))
    do throws(HistoryError) {
      let history = try RunHistory(path: path, mode: .readOnly)
      #expect(try history.check() != [])
    } catch {
      #expect(error.code == .corrupt)
    }
  }

  @Test func waitsForNobodyForEver() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let reader = try Reader.shared()
    let first = try RunHistory(path: path, mode: .readWrite)
    let second = try RunHistory(path: path, mode: .readWrite, patience: .milliseconds(10))
    var holder = HistoryWriter(first)
    var writer = HistoryWriter(second)
    var random = SplitMix64(state: 3)
    let log = SampleLogs.log(&random)
    try first.holdLock()
    do {
      try reader.take(log, &writer)
      Issue.record("wrote into a locked history")
    } catch let error as HistoryError {
      #expect(error.code == .locked)
    }
    try first.releaseLock()
    #expect(try reader.take(log, &writer) == .added)
    #expect(try reader.take(log, &holder) == .known)
  }

  @Test("another process takes the same input in between the question and the answer")
  func meetsAnother() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let reader = try Reader.shared()
    let first = try RunHistory(path: path, mode: .readWrite)
    var writer = HistoryWriter(first)
    var random = SplitMix64(state: 6)
    try reader.take(SampleLogs.log(&random), &writer)
    let log = SampleLogs.log(&random)
    writer.willWrite = { () throws(HistoryError) in
      let second = try RunHistory(path: path, mode: .readWrite)
      var other = HistoryWriter(second)
      other.begin("same.log", seenAt: 0)
      let summary = reader.read(log, &other)
      #expect(try other.end(summary) == .added)
    }
    #expect(try reader.take(log, &writer) == .known)
    #expect(!writer.sessionRows.isEmpty)
    #expect(try first.check() == [])
  }

  /// A full disk, as SQLite reports it once the file may not grow: nothing of the input is left.
  @Test func survivesAFullDisk() throws {
    let folder = try TemporaryFolder()
    let reader = try Reader.shared()
    let history = try RunHistory(path: folder.path("a.sqlite"), mode: .readWrite)
    var writer = HistoryWriter(history)
    var random = SplitMix64(state: 4)
    try reader.take(SampleLogs.log(&random), &writer)
    let before = try history.content()
    try history.limitGrowth(pages: 2)
    let large = (0..<400).map { _ in SampleLogs.session(&random) }.joined()
    do {
      try reader.take(large, &writer)
      Issue.record("wrote more than there is room for")
    } catch let error as HistoryError {
      #expect(error.code == .full)
    }
    #expect(try history.content() == before)
    try history.limitGrowth(pages: nil)
    #expect(try reader.take(large, &writer) == .added)
    #expect(try history.check() == [])
  }

  /// A new file is written once, and from then on others may read while one writes.
  @Test func usesAWriteAheadLogBehindTheFirstInput() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    let history = try RunHistory(path: path, mode: .readWrite)
    var writer = HistoryWriter(history)
    var random = SplitMix64(state: 5)
    func mode() throws -> String? {
      try history.perform { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    }
    #expect(try mode() == "delete")
    #expect(try Reader.shared().take(SampleLogs.log(&random), &writer) == .added)
    #expect(try mode() == "wal")
  }

  /// What a process leaves that was killed while it wrote the first input of a new file.
  @Test(arguments: [RunHistory.Mode.readOnly, .readWrite])
  func undoesAFirstInputThatWasKilled(_ mode: RunHistory.Mode) throws {
    let folder = try TemporaryFolder()
    let (path, copy) = (folder.path("a.sqlite"), folder.path("b.sqlite"))
    let history = try RunHistory(path: path, mode: .readWrite)
    try history.holdLock()
    try history.perform { db in
      try db.execute(sql: "PRAGMA cache_spill = 1")
      try db.execute(sql: "PRAGMA cache_size = 1")
      for number in 0..<5000 {
        try db.execute(sql: "INSERT INTO name(text) VALUES (?)", arguments: ["name \(number)"])
      }
    }
    for end in ["", "-journal"] {
      try FileManager.default.copyItem(atPath: path + end, toPath: copy + end)
    }
    try history.releaseLock()
    let reader = try RunHistory(path: copy, mode: mode)
    #expect(try reader.check() == [])
    #expect(try reader.perform { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM name") } == 0)
    #expect(!FileManager.default.fileExists(atPath: copy + "-journal"))
  }
}
