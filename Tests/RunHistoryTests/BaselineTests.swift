import RunHistory
import TestSupport
import Testing
import Throughput

/// The level of earlier runs, and what later runs are against it.
struct BaselineTests {
  private let folder: TemporaryFolder
  private let history: RunHistory
  private static let day = 86_400_000
  private static let start = 1_700_006_400_000

  init() throws {
    folder = try TemporaryFolder()
    history = try RunHistory(path: folder.path("a.sqlite"), mode: .readWrite)
  }

  /// Takes in one session a day: a slow first image and `runs` images at about 8 it/s.
  private func fill(days: Int, runs: Int = 6, host: String = "studio") throws {
    let reader = try Reader.shared()
    var writer = HistoryWriter(history, host: host) { _ in [] }
    var random = SplitMix64(state: 7)
    for number in 0..<days {
      let rates = (0..<runs).map { _ in Double.random(in: 7.9...8.1, using: &random) }
      try reader.take(
        SampleLogs.session(rates: [4.5] + rates), &writer, path: "\(number).log",
        seenAt: Self.start + number * Self.day)
    }
  }

  private func key() throws -> String {
    try #require(try history.workloads().first?.key)
  }

  @Test func countsNightsSessionsAndRuns() throws {
    try fill(days: 10)
    let found = try history.baseline(of: try key(), host: "studio", nights: 4)
    let baseline = try #require(found)
    #expect(baseline.nights == 4)
    #expect(baseline.sessions == 4)
    #expect(baseline.runs == 28)
    #expect(baseline.firstTime == Self.start + 6 * Self.day)
    #expect(baseline.lastTime == Self.start + 9 * Self.day)
    #expect((7.9...8.1).contains(baseline.median))
    #expect(baseline.low == 4.5)
    #expect((8.0...8.1).contains(baseline.high))
    #expect(baseline.unit == "it")
  }

  @Test func takesWhatIsEarlierAndOfTheMachine() throws {
    try fill(days: 3)
    let key = try key()
    let before = Self.start + Self.day
    #expect(try history.baseline(of: key, host: "studio", before: before)?.sessions == 1)
    #expect(try history.baseline(of: key, host: "studio", before: Self.start) == nil)
    #expect(try history.baseline(of: key, host: "attic") == nil)
    #expect(try history.baseline(of: key, host: nil)?.sessions == 3)
    #expect(try history.baseline(of: "a1111 nothing", host: nil) == nil)
    var rows: Set<Int> = []
    try history.forEachSession(SessionQuery(limit: 2)) { rows.insert($0.row) }
    #expect(try history.baseline(of: key, host: nil, besides: rows)?.sessions == 1)
  }

  @Test func testsWhereThereAreEnoughRuns() throws {
    try fill(days: 10)
    let found = try history.baseline(of: try key(), host: "studio")
    let baseline = try #require(found)
    let slower = try #require(baseline.comparison(with: [3.0, 5.0, 4.9, 5.1, 5.0, 5.05, 4.95]))
    #expect(slower.isSlower)
    #expect(abs(slower.change + 0.375) < 0.01)
    let test = try #require(slower.test)
    #expect((test.low...test.high).contains(-0.375))
    let same = try #require(baseline.comparison(with: [4.4, 8.0, 7.95, 8.05, 7.9, 8.1]))
    #expect(!same.isSlower && !same.isFaster)
    #expect(same.test != nil)
  }

  @Test func observesWhereThereAreFewRuns() throws {
    try fill(days: 10)
    let found = try history.baseline(of: try key(), host: "studio")
    let baseline = try #require(found)
    // A first image alone is compared with first images.
    let cold = try #require(baseline.comparison(with: [4.5]))
    #expect(cold.test == nil)
    #expect(abs(cold.change) < 1e-9)
    let slow = try #require(baseline.comparison(with: [4.5, 5.0]))
    #expect(slow.test == nil)
    #expect(!slow.isSlower)
    #expect(abs(slow.change + 0.375) < 0.01)
    #expect(baseline.comparison(with: [0, .nan]) == nil)
  }
}
