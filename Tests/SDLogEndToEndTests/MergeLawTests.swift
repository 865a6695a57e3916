import SessionAnalysis
import TestSupport
import Testing

/// Partial results of any parts, merged in any order, tree and repetition, give the report of one scan.
struct MergeLawTests {
  private static let inputs = Result {
    try SampleLog.all.map { sample in
      LibraryReport.Input(path: sample.name, chunks: [try sample.bytes[...]])
    }
  }
  private static let whole = Result { try LibraryReport.json(try inputs.get()) }

  @Test("any split into groups", arguments: 0..<6 as Range<UInt64>)
  func groups(_ seed: UInt64) throws {
    var generator = SplitMix64(state: seed)
    let inputs = try Self.inputs.get()
    var groups: [[LibraryReport.Input]] = Array(repeating: [], count: Int(seed) + 2)
    for input in inputs.shuffled(using: &generator) {
      groups[Int.random(in: groups.indices, using: &generator)].append(input)
    }
    let partials = try groups.map { try LibraryReport.partial($0) }
    let merged = try Self.merge(partials, using: &generator)
    #expect(try LibraryReport.json(merging: [merged]) == Self.whole.get())
    #expect(try merged == LibraryReport.partial(inputs))
  }

  @Test("runs of a workload that is none make no series", arguments: [-1, 1 << 20, 1 << 40])
  func unknownWorkloads(_ workload: Int) throws {
    let name = "comfyui-prompts.log"
    let input = try #require(Self.inputs.get().first { $0.path == name })
    let partial = try LibraryReport.partial([input])
    let report = try LibraryReport.json(partial, path: name, claiming: workload)
    #expect(report.contains("\"series\": []"))
    #expect(try !LibraryReport.json([input]).contains("\"series\": []"))
  }

  @Test("any split of all logs into ranges and groups", arguments: 0..<4 as Range<UInt64>)
  func rangesAndGroups(_ seed: UInt64) throws {
    var generator = SplitMix64(state: seed &+ 100)
    var partials: [[UInt8]] = []
    for sample in SampleLog.all {
      let bytes = try sample.bytes
      let cuts = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
        Int.random(in: 1..<bytes.count, using: &generator)
      }
      partials += try Self.ranges(cuts).map {
        try LibraryReport.partial(.init(path: sample.name, bytes: bytes, range: $0))
      }
    }
    let merged = try Self.merge(partials, using: &generator)
    #expect(try LibraryReport.json(merging: [merged]) == Self.whole.get())
  }

  @Test("a cut anywhere in a log", arguments: SampleLog.all)
  func cuts(_ sample: SampleLog) throws {
    let bytes = try sample.bytes
    let whole = try LibraryReport.json([.init(path: sample.name, chunks: [bytes[...]])])
    var generator = SplitMix64(state: UInt64(bytes.count))
    // The first bytes, where marks and pairs of bytes stand, the last ones, and some between.
    let places =
      Array(1...5) + [bytes.count - 2, bytes.count - 1, bytes.count, bytes.count + 9]
      + (0..<6).map { _ in Int.random(in: 6..<bytes.count, using: &generator) }
    for place in places {
      let partials = try Self.ranges([place]).map {
        try LibraryReport.partial(
          .init(path: sample.name, bytes: bytes, range: $0),
          chunkSize: Int.random(in: 1...5000, using: &generator))
      }
      #expect(try LibraryReport.json(merging: partials.reversed()) == whole, "cut at \(place)")
    }
  }

  @Test(
    "many cuts in a log of many sessions, of changing encodings", arguments: 0..<8 as Range<UInt64>)
  func manyCuts(_ seed: UInt64) throws {
    var generator = SplitMix64(state: seed &+ 1000)
    var bytes: [UInt8] = []
    for sample in SampleLog.all.shuffled(using: &generator).prefix(seed < 4 ? 40 : 5) {
      bytes += try sample.bytes
    }
    try expectCuts(1...12, of: bytes, using: &generator)
  }

  @Test("the texts of unknown errors are kept in any parts", arguments: 0..<6 as Range<UInt64>)
  func unknownErrors(_ seed: UInt64) throws {
    var generator = SplitMix64(state: seed &+ 2000)
    let log = (1...40).map { number in
      let error = "engine.StepError: no room for part \(number % 11)"
      return number % 9 == 0
        ? "** ComfyUI startup time: 2026-01-02 10:\(number + 10):00.000000\n"
        : "Traceback (most recent call last):\n  File \"core.py\", line 9, in run\n\(error)\nnext\n"
    }
    let bytes = Array(log.joined().utf8)
    let whole = try expectCuts(1...8, of: bytes, using: &generator)
    #expect(whole.split(separator: "\"line_first\"").count == 5)
    #expect(whole.contains(#""text": "engine.StepError: no room for part 3""#))
  }

  @Test("a whole log and its ranges count once")
  func wholeAndRanges() throws {
    let sample = try #require(SampleLog.all.first)
    let bytes = try sample.bytes
    let input = LibraryReport.Input(path: sample.name, chunks: [bytes[...]])
    let partials = try Self.ranges([bytes.count / 2]).map {
      try LibraryReport.partial(.init(path: sample.name, bytes: bytes, range: $0))
    }
    let merged = try LibraryReport.json(merging: partials + [LibraryReport.partial([input])])
    #expect(try merged == LibraryReport.json([input]))
  }

  /// The ends of the readers of ranges, and how many bytes they read.
  @Test("a range's reader stops at the first session behind it, and one without a session at once")
  func reach() throws {
    let session = try #require(SampleLog.all.first { $0.name == "comfyui-prompts.log" }).bytes
    let bytes = Array(repeatElement(session, count: 6).joined())
    let size = session.count
    let cuts = [size / 2, size * 3 / 4, size * 3 + 10]
    let found = try Self.ranges(cuts).map { range in
      let partial = try LibraryReport.partial(
        .init(path: "six.log", bytes: bytes, range: range), chunkSize: 100)
      return try #require(try LibraryReport.inputs(of: partial).first)
    }
    let ends = found.map { (input: InputSummary) -> String in
      switch input.range?.end {
      case .session: "session"
      case .nothing: "nothing"
      case .input: "input"
      case nil: "none"
      }
    }
    #expect(ends == ["session", "nothing", "session", "input"])
    #expect(found[0].bytes < size + 200)
    #expect(found[1].bytes < size / 2)
    #expect(found.map(\.bytes).reduce(0, +) < bytes.count * 3 / 2)
  }

  @Test("a missing range and one of another log leave out what is behind, and say so")
  func gaps() throws {
    let session = try #require(SampleLog.all.first { $0.name == "comfyui-prompts.log" }).bytes
    let bytes = Array(repeatElement(session, count: 4).joined())
    let size = session.count
    let ranges = Self.ranges([size, size * 2, size * 3])
    let partials = try ranges.map {
      try LibraryReport.partial(.init(path: "four.log", bytes: bytes, range: $0))
    }
    #expect(
      try LibraryReport.gaps(merging: [partials[0], partials[2], partials[3]])
        == [.missing(from: size, to: size * 2)])
    #expect(
      try LibraryReport.gaps(merging: Array(partials.dropFirst()))
        == [.missing(from: 0, to: size)])
    let longer = try ranges.map {
      try LibraryReport.partial(
        .init(path: "four.log", bytes: session + Array("x\n".utf8) + bytes, range: $0))
    }
    #expect(
      try LibraryReport.gaps(merging: [partials[0], longer[1], partials[2], partials[3]])
        == [.changed(at: size, to: bytes.count + size + 2)])
  }

  /// Compares the report of a whole log, which it returns, with that of its ranges between some cuts.
  @discardableResult
  private func expectCuts(
    _ counts: ClosedRange<Int>, of bytes: [UInt8], using generator: inout SplitMix64
  ) throws -> String {
    let whole = try LibraryReport.json([.init(path: "all.log", chunks: [bytes[...]])])
    let cuts = (0..<Int.random(in: counts, using: &generator)).map { _ in
      Int.random(in: 1..<bytes.count, using: &generator)
    }
    let partials = try Self.ranges(cuts).map {
      try LibraryReport.partial(.init(path: "all.log", bytes: bytes, range: $0))
    }
    let merged = try Self.merge(partials, using: &generator)
    #expect(try LibraryReport.json(merging: [merged]) == whole, "cut at \(cuts.sorted())")
    return whole
  }

  static func ranges(_ cuts: [Int]) -> [Range<Int>] {
    let places = [0] + Set(cuts).sorted() + [1 << 40]
    return zip(places, places.dropFirst()).map { $0..<$1 }
  }

  /// Merges by a random tree in which some partial results come more than once.
  private static func merge(
    _ partials: [[UInt8]], using generator: inout SplitMix64
  ) throws -> [UInt8] {
    var left = partials.shuffled(using: &generator)
    left += (0..<partials.count / 3).map { _ in
      partials[Int.random(in: partials.indices, using: &generator)]
    }
    while left.count > 1 {
      left.shuffle(using: &generator)
      let count = min(Int.random(in: 2...6, using: &generator), left.count)
      let merged = try LibraryReport.partial(merging: Array(left.suffix(count)))
      left.removeLast(count)
      left.append(merged)
    }
    return try LibraryReport.partial(merging: left)
  }
}
