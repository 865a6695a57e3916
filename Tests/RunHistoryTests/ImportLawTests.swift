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

  /// A log that was cut within its sessions, as by a rotation by size, and was seen whole once.
  ///
  /// Whether that was before its pieces, after them, or in between: they are no sessions of their own.
  @Test(arguments: 0..<Self.seeds) func piecesOfAKnownLogAddNothing(_ seed: UInt64) throws {
    var random = SplitMix64(state: seed &+ 1000)
    let reader = try Reader.shared()
    let folder = try TemporaryFolder()
    for round in 0..<20 {
      // Each session longer than a piece has to be to be recognised.
      let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        SampleLogs.session(
          rates: (0..<Int.random(in: 6...12, using: &random)).map { _ in
            Double.random(in: 3...9, using: &random)
          })
      }
      let log = parts.joined()
      var looks = Self.pieces(of: parts, &random)
      looks.append(log)
      looks.append(looks[Int.random(in: 0..<looks.count, using: &random)])
      looks.shuffle(using: &random)
      let expected = try sessions([log], reader, folder.path("\(round)-plain.sqlite"))
      let found = try sessions(looks, reader, folder.path("\(round).sqlite"))
      #expect(found == expected, "round \(round)")
    }
  }

  /// Cuts a log at up to three bytes, wherever a session has three lines on both sides of the cut.
  ///
  /// With less of it a piece may not be told from the start of the next session, or from nothing.
  private static func pieces(of sessions: [String], _ random: inout SplitMix64) -> [String] {
    let bytes = Array(sessions.joined().utf8)
    var starts = [0]
    for session in sessions { starts.append(starts[starts.count - 1] + session.utf8.count) }
    var cuts = [0, bytes.count]
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let cut = Int.random(in: 0...bytes.count, using: &random)
      let isApart = (starts + cuts).allSatisfy { other in
        bytes[min(cut, other)..<max(cut, other)].count { $0 == 0x0A } >= 4
      }
      if isApart { cuts.append(cut) }
    }
    cuts.sort()
    return zip(cuts, cuts.dropFirst()).map { String(decoding: bytes[$0..<$1], as: UTF8.self) }
  }

  /// Whole logs that were never seen are not guessed: two pieces are two sessions.
  @Test func piecesOfAnUnknownLogStayApart() throws {
    let reader = try Reader.shared()
    let folder = try TemporaryFolder()
    let log = SampleLogs.session(rates: [3, 4, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4])
    let lines = log.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.prefix(9).map { $0 + "\n" }.joined()
    let second = String(log.dropFirst(first.count))
    let found = try sessions([first, second], reader, folder.path("a.sqlite"))
    #expect(found.count { $0.hasPrefix("HistoryDetail") } == 2)
    let whole = try sessions([second, log, first], reader, folder.path("b.sqlite"))
    #expect(whole.count { $0.hasPrefix("HistoryDetail") } == 1)
  }

  /// Starts of one program begin alike, and bars whose rate stays the same repeat their lines.
  @Test(arguments: ["", "venv /opt/webui/venv\n"])
  func startsOfOneProgramStayApart(_ first: String) throws {
    let reader = try Reader.shared()
    let folder = try TemporaryFolder()
    let logs = (0..<4).map { index in
      var text = index == 0 ? first : ""
      text += "Python 3.10.6\nVersion: v1.10.1\nLaunching Web UI with arguments: --xformers\n"
      for run in 0..<12 {
        text += "Model loaded in 3.2s (load weights from disk: 0.5s).\n"
        text += "\r  0%|          | 0/20 [00:00<?, ?it/s]"
        text += "\r100%|██████████| 20/20 [00:05<00:00,  4.\(index)\(run % 3)it/s]\n"
      }
      return text
    }
    let found = try sessions(logs, reader, folder.path("a.sqlite"))
    #expect(found.count { $0.hasPrefix("HistoryDetail") } == 4)
    let reversed = try sessions(logs.reversed(), reader, folder.path("b.sqlite"))
    #expect(reversed.count { $0.hasPrefix("HistoryDetail") } == 4)
  }

  /// The sessions and runs of a history; its sources are the files that were read, pieces and all.
  private func sessions(_ looks: [String], _ reader: Reader, _ path: String) throws -> [String] {
    try content(looks, reader, path).filter { $0.hasPrefix("History") }
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
