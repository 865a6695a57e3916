import Testing

@testable import PCRE

@Suite struct MatcherTests {
  /// Searches bytes, and returns the outcome with the ranges of the match and its captures.
  private func search(
    _ pattern: String, _ bytes: [UInt8], from start: Int = 0, upTo end: Int = .max,
    edges: Matcher.Edges = []
  ) throws -> (outcome: MatchOutcome, captures: [Range<Int>?]) {
    let pattern = try CompiledPattern(pattern)
    var matcher = Matcher()
    let outcome = bytes.withUnsafeBytes {
      matcher.firstMatch(of: pattern, in: $0, startingIn: start...end, edges: edges)
    }
    return (outcome, (0...pattern.captureCount).map { matcher.capture($0) })
  }

  @Test func readsCapturesAsByteRanges() throws {
    let found = try search("(b)(x)?(c)", Array("abc".utf8))
    #expect(found.outcome == .match)
    #expect(found.captures == [1..<3, 1..<2, nil, 2..<3])
  }

  @Test func forgetsTheLastMatchWhenNothingMatches() throws {
    var matcher = Matcher()
    let pattern = try CompiledPattern("(a)")
    #expect(Array("a".utf8).withUnsafeBytes { matcher.firstMatch(of: pattern, in: $0) } == .match)
    #expect(Array("b".utf8).withUnsafeBytes { matcher.firstMatch(of: pattern, in: $0) } == .none)
    #expect(matcher.capture(0) == nil)
    #expect(matcher.capture(1) == nil)
    #expect(matcher.range == 0..<0)
  }

  @Test func growsForPatternsWithManyCaptures() throws {
    let text = Array("abcdefghijklmnopqrstuvwxyz0123456789ABCD".utf8)
    let found = try search(text.map { "(\(Character(UnicodeScalar($0))))" }.joined(), text)
    #expect(found.outcome == .match)
    #expect(found.captures == [0..<40] + (0..<40).map { $0..<($0 + 1) })
  }

  @Test func servesSmallPatternsAfterLargeOnes() throws {
    var matcher = Matcher()
    let large = try CompiledPattern(String(repeating: "(.)", count: 30))
    let small = try CompiledPattern("c")
    let text = Array("abcdefghijklmnopqrstuvwxyzabcdef".utf8)
    text.withUnsafeBytes { bytes in
      #expect(matcher.firstMatch(of: large, in: bytes) == .match)
      #expect(matcher.capture(30) == 29..<30)
      #expect(matcher.firstMatch(of: small, in: bytes) == .match)
      #expect(matcher.range == 2..<3)
      #expect(matcher.capture(1) == nil)
      #expect(matcher.capture(-1) == nil)
    }
  }

  @Test(arguments: ["", "(*NO_JIT)"])
  func seesWhatLiesBeforeTheStart(prefix: String) throws {
    let text = Array("abab".utf8)
    #expect(try search(prefix + "^a", text, from: 2).outcome == .none)
    #expect(try search(prefix + #"\Aa"#, text, from: 2).outcome == .none)
    #expect(try search(prefix + "(?<=b)a", text, from: 2).captures == [2..<3])
    #expect(try search(prefix + #"\ba"#, text, from: 2).outcome == .none)
    #expect(try search(prefix + "a", text, from: 3).outcome == .none)
    #expect(try search(prefix + "$", text, from: 4).captures == [4..<4])
    #expect(try search(prefix + "$", text, from: 5).outcome == .none)
  }

  @Test(arguments: ["", "(*NO_JIT)"])
  func startsNoMatchBehindTheLastStart(prefix: String) throws {
    let text = Array("xabab".utf8)
    #expect(try search(prefix + "ab", text, upTo: 0).outcome == .none)
    #expect(try search(prefix + "ab", text, upTo: 1).captures == [1..<3])
    #expect(try search(prefix + "ab", text, from: 2, upTo: 2).outcome == .none)
    #expect(try search(prefix + "ab", text, from: 2, upTo: 3).captures == [3..<5])
    #expect(try search(prefix + "(?=bab)", text, from: 5, upTo: 5).outcome == .none)
  }

  @Test func forgetsTheLastStart() throws {
    var matcher = Matcher()
    let pattern = try CompiledPattern("b")
    Array("ab".utf8).withUnsafeBytes { bytes in
      #expect(matcher.firstMatch(of: pattern, in: bytes, startingIn: 0...0) == .none)
      #expect(matcher.firstMatch(of: pattern, in: bytes) == .match)
    }
  }

  @Test(arguments: ["", "(*NO_JIT)"])
  func keepsAnchorsFromCutEdges(prefix: String) throws {
    let text = Array("ab".utf8)
    #expect(try search(prefix + "^a", text, edges: .startIsCut).outcome == .none)
    #expect(try search(prefix + "b$", text, edges: .endIsCut).outcome == .none)
    #expect(try search(prefix + "(?m)b$", text, edges: .endIsCut).outcome == .none)
    #expect(try search(prefix + "^ab$", text).outcome == .match)
  }

  @Test(arguments: ["", "(*NO_JIT)"])
  func movesAStartWithinACharacterToItsEnd(prefix: String) throws {
    let text = Array("\u{6F22}\u{6F22}a".utf8)
    #expect(try search(prefix + ".", text, from: 1).captures == [3..<6])
    #expect(try search(prefix + ".", text, from: 5).captures == [6..<7])
    #expect(try search(prefix + ".", [0x80, 0x80, 0x80], from: 1).outcome == .none)
  }

  @Test(arguments: ["", "(*NO_JIT)"])
  func takesBrokenUTF8AsBytesThatNothingMatches(prefix: String) throws {
    let broken: [UInt8] = [0x61, 0xFF, 0x62, 0xC3, 0x63, 0xED, 0xA0, 0x80, 0x64]
    #expect(try search(prefix + "b", broken).captures == [2..<3])
    #expect(try search(prefix + "d$", broken).captures == [8..<9])
    #expect(try search(prefix + "a.b", broken).outcome == .none)
    #expect(try search(prefix + "b[^x]c", broken).outcome == .none)
  }

  @Test func readsAnEmptyTextWithoutAnAddress() throws {
    var matcher = Matcher()
    let empty = UnsafeRawBufferPointer(start: nil, count: 0)
    #expect(matcher.firstMatch(of: try CompiledPattern("^$"), in: empty) == .match)
    #expect(matcher.range == 0..<0)
    #expect(matcher.firstMatch(of: try CompiledPattern("a"), in: empty) == .none)
  }

  struct LimitCase: CustomTestStringConvertible, Sendable {
    var pattern: String
    var limit: MatchLimit
    var testDescription: String { pattern }
  }

  @Test(arguments: [
    LimitCase(pattern: "(a+){2,}c", limit: .steps),
    LimitCase(pattern: "(*NO_JIT)(?:a|b|aa)+c", limit: .steps),
    LimitCase(pattern: "(*NO_JIT)(*LIMIT_DEPTH=10)(?:a|b|aa)+c", limit: .depth),
    LimitCase(pattern: "(*NO_JIT)(*LIMIT_HEAP=0)(?:a|b|aa)+c", limit: .heap),
    LimitCase(pattern: "(?:a|b|aa)+c", limit: .stack),
  ])
  func tellsWhichLimitEndedASearch(_ limit: LimitCase) throws {
    // Without the end PCRE2 would see that the text lacks what every match ends with.
    let text = [UInt8](repeating: 0x61, count: 60_000) + Array("!bc".utf8)
    #expect(try search(limit.pattern, text).outcome == .limit(limit.limit))
  }
}
