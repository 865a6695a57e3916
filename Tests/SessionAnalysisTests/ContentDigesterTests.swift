import CByteScan
import TestSupport
import Testing

@testable import SessionAnalysis

/// Contents of a log that comes in pieces, against those that a plain reading of it gives.
struct ContentDigesterTests {
  @Test(arguments: [1, 7, 64, 511, 512, 513, 4096, 1 << 20], ContentHash.allCases)
  func findsTheSameHoweverTheLogIsCut(_ size: Int, _ hash: ContentHash) {
    var random = SplitMix64(state: 5)
    for round in 0..<6 {
      let log = Self.log(lines: 40 << round, endsLine: round % 2 == 0, &random)
      let starts = Self.starts(log.count(of: 0x0A), &random)
      let units = PlainUnit.units(of: log, hash)
      var plain: [LogContent] = []
      for (start, end) in zip([1] + starts, starts + [.max]) {
        plain.append(LogContent(plain: units, from: start, to: end, of: log, hash))
      }
      var whole = LogContent(plain: units, from: 1, to: .max, of: log, hash)
      (whole.headUnits, whole.sum, whole.landmarks) = (0, 0, [])
      for knows in Knowledge.allCases {
        let (sessions, stream) = Self.contents(
          of: log, starts: starts, size: size, hash, sessionsAreKnown: knows, &random)
        #expect(sessions == plain)
        #expect(stream.content == whole)
        #expect(stream.lastSession.byte == plain.last?.offset)
        #expect(stream.lastSession.line == plain.last?.firstLine)
        #expect(stream.lastSession.units == units.count { $0.line < starts.last ?? 1 })
      }
    }
  }

  @Test func keepsNoMoreUnitsThanThoseOfALongLine() {
    // As many short lines as do not fit: the first of them belong to the session that is open.
    let log = [UInt8](repeating: 0x0A, count: 70_000)
    var digester = ContentDigester(.current)
    log.withUnsafeBytes { bytes in
      digester.feed(bytes, lines: log.indices.map(UInt32.init))
      digester.endChunk(bytes)
    }
    #expect(digester.endSession(before: 10).units == 32_768)
    #expect(digester.endSession(before: nil).units == 70_000 - 32_768)
  }

  /// When it is known where sessions begin.
  private enum Knowledge: CaseIterable {
    /// As soon as the lines are there.
    case atOnce
    /// Some lines later.
    case later
    /// Behind the chunk.
    case behindTheChunk
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

  /// Feeds a log chunk by chunk, each some lines at a time.
  private static func contents(
    of log: [UInt8], starts: [Int], size: Int, _ hash: ContentHash,
    sessionsAreKnown knowledge: Knowledge, _ random: inout SplitMix64
  ) -> (sessions: [LogContent], stream: StreamContent) {
    var digester = ContentDigester(hash)
    var sessions: [LogContent] = []
    var starts = starts[...]
    var line = 1
    func know(upTo line: Int) {
      while let first = starts.first, first <= line {
        sessions.append(digester.endSession(before: first))
        starts.removeFirst()
      }
      digester.advance(before: line)
    }
    for start in stride(from: 0, to: log.count, by: size) {
      let chunk = Array(log[start..<min(start + size, log.count)])
      var lineFeeds = chunk.indices.filter { chunk[$0] == 0x0A }.map(UInt32.init)[...]
      chunk.withUnsafeBytes { bytes in
        while !lineFeeds.isEmpty {
          let next = lineFeeds.prefix(Int.random(in: 1...700, using: &random))
          digester.feed(bytes, lines: Array(next))
          line += next.count
          lineFeeds = lineFeeds.dropFirst(next.count)
          switch knowledge {
          case .atOnce: know(upTo: line)
          case .later: know(upTo: max(1, line - Int.random(in: 0..<9, using: &random)))
          case .behindTheChunk: break
          }
        }
        digester.endChunk(bytes)
      }
      if knowledge != .later { know(upTo: line) }
    }
    know(upTo: line)
    sessions.append(digester.endSession(before: nil))
    return (sessions, digester.stream)
  }
}

extension ContentDigester {
  fileprivate mutating func feed(_ chunk: UnsafeRawBufferPointer, lines: [UInt32]) {
    lines.withUnsafeBufferPointer { feed(chunk, lineFeeds: $0) }
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

  static func units(of log: [UInt8], _ kind: ContentHash) -> [PlainUnit] {
    var units: [PlainUnit] = []
    var (start, line) = (0, 1)
    for index in log.indices where log[index] == 0x0A || index - start == 511 {
      let hash = log[start...index].withUnsafeBytes { ContentUnit($0, kind).hash }
      units.append(PlainUnit(hash: hash, line: line, range: start..<index + 1))
      if log[index] == 0x0A { line += 1 }
      start = index + 1
    }
    return units
  }
}

extension LogContent {
  /// What the lines of a session are known by.
  fileprivate init(
    plain all: [PlainUnit], from start: Int, to end: Int, of log: [UInt8], _ kind: ContentHash
  ) {
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
    let last = (isOpen ? Array(tail) : []).withUnsafeBytes { ContentUnit($0, kind).hash }
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
