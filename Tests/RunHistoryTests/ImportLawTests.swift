import Foundation
import RunHistory
import TestSupport
import Testing

/// The law of taking in: what was seen decides, not when, how often, under which name, or in how many
/// looks at a growing log.
struct ImportLawTests {
  /// How many sets of logs are tried, each 20 times; `SDLOG_LAW_SEEDS=50` makes it 1,000.
  static let seeds =
    ProcessInfo.processInfo.environment["SDLOG_LAW_SEEDS"].flatMap { UInt64($0) } ?? 4

  @Test(arguments: 0..<Self.seeds) func anyOrderOfLooksGivesTheSameContent(_ seed: UInt64) throws {
    var random = SplitMix64(state: seed)
    let reader = try Reader.shared()
    let folder = try TemporaryFolder()
    let logs = (0..<3).map { _ in SampleLogs.log(&random) }
    let expected = try content(logs, reader, folder.path("plain.sqlite"))
    #expect(expected.count > 3)
    for round in 0..<20 {
      var looks = logs
      for log in logs {
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          // A look at a log before it was whole, which may end in the middle of a line.
          looks.append(String(log.prefix(Int.random(in: 0...log.count, using: &random))))
        }
      }
      looks += [logs[Int.random(in: 0..<3, using: &random)]]
      looks.shuffle(using: &random)
      let found = try content(looks, reader, folder.path("\(round).sqlite"))
      #expect(found == expected, "round \(round)")
    }
  }

  private func content(_ looks: [String], _ reader: Reader, _ path: String) throws -> [String] {
    let history = try RunHistory(path: path, mode: .readWrite)
    var writer = HistoryWriter(history)
    for (number, look) in looks.enumerated() {
      try reader.take(look, &writer, path: "\(number).log")
    }
    #expect(try history.check() == [])
    return try history.content()
  }

  @Test(arguments: [1, 7, 64, 513]) func chunksChangeNothing(_ size: Int) throws {
    var random = SplitMix64(state: 1)
    let reader = try Reader.shared()
    let folder = try TemporaryFolder()
    let log = SampleLogs.log(&random)
    let expected = try content([log], reader, folder.path("whole.sqlite"))
    let history = try RunHistory(path: folder.path("chunks.sqlite"), mode: .readWrite)
    var writer = HistoryWriter(history)
    try reader.take(log, &writer, chunk: size)
    #expect(try history.content() == expected)
  }

  @Test func sessionsOfAWholeLogAreThoseOfItsParts() throws {
    var random = SplitMix64(state: 5)
    let reader = try Reader.shared()
    let folder = try TemporaryFolder()
    let parts = (0..<3).map { _ in SampleLogs.session(&random) }
    let history = try RunHistory(path: folder.path("a.sqlite"), mode: .readWrite)
    var writer = HistoryWriter(history)
    for part in parts { #expect(try reader.take(part, &writer) == .added) }
    var before: [String] = []
    try history.forEachSession(SessionQuery()) { before.append($0.id) }
    try reader.take(parts.joined(), &writer)
    var after: [String] = []
    try history.forEachSession(SessionQuery()) { after.append($0.id) }
    #expect(Set(before).isSubset(of: after))
    #expect(after.count == 3)
  }

  @Test func takesNothingInTwice() throws {
    var random = SplitMix64(state: 2)
    let reader = try Reader.shared()
    let folder = try TemporaryFolder()
    let log = SampleLogs.log(&random)
    let history = try RunHistory(path: folder.path("a.sqlite"), mode: .readWrite)
    var writer = HistoryWriter(history)
    #expect(try reader.take(log, &writer, path: "console.log") == .added)
    #expect(try reader.take(log, &writer, path: "console.log.1") == .known)
    #expect(try reader.take(log.prefix(300), &writer, path: "copy.log") == .known)
    #expect(try reader.take("no line", &writer, path: "short.log") == .tooShort)
  }

  @Test func countsSessionsThatRepeatOneAnother() throws {
    let reader = try Reader.shared()
    let folder = try TemporaryFolder()
    let history = try RunHistory(path: folder.path("a.sqlite"), mode: .readWrite)
    var writer = HistoryWriter(history)
    var random = SplitMix64(state: 2)
    var crash = SampleLogs.session(&random)
    while !crash.contains("OutOfMemory") { crash = SampleLogs.session(&random) }
    let filler = String(repeating: "loading\n", count: 12)
    try reader.take(String(repeating: crash + filler, count: 5), &writer)
    var count = 0
    try history.forEachSession(SessionQuery()) { _ in count += 1 }
    #expect(count == 5)
  }
}
