import LogTokenizer
import PCRE
import TestSupport
import Testing

@testable import EventMatcher

@Suite struct FilterAgainstTwinTests {
  /// Patterns with literals of all lengths, shared ones, ones within others, and two without.
  static let patterns: [([String], String)] = [
    (["was not compiled with flash"], #"(\d?)Torch was not compiled with flash attention\."#),
    (["CUDA out of memory"], #"CUDA out of memory\.(?: Tried to allocate (?<size>[\d.]+) GiB)?"#),
    (["flash attention", "Flash attention"], #"[Ff]lash attention (\w+)"#),
    (["attention"], #"^Using (\w+) attention$"#),
    (["aaaaaaa"], "a{7,9}b"),
    (["abababab", "babababa"], "(ab)+$"),
    (["driver"], #"driver: (\d+)"#),
    (["torch"], #"torch (\d)"#),
    (["CUDA"], "CUDA(?= error)"),
    (["GPU", "gpu"], "(?i)gpu ([a-f])"),
    (["it"], #"(\d+)it"#),
    (["="], "(a|b)=(a|b)"),
    (["\u{6CE8}\u{610F}\u{529B}"], "(\u{6CE8}.)\u{529B}"),
    (["\0\0\0\0\0\0\0\0"], #"\x00{8}(.)"#),
    ([], #"^\s*(x+)y"#),
    ([], #"(z)\z"#),
  ]

  /// What records are made of: literals, parts of them, and what the patterns want beside them.
  static let pieces: [[UInt8]] =
    patterns.flatMap(\.0).map { Array($0.utf8) }
    + [
      "1Torch was not compiled with flash attention.", "Using pytorch attention", "CUDA error",
      "CUDA out of memory. Tried to allocate 2.5 GiB", "CUDA out of", "Flash attention kernel",
      "driver: 5", "torch 2", "GPU a", "gpu", "7it", "a=b", "aaaaaaaab", "aaaaaa", "xy", "z", " ",
      "\n", "\0", "\u{6CE8}", "\u{1F525}", "e", "ab", "b", "",
    ].map { Array($0.utf8) }
    + [[0xFF], [0xE6, 0xB3], [0x80, 0x80, 0x80, 0x80], [0xED, 0xA0, 0x80]]

  /// Those of them that a line of a log may hold anywhere and stay a record of its own.
  static let linePieces = pieces.filter { piece in
    piece.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && piece.first != 0x20
  }

  private func makeRecord(
    _ generator: inout SplitMix64, of pieces: [[UInt8]] = pieces, count: Int
  ) -> [UInt8] {
    var record: [UInt8] = []
    for _ in 0..<count {
      record += pieces.randomElement(using: &generator) ?? []
      // Moves what follows to another alignment.
      record += [UInt8](repeating: 0x2E, count: Int.random(in: 0...3, using: &generator))
    }
    return record
  }

  /// Each way of a record through the matcher is gone thousands of times: no candidate, one that PCRE2
  /// rejects, one that matches, and patterns without a literal.
  @Test(arguments: UInt64(1)...4)
  func agreesOnShortRecords(seed: UInt64) throws {
    let specs = try makeSpecs(Self.patterns)
    var matcher = EventMatcher(PatternSet(specs))
    var twin = SlowTwin(specs)
    var generator = SplitMix64(state: seed)
    let unfiltered = Set(matcher.set.unfiltered)
    var matched = 0
    var matchedUnfiltered = 0
    var rejected = 0
    for _ in 0..<200_000 {
      let record = makeRecord(&generator, count: Int.random(in: 0...6, using: &generator))
      let found = matcher.ranges(in: record)
      let expected = twin.matches(in: record)
      // A comment as an argument would be made for each record.
      if found != expected {
        Issue.record("\(String(decoding: record, as: UTF8.self).debugDescription)")
      }
      matched += expected.count
      matchedUnfiltered += expected.keys.count(where: unfiltered.contains)
      if expected.isEmpty, record.withUnsafeBytes({ matcher.candidateCount(in: $0) }) > 0 {
        rejected += 1
      }
    }
    #expect(matched > 60_000)
    #expect(matchedUnfiltered > 1_000)
    #expect(rejected > 1_000)
    #expect(matcher.limits == [])
  }

  /// The lines of a log that comes in chunks of a few bytes, so that literals lie across their edges.
  @Test(arguments: UInt64(1)...4)
  func agreesOnLinesInChunks(seed: UInt64) throws {
    let specs = try makeSpecs(Self.patterns)
    var matcher = EventMatcher(PatternSet(specs))
    var twin = SlowTwin(specs)
    var generator = SplitMix64(state: seed)
    var matched = 0
    for _ in 0..<50 {
      let lines = (0..<1_000).map { _ in makeLine(&generator) }
      let log = Array(lines.joined(separator: [0x0A]))
      var seen = 0
      var tokenizer = LogTokenizer()
      let take = { (batch: borrowing RecordBatch) in
        for record in batch.records {
          let line = lines[record.line - 1]
          let found = matcher.ranges(in: Array(batch.text(of: record)))
          let expected = twin.matches(in: line)
          if found != expected {
            Issue.record("\(String(decoding: line, as: UTF8.self).debugDescription)")
          }
          matched += expected.count
          seen += 1
        }
      }
      var start = 0
      while start < log.count {
        let end = min(start + Int.random(in: 1...60, using: &generator), log.count)
        // A copy of its own, so that a look beyond the chunk shows.
        Array(log[start..<end]).withUnsafeBytes { tokenizer.feed($0, take) }
        start = end
      }
      tokenizer.finish(take)
      #expect(seen == lines.count)
    }
    #expect(matched > 30_000)
  }

  /// A line that is a record of its own, as it stands.
  private func makeLine(_ generator: inout SplitMix64) -> [UInt8] {
    let count = Int.random(in: 0...6, using: &generator)
    return Array("- ".utf8) + makeRecord(&generator, of: Self.linePieces, count: count) + [0x3B]
  }

  @Test(arguments: UInt64(1)...2)
  func agreesOnLongRecords(seed: UInt64) throws {
    let specs = try makeSpecs(Self.patterns)
    var matcher = EventMatcher(PatternSet(specs))
    var twin = SlowTwin(specs)
    var generator = SplitMix64(state: seed)
    var cut = 0
    for _ in 0..<2_000 {
      var record: [UInt8] = []
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        record += makeRecord(&generator, count: 4)
        let filler = Bool.random(using: &generator) ? [0x2D] : Array("\u{6F22}".utf8)
        let length = [0, 100, 1_000, 1_023, 1_024, 2_560, 5_000].randomElement(using: &generator)
        for _ in 0..<(length ?? 0) { record += filler }
      }
      let found = matcher.ranges(in: record)
      // `\z` is left to a test of its own.
      var expected = twin.matches(in: record)
      expected[Self.patterns.count - 1] = found[Self.patterns.count - 1]
      if found != expected { Issue.record("\(record.count) bytes") }
      if record.count > 4_096, !found.isEmpty { cut += 1 }
    }
    #expect(cut > 500)
  }

  @Test func findsEachLiteralAtEachAlignment() throws {
    let texts = Self.patterns.flatMap(\.0)
    let specs = try makeSpecs(texts.map { ([$0], #"(?-i)\Q"# + $0 + #"\E"#) })
    var matcher = EventMatcher(PatternSet(specs))
    for (index, text) in texts.enumerated() {
      for before in 0..<40 {
        for after in 0..<9 {
          let record =
            [UInt8](repeating: 0x2E, count: before) + Array(text.utf8)
            + [UInt8](repeating: 0x2E, count: after)
          let found = matcher.ranges(in: record)
          let end = before + text.utf8.count
          try #require(found[index] == [before..<end], "\(text) at \(before)")
        }
      }
    }
  }

  @Test func findsManyLiterals() throws {
    var generator = SplitMix64(state: 7)
    let words = (0..<1_500).map { _ in
      (0..<Int.random(in: 1...24, using: &generator)).map { _ in
        UInt8.random(in: 0x61...0x7A, using: &generator)
      }
    }
    let specs = try words.map {
      PatternSpec(
        literals: [$0], pattern: try CompiledPattern(String(decoding: $0, as: UTF8.self)))
    }
    var matcher = EventMatcher(PatternSet(specs))
    var twin = SlowTwin(specs)
    for _ in 0..<20 {
      let record = (0..<12).flatMap { _ in words.randomElement(using: &generator) ?? [] }
      try #require(matcher.ranges(in: record) == twin.matches(in: record))
    }
  }
}
