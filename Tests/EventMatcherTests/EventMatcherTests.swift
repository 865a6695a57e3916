import PCRE
import Testing

@testable import EventMatcher

@Suite struct EventMatcherTests {
  private func makeMatcher(_ specs: [([String], String)]) throws -> EventMatcher {
    EventMatcher(PatternSet(try makeSpecs(specs)))
  }

  private func filler(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x2E, count: count) }

  @Test func ordersMatchesByPatternAndTakesTheFirstOfEach() throws {
    var matcher = try makeMatcher([
      (["second"], "second"), ([], "f(i)rst"), (["first"], "(?<a>x)?first (?<b>[0-9])"),
    ])
    let found = Array("first 1 first 2 second second".utf8).withUnsafeBytes { matcher.match($0) }
    #expect(found)
    #expect(matcher.matches.map(\.pattern) == [0, 1, 2])
    #expect(matcher.matches.map(\.range) == [16..<22, 0..<5, 0..<7])
    let last = try #require(matcher.matches.last)
    #expect(matcher.capture(1, of: last) == nil)
    #expect(matcher.capture(2, of: last) == 6..<7)
    #expect(matcher.capture(3, of: last) == nil)
    #expect(matcher.capture(0, of: last) == nil)
  }

  @Test func forgetsTheLastRecord() throws {
    var matcher = try makeMatcher([(["literal"], "(literal)")])
    #expect(matcher.ranges(in: Array("a literal".utf8)) == [0: [2..<9, 2..<9]])
    #expect(matcher.ranges(in: Array("nothing".utf8)) == [:])
    #expect(matcher.captures == [])
  }

  @Test func findsOnePatternAlone() throws {
    var matcher = try makeMatcher([(["some"], "some text"), (["some"], "some (t)"), ([], "^$")])
    let bytes = Array("at some text".utf8)
    #expect(bytes.withUnsafeBytes { matcher.match(pattern: 1, in: $0) })
    #expect(matcher.matches.map(\.pattern) == [1])
    #expect(matcher.matches.first.flatMap { matcher.capture(1, of: $0) } == 8..<9)
    #expect(!Array("other".utf8).withUnsafeBytes { matcher.match(pattern: 1, in: $0) })
    #expect(matcher.matches.isEmpty && matcher.captures.isEmpty)
    #expect(!bytes[..<0].withUnsafeBytes { matcher.match(pattern: 0, in: $0) })
    #expect(bytes[..<0].withUnsafeBytes { matcher.match(pattern: 2, in: $0) })
  }

  @Test func readsEmptyRecords() throws {
    var matcher = try makeMatcher([(["literal"], "literal"), ([], "^$"), ([""], "^(?!x)")])
    #expect(matcher.ranges(in: []) == [1: [0..<0], 2: [0..<0]])
    matcher.match(UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(matcher.matches.map(\.pattern) == [1, 2])
  }

  /// With other digits `step 17` may become `step 42`, and nothing else.
  @Test(arguments: [
    ("step 42 of 99", true), ("step 17 of 99", true), ("step 7 of 99", false), ("steps", false),
    ("12nan", true), ("nan", true), ("na", false), ("", false),
  ])
  func tellsWhatOtherDigitsMayMatch(_ text: String, _ may: Bool) throws {
    let set = PatternSet(try makeSpecs([(["step 42"], "step 42"), (["x", "nan"], "nan")]))
    for _ in 0..<2 {
      #expect(Array(text.utf8).withUnsafeBytes { set.mayMatch(apartFromDigits: $0) } == may)
    }
    let unfiltered = PatternSet(try makeSpecs([(["step 42"], "step 42"), ([], "nan")]))
    #expect(Array(text.utf8).withUnsafeBytes { unfiltered.mayMatch(apartFromDigits: $0) })
  }

  @Test func worksWithoutPatterns() throws {
    var matcher = try makeMatcher([])
    #expect(matcher.ranges(in: Array("text".utf8)) == [:])
  }

  @Test func matchesAPatternOnceThoughItsLiteralsAreRepeated() throws {
    var matcher = try makeMatcher([(["literal", "literal", "lite"], "literal")])
    #expect(matcher.ranges(in: Array("literal literal".utf8)) == [0: [0..<7]])
    #expect(matcher.matches.count == 1)
  }

  @Test func listsPatternsThatHaveNoUsableLiteral() throws {
    let set = PatternSet(
      try makeSpecs([(["a"], "a"), ([], "b"), (["c", ""], "c"), (["d"], "d")]))
    #expect(set.unfiltered == [1, 2])
  }

  // MARK: - Long records

  struct AnchorCase: CustomTestStringConvertible, Sendable {
    var pattern: String
    var before: Int
    var after: Int
    var matches: Bool
    var testDescription: String { "\(pattern) with \(before) before and \(after) behind" }
  }

  @Test(
    arguments: ["", "(*NO_JIT)"],
    [
      AnchorCase(pattern: "^literal", before: 0, after: 9_000, matches: true),
      AnchorCase(pattern: "^literal", before: 1, after: 9_000, matches: false),
      AnchorCase(pattern: "^literal", before: 2_048, after: 9_000, matches: false),
      AnchorCase(pattern: #"^[.]*literal"#, before: 9_000, after: 0, matches: false),
      AnchorCase(pattern: "literal$", before: 9_000, after: 0, matches: true),
      AnchorCase(pattern: "literal$", before: 9_000, after: 1, matches: false),
      AnchorCase(pattern: "literal[.]*$", before: 9_000, after: 9_000, matches: false),
      AnchorCase(pattern: #"literal[.]*\z"#, before: 9_000, after: 9_000, matches: false),
      AnchorCase(pattern: #"literal[.]*\z"#, before: 9_000, after: 5, matches: true),
      AnchorCase(pattern: #"\Aliteral"#, before: 9_000, after: 9_000, matches: false),
      AnchorCase(pattern: "(?<=[.])literal", before: 4_096, after: 9_000, matches: true),
    ])
  func takesOnlyTheRecordsEndsForEnds(prefix: String, anchor: AnchorCase) throws {
    var matcher = try makeMatcher([(["literal"], prefix + anchor.pattern)])
    let record = filler(anchor.before) + Array("literal".utf8) + filler(anchor.after)
    #expect(matcher.ranges(in: record).isEmpty == !anchor.matches)
  }

  @Test(arguments: ["", "(*NO_JIT)"])
  func findsAMatchAnywhereInALongRecord(prefix: String) throws {
    var matcher = try makeMatcher([(["literal"], prefix + "<literal>")])
    for before in stride(from: 0, through: 9_000, by: 61) {
      let record = filler(before) + Array("<literal>".utf8) + filler(9_000 - before)
      let found = matcher.ranges(in: record)
      #expect(found == [0: [before..<(before + 9)]])
    }
    #expect(matcher.limits == [])
  }

  @Test func goesOnToLaterPlacesWhenTheFirstOnesDoNotMatch() throws {
    var matcher = try makeMatcher([(["literal"], "literal!")])
    let decoy = Array("literal".utf8) + filler(5_000)
    let record = decoy + decoy + decoy + Array("literal!".utf8)
    #expect(matcher.ranges(in: record) == [0: [15_021..<15_029]])
    #expect(matcher.limits == [])
  }

  @Test func countsRecordsWithMorePlacesThanAreSearched() throws {
    var matcher = try makeMatcher([(["other"], "other"), (["literal"], "literal!")])
    let decoy = Array("literal".utf8) + filler(5_000)
    let record = Array(repeatElement(decoy, count: 8).joined()) + Array("literal!".utf8)
    #expect(matcher.ranges(in: record) == [:])
    #expect(matcher.limits == [LimitCount(pattern: 1, bound: .places, count: 1)])
    #expect(matcher.limitHits == 1)
  }

  @Test func countsWhatWasSearchedInPartOnly() throws {
    var matcher = try makeMatcher([(["literal"], "literal!"), ([], "absent")])
    #expect(matcher.ranges(in: Array("literal".utf8) + filler(4_089)) == [:])
    #expect(matcher.limits == [])
    #expect(matcher.ranges(in: Array("literal".utf8) + filler(4_090)) == [:])
    #expect(
      matcher.limits == [
        LimitCount(pattern: 0, bound: .window, count: 1),
        LimitCount(pattern: 1, bound: .window, count: 1),
      ])
  }

  @Test func countsAMatchThatReachesTheEdgeOfWhatWasSearched() throws {
    var matcher = try makeMatcher([(["literal"], "literal([.]*)")])
    #expect(
      matcher.ranges(in: Array("literal".utf8) + filler(9_000)) == [0: [0..<4_096, 7..<4_096]])
    #expect(matcher.limits == [LimitCount(pattern: 0, bound: .window, count: 1)])
  }

  @Test func cutsNoCharacters() throws {
    var matcher = try makeMatcher([(["literal"], "literal(.*)")])
    for shift in 0..<4 {
      let text = "literal" + String(repeating: "\u{1F525}", count: 2_000)
      let record = filler(shift) + Array(text.utf8)
      let range = try #require(matcher.ranges(in: record)[0]?[1])
      #expect(range.count % 4 == 0)
      #expect(range.upperBound > 4_092)
    }
  }

  @Test func isQuickWithAPatternThatBacktracksOnALongRecord() throws {
    var matcher = try makeMatcher([(["py"], #"(?:\w+\.)+py:"#), ([], #"(?:\w+\.)+py:"#)])
    let record = Array(String(repeating: "ab.", count: 21_845).utf8) + Array("py".utf8)
    let clock = ContinuousClock()
    let elapsed = clock.measure { #expect(matcher.ranges(in: record) == [:]) }
    #expect(elapsed < .milliseconds(500))
    #expect(matcher.limits.map(\.pattern) == [0, 1])
  }

  @Test func namesTheLimitOfASearch() throws {
    var matcher = try makeMatcher([(["a!b"], "(a+)+b")])
    #expect(matcher.ranges(in: [UInt8](repeating: 0x61, count: 40) + Array("!b".utf8)) == [:])
    #expect(
      matcher.limits == [LimitCount(pattern: 0, bound: .search(.steps), count: 1)])
  }

  @Test func readsBrokenTextAndNULs() throws {
    var matcher = try makeMatcher([(["literal"], "literal(.)"), (["\0\0"], #"\x00+"#)])
    let record: [UInt8] = [0x80, 0xFF, 0, 0, 0] + Array("literal".utf8) + [0xC3, 0x28]
    #expect(matcher.ranges(in: record) == [1: [2..<5]])
    #expect(matcher.ranges(in: record + Array("literal\u{6F22}".utf8))[0] == [14..<24, 21..<24])
  }

  @Test func survivesContinuationBytesAtTheEdges() throws {
    var matcher = try makeMatcher([(["literal"], "literal")])
    let noise = [UInt8](repeating: 0x80, count: 6_000)
    let found = matcher.ranges(in: noise + Array("literal".utf8) + noise)
    #expect(found == [0: [6_000..<6_007]])
  }
}
