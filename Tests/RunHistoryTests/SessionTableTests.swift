import GRDB
import TestSupport
import Testing

@testable import RunHistory
@testable import SessionAnalysis

/// What the indexes find, against a comparison with each of the sessions that are stored.
struct SessionTableTests {
  @Test("finds what a comparison with all sessions finds", arguments: 0..<6)
  func findsAll(_ seed: UInt64) throws {
    var random = SplitMix64(state: seed &+ 300)
    let folder = try TemporaryFolder()
    let history = try RunHistory(path: folder.path("a.sqlite"), mode: .readWrite)
    var logs = StartingLogs()
    var stored = StoredContents()
    var found = [0, 0, 0, 0]
    try history.transact { db in
      try db.execute(sql: "INSERT INTO name VALUES (1, 'studio')")
      for _ in 0..<130 {
        let content = logs.next(&random)
        let id = Prefixes.number(content.hash)
        guard try SessionTable.row(of: id, isOpen: true, db) == nil else { continue }
        let key = try PieceKey(of: SessionSketch(content), db)

        let longer = try SessionTable.longerVersion(
          of: content, id: id, besides: { _ in false }, db)
        #expect(longer == stored.longerVersion(of: content))
        let whole = try SessionTable.whole(of: content, key: key, db)
        #expect(whole == stored.whole(of: content))
        let shorter = try SessionTable.shorterVersions(
          of: content, id: id, besides: { _ in false }, db
        ).map(\.row)
        #expect(Set(shorter) == stored.shorterVersions(of: content))
        let pieces = try SessionTable.pieces(of: content, besides: { _ in false }, db).map(\.row)
        #expect(Set(pieces) == stored.pieces(of: content))
        #expect(Set(shorter).count == shorter.count && Set(pieces).count == pieces.count)

        for (index, count) in [
          longer == nil ? 0 : 1, whole == nil ? 0 : 1, shorter.count, pieces.count,
        ]
        .enumerated() {
          found[index] += count
        }
        stored.rows.append((try Self.store(content, key, db), content))
      }
    }
    #expect(found.allSatisfy { $0 > 10 }, "\(found)")
  }

  @Test("finds the sources that go on behind an input, and its beginnings", arguments: 0..<6)
  func findsSources(_ seed: UInt64) throws {
    var random = SplitMix64(state: seed &+ 400)
    let folder = try TemporaryFolder()
    let history = try RunHistory(path: folder.path("a.sqlite"), mode: .readWrite)
    var logs = StartingLogs()
    var stored = StoredContents()
    var found = (known: 0, beginnings: 0)
    try history.transact { db in
      for row in 1...130 {
        var content = logs.next(&random)
        content.isOpen = true
        guard !stored.rows.contains(where: { $0.content.hash == content.hash }) else { continue }
        let known = try SourceTable.knownRow(content, db)
        #expect((known != nil) == (stored.longerVersion(of: content) != nil))
        let beginnings = try SourceTable.beginnings(of: content, db)
        #expect(Set(beginnings) == stored.beginnings(of: content))
        found = (found.known + (known == nil ? 0 : 1), found.beginnings + beginnings.count)
        try Self.storeSource(content, row, db)
        stored.rows.append((row, content))
      }
    }
    #expect(found.known > 3 && found.beginnings > 3, "\(found)")
  }

  /// The numbers of a range of hashes, which begin with those of the upper half.
  @Test(arguments: [
    HashRange(name: "none", first: 5, end: 5, numbers: []),
    HashRange(name: "lower half", first: 0, end: 5, numbers: [0...4]),
    HashRange(name: "upper half", first: 1 << 63, end: .max, numbers: [.min ... -2]),
    HashRange(name: "both", first: 3, end: 1 << 63 + 2, numbers: [3 ... .max, .min ... .min + 1]),
    HashRange(name: "up to the half", first: 3, end: 1 << 63, numbers: [3 ... .max]),
  ]) func ordersHashesWithoutTheirSign(_ range: HashRange) {
    #expect(Prefixes.numbers(from: range.first, below: range.end) == range.numbers)
  }

  struct HashRange: CustomTestStringConvertible {
    var name: String
    var first: UInt64
    var end: UInt64
    var numbers: [ClosedRange<Int>]
    var testDescription: String { name }
  }

  private static func store(
    _ content: LogContent, _ key: PieceKey?, _ db: Database
  ) throws -> Int {
    let session = WaitingSession(
      content: content, frontEnd: 0, lastLine: content.firstLine, runCount: 0, unknownRecords: 0,
      busy: 0)
    let row = try SessionTable.write(
      session, placeholder: nil,
      SessionTable.Values(
        id: Prefixes.number(content.hash), time: 0, isTimePrinted: true, host: 1, frontEnd: 1,
        facts: [], piece: content.isHeadless ? key : nil), db)
    var hashes = SessionHashes()
    hashes.add(content, of: row)
    try SessionTable.write(hashes.inOrder(), db)
    return row
  }

  private static func storeSource(_ content: LogContent, _ row: Int, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO source VALUES (?, ?, 0, ?, ?, ?, 0, 0, ?, ?, 'a.log', NULL, 0)
        """,
      arguments: [
        row, Prefixes.number(content.hash), content.units, Prefixes.number(content.chain),
        content.tailBytes, Prefixes.number(content.marks.last ?? 0),
        Prefixes.blob(content.prefixes),
      ])
    for mark in content.marks {
      try db.execute(
        sql: "INSERT INTO source_mark VALUES (?, ?)", arguments: [Prefixes.number(mark), row])
    }
  }
}

// MARK: - Slow twin

/// Stored contents, each of which is compared.
private struct StoredContents {
  var rows: [(row: Int, content: LogContent)] = []

  /// The rows in the order of their contents.
  private var inOrder: [(row: Int, content: LogContent)] {
    rows.sorted { Prefixes.number($0.content.hash) < Prefixes.number($1.content.hash) }
  }

  func longerVersion(of content: LogContent) -> Int? {
    guard content.isOpen else { return nil }
    return inOrder.first { Self.isBeginning(content, of: $0.content) }?.row
  }

  func shorterVersions(of content: LogContent) -> Set<Int> {
    rows(where: { $0.isOpen && Self.isBeginning($0, of: content) })
  }

  func beginnings(of content: LogContent) -> Set<Int> {
    rows(where: { Self.begins(content, with: $0) })
  }

  func whole(of content: LogContent) -> Int? {
    guard content.isHeadless else { return nil }
    let piece = SessionSketch(content)
    return inOrder.first { SessionSketch($0.content).holds(piece) }?.row
  }

  func pieces(of content: LogContent) -> Set<Int> {
    let whole = SessionSketch(content)
    return rows(where: { $0.isHeadless && whole.holds(SessionSketch($0)) })
  }

  private func rows(where test: (LogContent) -> Bool) -> Set<Int> {
    Set(rows.filter { test($0.content) }.map(\.row))
  }

  /// Whether an open content goes on as another one does, or has fewer bytes behind the same units.
  private static func isBeginning(_ content: LogContent, of other: LogContent) -> Bool {
    guard begins(other, with: content) else { return false }
    if other.units > content.units || !other.isOpen { return true }
    return (content.tailBytes, Prefixes.number(content.hash))
      < (other.tailBytes, Prefixes.number(other.hash))
  }

  private static func begins(_ content: LogContent, with other: LogContent) -> Bool {
    content.units >= other.units && content.prefixes.starts(with: other.prefixes)
      && (content.units > other.units || content.chain == other.chain)
  }
}

// MARK: - Logs

/// Sessions of one program: with the text of its start, which few lines may precede, then what each says
/// for itself, of up to some hundred lines; and beginnings and pieces of those before.
private struct StartingLogs {
  private var logs: [[String]] = []

  mutating func next(_ random: inout SplitMix64) -> LogContent {
    let choice = Int.random(in: 0..<6, using: &random)
    guard choice < 3, let log = logs.randomElement(using: &random), log.count > 8 else {
      let lines = Self.lines(&random)
      logs.append(lines)
      return Self.content(lines, isOpen: Bool.random(using: &random), &random)
    }
    if choice == 0 {
      // A beginning, of which the last line may have begun.
      let lines = Array(log.prefix(Int.random(in: 4...log.count, using: &random)))
      return Self.content(lines, isOpen: true, &random)
    }
    let start = Int.random(in: 1..<log.count - 4, using: &random)
    let isToTheEnd = Bool.random(using: &random)
    let end = isToTheEnd ? log.count : Int.random(in: start + 4...log.count, using: &random)
    // The first line may be the rest of one.
    let lines = [String(log[start].dropFirst(choice - 1))] + log[start + 1..<end]
    return Self.content(
      lines, isOpen: !isToTheEnd || Bool.random(using: &random), &random, isHeadless: true)
  }

  private static func lines(_ random: inout SplitMix64) -> [String] {
    var lines: [String] = []
    for _ in 0..<max(0, Int.random(in: -4...4, using: &random)) {
      lines.append("warning \(random.next() % 8)")
    }
    lines += (0..<Int.random(in: 20...40, using: &random)).map { "start-up \($0 % 31)" }
    let most = 1 << Int.random(in: 0...11, using: &random)
    for _ in 0..<Int.random(in: 0..<most, using: &random) {
      let isOwn = Int.random(in: 0..<3, using: &random) > 0
      lines.append(isOwn ? "rate \(random.next())" : "saved \(random.next() % 16)")
    }
    return lines
  }

  private static func content(
    _ lines: [String], isOpen: Bool, _ random: inout SplitMix64, isHeadless: Bool? = nil
  ) -> LogContent {
    var bytes = lines.map { $0 + "\n" }.joined().utf8.map { $0 }
    if isOpen { bytes.removeLast(Int.random(in: 0...3, using: &random)) }
    let lineFeeds = bytes.indices.filter { bytes[$0] == 0x0A }.map(UInt32.init)
    var digester = ContentDigester(.current)
    bytes.withUnsafeBytes { chunk in
      lineFeeds.withUnsafeBufferPointer { digester.feed(chunk, lineFeeds: $0) }
      digester.endChunk(chunk)
    }
    var content = digester.endSession(before: isOpen ? nil : lines.count + 1)
    content.isHeadless = isHeadless ?? Bool.random(using: &random)
    return content
  }
}
