import RunHistory
import SessionAnalysis
import TestSupport
import Testing

/// Reading on in a log that has grown is the same as reading all of it.
struct ResumeTests {
  /// Reads a text from the last session that the history knows of it.
  ///
  /// - Returns: The bytes that were read.
  private func readOn(
    _ text: Substring, _ writer: inout HistoryWriter, _ history: RunHistory, _ reader: Reader
  ) throws -> Int {
    let bytes = Array(text.utf8)
    let head = bytes.withUnsafeBytes { InputHead.hash($0) }
    let candidate = try history.candidates(path: "a.log", head: head, size: bytes.count).first
    guard let candidate, let start = candidate.start else {
      try reader.take(text, &writer)
      return bytes.count
    }
    var tail = CheckpointTail()
    bytes[..<candidate.bytes].withUnsafeBytes { tail.add($0) }
    #expect(tail.hash == candidate.checkpoint)
    let resume = try #require(
      try history.resume(
        candidate, tail: Array(bytes[..<start.byte].suffix(CheckpointTail.size)),
        head: bytes[..<start.byte].withUnsafeBytes { InputHead.hash($0) }))
    writer.begin("a.log", seenAt: 1_700_000_000_000, resuming: resume)
    var analyzer = LogAnalyzer(
      path: "a.log", rules: reader.rules, contentHash: history.contentHash, resuming: resume.stream)
    bytes[start.byte...].withUnsafeBytes { analyzer.feed($0, to: &writer) }
    let taken = try writer.end(analyzer.finish(to: &writer))
    #expect(taken == (candidate.bytes == bytes.count ? .known : .added))
    return bytes.count - start.byte
  }

  @Test(arguments: 0..<40) func readingOnGivesTheSameContent(_ seed: UInt64) throws {
    var random = SplitMix64(state: seed &+ 1000)
    let reader = try Reader.shared()
    let folder = try TemporaryFolder()
    var log = ""
    for _ in 0..<6 { log += SampleLogs.log(&random) }
    // Sessions that repeat one another are counted across the place where reading goes on.
    if seed.isMultiple(of: 3) { log += log }
    let whole = try RunHistory(path: folder.path("whole.sqlite"), mode: .readWrite)
    var writer = HistoryWriter(whole)
    try reader.take(log, &writer)

    let grown = try RunHistory(path: folder.path("grown.sqlite"), mode: .readWrite)
    writer = HistoryWriter(grown)
    var length = 0
    var read = 0
    while length < log.utf8.count {
      length = min(log.utf8.count, length + Int.random(in: 1...9000, using: &random))
      let text = log.prefix(length)
      read += try readOn(text, &writer, grown, reader)
      #expect(try grown.check() == [])
    }
    #expect(try grown.content(withTimes: false) == whole.content(withTimes: false))
    #expect(try grown.places() == whole.places())
    #expect(read < log.utf8.count * 4)
  }

  @Test func sessionsWithoutADateLieInTheOrderOfTheirFile() throws {
    var random = SplitMix64(state: 4)
    let reader = try Reader.shared()
    let folder = try TemporaryFolder()
    let history = try RunHistory(path: folder.path("a.sqlite"), mode: .readWrite)
    var writer = HistoryWriter(history)
    let log = (0..<5).map { _ in SampleLogs.session(&random) }.joined()
    try reader.take(log, &writer)
    var times: [Int] = []
    var lines: [Int] = []
    try history.forEachSession(SessionQuery(isNewestFirst: false)) { session in
      times.append(session.time)
    }
    var sessions: [HistorySession] = []
    try history.forEachSession(SessionQuery(isNewestFirst: false)) { sessions.append($0) }
    for session in sessions {
      lines.append(try #require(history.detail(of: session).places.first).firstLine)
    }
    #expect(times == times.sorted() && Set(times).count == times.count && times.count > 2)
    #expect(lines == lines.sorted())
    #expect(try #require(times.last) < 1_700_000_000_000)
  }
}

extension RunHistory {
  /// Where each session stands.
  fileprivate func places() throws -> [String] {
    var sessions: [HistorySession] = []
    try forEachSession(SessionQuery()) { sessions.append($0) }
    return try sessions.map { "\($0.id) \(try detail(of: $0).places)" }.sorted()
  }
}
