import TestSupport
import Testing

@testable import RunHistory
@testable import SessionAnalysis

/// Sessions that wait to be written come back as they were.
struct WaitingSessionsTests {
  @Test func givesBackWhatWasAdded() {
    var random = SplitMix64(state: 3)
    let sessions = (0..<150).map { Self.session($0, &random) }
    var waiting = WaitingSessions()
    for session in sessions { waiting.append(session) }
    #expect(waiting.bytes > 0)
    #expect(Self.drained(&waiting).map { "\($0)" } == sessions.map { "\($0)" })
    #expect(waiting.bytes == 0)
    #expect(Self.drained(&waiting).isEmpty)
  }

  /// The last of three sessions without a date ended when the log did, and each before the next one.
  @Test func infersTimesFromTheEnd() {
    var random = SplitMix64(state: 4)
    var waiting = WaitingSessions()
    for busy in [5, 7, 11] {
      var session = Self.session(100, &random)
      session.busy = busy
      waiting.append(session)
    }
    waiting.inferTimes(seen: 1000)
    #expect(
      Self.drained(&waiting).map(\.latest) == [1000 - 11 - 1 - 7 - 1 - 5, 1000 - 11 - 1 - 7, 989])
  }

  @Test(arguments: [0, 1, 20, 3000]) func ordersHashesAsNumbers(_ count: Int) {
    var random = SplitMix64(state: 9)
    var hashes = SessionHashes()
    var all: [[Int]] = []
    // Many sessions begin with the same line.
    let common = (0..<4).map { _ in UInt64.random(in: 0...(.max), using: &random) }
    for session in 0..<count {
      var content = Self.session(session, &random).content
      content.marks.append(common[session % 4])
      hashes.add(content, of: session)
      for hash in content.marks + content.landmarks.map(\.hash) {
        all.append([Int(truncatingIfNeeded: hash), session])
      }
    }
    all.sort { $0.lexicographicallyPrecedes($1) }
    #expect(hashes.inOrder().map { [$0.hash, $0.session] } == all)
  }

  private static func drained(_ waiting: inout WaitingSessions) -> [WaitingSession] {
    var sessions: [WaitingSession] = []
    waiting.drain { batch in
      #expect(batch.count <= SessionBatch.limit)
      sessions += (0..<batch.count).map { batch[$0] }
    }
    return sessions
  }

  /// A session with about so many of everything, some of which it may lack.
  private static func session(_ number: Int, _ random: inout SplitMix64) -> WaitingSession {
    func few() -> Range<Int> { 0..<Int.random(in: 0...3, using: &random) }
    var content = LogContent(
      offset: number, firstLine: number, bytes: 9, units: max(1, number), chain: 4, tailBytes: 0,
      hash: random.next(), isOpen: false, prefixes: few().map(UInt32.init), marks: [])
    content.marks = few().map { _ in random.next() }
    content.landmarks = few().map {
      Landmark(hash: random.next(), unit: $0, sum: random.next(), isRepeated: $0 == 1)
    }
    var session = WaitingSession(
      content: content, frontEnd: 1, lastLine: 5, runCount: number, unknownRecords: 2, busy: 0)
    session.facts = few().map { SessionFact(name: $0, value: number, line: 1, isDerived: $0 > 1) }
    session.findings = few().map {
      SessionFinding(
        pattern: $0, category: 2, severity: .note, count: 1, firstLine: 0, lastLine: 3,
        message: String(repeating: "ä", count: number % 7), isResolved: false)
    }
    session.causes = few().map { SessionCause(cause: $0, confidence: 1, score: number) }
    session.totals = few().map { index in
      RunTotal(
        workload: index, position: number, kind: .sampling, unit: "it",
        blocks: few().map {
          RunBlock(
            count: 1, first: $0, stalls: 0, line: 2, end: 3,
            bytes: [UInt8](repeating: UInt8($0), count: number % 5))
        }, runs: 1, counted: 1, median: 1, low: nil, high: 2, stalls: 0)
    }
    return session
  }
}
