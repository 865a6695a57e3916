import TestSupport
import Testing

@testable import SessionAnalysis

/// Contents of a log that comes in pieces, against those that a plain reading of it gives.
struct ContentDigesterTests {
  @Test(arguments: [1, 7, 64, 511, 512, 513, 4096, 1 << 20])
  func findsTheSameHoweverTheLogIsCut(_ size: Int) {
    var random = SplitMix64(state: 5)
    for round in 0..<6 {
      let log = Self.log(lines: 40 << round, endsLine: round % 2 == 0, &random)
      let starts = Self.starts(log.count(of: 0x0A), &random)
      let (sessions, stream) = Self.contents(of: log, starts: starts, size: size)
      let units = PlainUnit.units(of: log)
      var plain: [LogContent] = []
      for (start, end) in zip([1] + starts, starts + [.max]) {
        plain.append(LogContent(plain: units, from: start, to: end, of: log))
      }
      #expect(sessions == plain)
      var whole = LogContent(plain: units, from: 1, to: .max, of: log)
      (whole.headUnits, whole.sum, whole.landmarks) = (0, 0, [])
      #expect(stream.content == whole)
      #expect(stream.lastSession.byte == plain.last?.offset)
      #expect(stream.lastSession.line == plain.last?.firstLine)
      #expect(stream.lastSession.units == units.count { $0.line < starts.last ?? 1 })
    }
  }

  @Test func keepsNoMoreUnitsThanThoseOfALongLine() {
    // As many short lines as do not fit: the first of them belong to the session that is open.
    let log = [UInt8](repeating: 0x0A, count: 70_000)
    var digester = ContentDigester()
    digester.feed(log)
    #expect(digester.endSession(before: 10).units == 32_768)
    #expect(digester.endSession(before: nil).units == 70_000 - 32_768)
  }

  /// Lines of all lengths, of which some come again.
  private static func log(
    lines: Int, endsLine: Bool, _ random: inout SplitMix64
  ) -> [UInt8] {
    var known: [[UInt8]] = [[]]
    var log: [UInt8] = []
    for _ in 0..<lines {
      if Int.random(in: 0..<3, using: &random) == 0 {
        let longest = [3, 90, 1200][Int.random(in: 0..<3, using: &random)]
        let count = Int.random(in: 0...longest, using: &random)
        known.append((0..<count).map { _ in UInt8.random(in: 0x20...0xFF, using: &random) })
      }
      log += known[Int.random(in: known.indices, using: &random)] + [0x0A]
    }
    if !endsLine { log += [0x61, 0x62, 0x63] }
    return log
  }

  /// Lines at which sessions begin.
  private static func starts(_ lines: Int, _ random: inout SplitMix64) -> [Int] {
    (2...lines).filter { _ in Int.random(in: 0..<(lines / 4), using: &random) == 0 }
  }

  private static func contents(
    of log: [UInt8], starts: [Int], size: Int
  ) -> (sessions: [LogContent], stream: StreamContent) {
    var digester = ContentDigester()
    var sessions: [LogContent] = []
    var starts = starts[...]
    var line = 1
    for start in stride(from: 0, to: log.count, by: size) {
      let chunk = Array(log[start..<min(start + size, log.count)])
      digester.feed(chunk)
      line += chunk.count(of: 0x0A)
      while let first = starts.first, first <= line {
        sessions.append(digester.endSession(before: first))
        starts.removeFirst()
      }
      digester.advance(before: line)
    }
    sessions.append(digester.endSession(before: nil))
    return (sessions, digester.stream)
  }
}

extension ContentDigester {
  /// Takes a chunk, some lines at a time.
  fileprivate mutating func feed(_ chunk: [UInt8]) {
    var lineFeeds = chunk.indices.filter { chunk[$0] == 0x0A }.map(UInt32.init)[...]
    chunk.withUnsafeBytes { bytes in
      while !lineFeeds.isEmpty {
        let next = lineFeeds.prefix(700)
        next.withUnsafeBufferPointer { feed(bytes, lineFeeds: $0) }
        lineFeeds = lineFeeds.dropFirst(next.count)
      }
      endChunk(bytes)
    }
  }
}

extension [UInt8] {
  fileprivate func count(of byte: UInt8) -> Int { count { $0 == byte } }
}

/// A unit and where it stands.
private struct PlainUnit {
  var hash: UInt64
  var line: Int
  var range: Range<Int>

  static func units(of log: [UInt8]) -> [PlainUnit] {
    var units: [PlainUnit] = []
    var (start, line) = (0, 1)
    for index in log.indices where log[index] == 0x0A || index - start == 511 {
      let hash = log[start...index].withUnsafeBytes { ByteHash.hash($0) }
      units.append(PlainUnit(hash: hash, line: line, range: start..<index + 1))
      if log[index] == 0x0A { line += 1 }
      start = index + 1
    }
    return units
  }
}

extension LogContent {
  /// What the lines of a session are known by.
  fileprivate init(plain all: [PlainUnit], from start: Int, to end: Int, of log: [UInt8]) {
    let units = all.filter { $0.line >= start && $0.line < end }
    let tail = log[(all.last?.range.upperBound ?? 0)...]
    let bytes = units.reduce(0) { $0 + $1.range.count }
    var chain = ByteHash.start
    let chains = units.map { unit in
      chain = ByteHash.mix(chain ^ unit.hash, ByteHash.multiplier)
      return chain
    }
    let isOpen = end == .max
    let grid = sequence(first: 1) { PrefixGrid.next($0) }.prefix { $0 <= units.count }
    let last = (isOpen ? Array(tail) : []).withUnsafeBytes { ByteHash.hash($0) }
    self.init(
      offset: units.first?.range.lowerBound ?? 0, firstLine: start,
      bytes: bytes + (isOpen ? tail.count : 0), units: units.count, chain: chain,
      tailBytes: isOpen ? tail.count : 0,
      hash: ByteHash.mix(chain ^ last, UInt64(units.count) &* 2 &+ 1 &+ 0x9FB2_1C65_1E98_DF24),
      isOpen: isOpen, prefixes: grid.map { UInt32(truncatingIfNeeded: chains[$0 - 1]) },
      marks: PrefixGrid.marks(upTo: units.count).map { chains[$0 - 1] })
    headUnits = units.count { $0.line == start }
    sum = units.reduce(0) { $0 &+ $1.hash }
    var found: [UInt64: Landmark] = [:]
    var sum: UInt64 = 0
    for (index, unit) in units.enumerated() {
      sum &+= unit.hash
      guard index > 0 else { continue }
      let pair = ByteHash.mix(
        units[index - 1].hash ^ 0xD6E8_FEB8_6659_FD93, unit.hash ^ 0xA076_1D64_78BD_642F)
      let isRepeated = found[pair] != nil
      found[pair] = found[pair] ?? Landmark(hash: pair, unit: index, sum: sum, isRepeated: false)
      if isRepeated { found[pair]?.isRepeated = true }
    }
    landmarks = Array(found.values.sorted { $0.hash < $1.hash }.prefix(Landmark.limit))
  }
}
