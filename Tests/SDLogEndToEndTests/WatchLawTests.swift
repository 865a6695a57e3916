import Reporting
import TestSupport
import Testing

/// What holds of every watch, however the bytes come.
struct WatchLawTests {
  /// The longest pieces that are cut, beside a share of the log.
  private static let longest = [1, 16, 256, 4096, 65536]
  private static let pauses = [0, 0, 0.001, 0.03, 0.3, 20]

  @Test(
    "a watch ends with the report of a scan, for 100 cuttings with pauses",
    arguments: SampleLog.all)
  func cutting(_ sample: SampleLog) throws {
    let bytes = try sample.bytes
    let scanned = try LibraryReport.json([.init(path: sample.name, chunks: [bytes[...]])])
    for seed in 0..<100 as Range<UInt64> {
      var generator = SplitMix64(state: seed)
      let longest = Self.longest[Int(seed % 5)] + bytes.count / 60
      let watch = try LibraryWatch(path: sample.name)
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...longest, using: &generator)
        try watch.take(rest.prefix(count))
        rest = rest.dropFirst(count)
        let pause = Self.pauses.randomElement(using: &generator) ?? 0
        if pause > 0 { try watch.wait(pause) }
      }
      let report = try watch.finish()
      #expect(report == scanned, "seed \(seed)")
    }
  }

  @Test("the summary so far is the report of the bytes so far", arguments: SampleLog.all)
  func summary(_ sample: SampleLog) throws {
    let bytes = try sample.bytes
    var generator = SplitMix64(state: 7)
    let watch = try LibraryWatch(path: sample.name)
    var cut = 0
    for _ in 0..<3 {
      let next = Int.random(in: cut...bytes.count, using: &generator)
      try watch.take(bytes[cut..<next])
      cut = next
      let scanned = try LibraryReport.json([.init(path: sample.name, chunks: [bytes[..<cut]])])
      #expect(try watch.summary() == scanned)
    }
    try watch.take(bytes[cut...])
    let scanned = try LibraryReport.json([.init(path: sample.name, chunks: [bytes[...]])])
    #expect(try watch.finish() == scanned)
  }

  @Test("nothing is told twice, and counts end as in the report", arguments: SampleLog.all)
  func tellsOnce(_ sample: SampleLog) throws {
    let bytes = try sample.bytes
    let watch = try LibraryWatch(path: sample.name)
    var generator = SplitMix64(state: 11)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Int.random(in: 1...(1 + bytes.count / 50), using: &generator)
      try watch.take(rest.prefix(count))
      rest = rest.dropFirst(count)
      try watch.wait([0.001, 0.03, 0.3].randomElement(using: &generator) ?? 0)
    }
    let report = try JSONValue(parsing: Array(try watch.finish().utf8))
    var counts: [String: Int] = [:]
    var runs: [String: Set<Int>] = [:]
    var ended: Set<String> = []
    for event in watch.events {
      let session = try #require(event.session)
      #expect(!ended.contains(session), "something was told behind the end of \(session)")
      switch event.change {
      case .finding(let id, let finding):
        #expect(counts[id] == nil, "\(id) was told twice")
        counts[id] = finding.count
      case .findingUpdate(let id, let finding):
        #expect(try #require(counts[id]) <= finding.count)
        counts[id] = finding.count
      case .runFinished(let run, _):
        #expect(runs[session, default: []].insert(run).inserted, "run \(run) ended twice")
      case .sessionEnded: ended.insert(session)
      default: break
      }
    }
    let sessions = report["sessions"]?.elements ?? []
    #expect(Set(sessions.compactMap { $0["id"]?.text }) == ended)
    for session in sessions {
      let id = try #require(session["id"]?.text)
      #expect(runs[id]?.count ?? 0 == session["runs"]?.elements?.count)
      for finding in session["findings"]?.elements ?? [] {
        let pattern = try #require(finding["pattern"]?.text)
        #expect(counts["\(id)/\(pattern)"].map(Double.init) == finding["count"]?.number)
      }
    }
  }
}
