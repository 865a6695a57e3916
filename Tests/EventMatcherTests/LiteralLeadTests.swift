import PCRE
import TestSupport
import Testing

@testable import EventMatcher

@Suite struct LiteralLeadTests {
  @Test(arguments: [
    ("CUDA out of memory", "CUDA out of memory", 0),
    (
      #"(?m)(?:^[ \t>*|!#-]{0,8}|(?<!sage attention):[ ]?|[ \t]{2})CUDA out of memory\.?$"#,
      "CUDA out of memory", 8
    ),
    (#"(?<path>[^"\n]*)", line \d+ in forward"#, " in forward", LiteralLead.line),
    (#"[^\s]+ loaded (?:\n|x|y)"#, " loaded ", LiteralLead.line),
    (#"a\.b\+c (?:x|y)"#, "a.b+c ", 0), (#"[]x-]loaded"#, "loaded", 1),
    // Of alternatives the longest counts, of quantifiers the most, and what looks around is nothing.
    ("(?:a|bcd|(?:ef){1,3}|)loaded", "loaded", 6), ("a?b{2}c{2,3}loaded", "loaded", 6),
    (#"(?=[^\n]*loaded)(?<=abc)(?!d)x\bloaded"#, "loaded", 1),
    // A character may have four bytes; é is two here and in the text.
    (#".[^\n]\wéloaded"#, "loaded", 14), ("[é]loaded", "loaded", 4), ("a{x}loaded", "loaded", 4),
    ("(?:a{40}){40}loaded", "loaded", 1600),
    ("(?:a{9999}){9999}loaded", "loaded", LiteralLead.line),
    ("a+?b*+loaded", "loaded", LiteralLead.line), ("a{2,}loaded", "loaded", LiteralLead.line),
  ])
  func tellsHowFarInFrontAMatchMayBegin(_ source: String, _ literal: String, _ bytes: Int) {
    #expect(LiteralLead.bytes(of: source, literals: [Array(literal.utf8)]) == bytes)
  }

  @Test(arguments: [
    // A line feed may stand in front.
    (#"first\n.*second"#, "second"), (#"first\s+second"#, "second"), (#"[^x]*second"#, "second"),
    (#"(?s)first.*second"#, "second"), (#"[\s\S]*second"#, "second"), (#"\Wsecond"#, "second"),
    (#"[\t-~]second"#, "second"), ("first\nsecond", "second"), (#"(?s:.)second"#, "second"),
    (#"(?-m)second"#, "second"), (#"[[:space:]]second"#, "second"), (#"\Rsecond"#, "second"),
    (#"\x0asecond"#, "second"), (#"(first)\1second"#, "second"),
    // The literal may be missing.
    ("first|second", "second"), ("first|second", "first"), ("(?:first|second) third", "second"),
    ("secon?d", "second"), ("seconds?", "seconds"), ("second*", "second"),
    ("second{0,1}", "second"), ("(?:second)?", "second"), (#"second[)]|x"#, "second"),
    (#"second\Q|\E"#, "second"),
    // It stands nowhere in the source.
    (#"secon\x64"#, "second"), (#"s[e]cond"#, "second"),
    // Versions of PCRE2 read these quantifiers differently.
    ("a{,3}second", "second"), ("a{ 3}second", "second"), ("a{3 }second", "second"),
    // Nothing is open here.
    ("a)second", "second"),
  ])
  func refusesTheOthers(_ source: String, _ literal: String) {
    #expect(LiteralLead.bytes(of: source, literals: [Array(literal.utf8)]) == nil)
  }

  @Test func refusesSeveralLiterals() {
    #expect(LiteralLead.bytes(of: "abc", literals: [Array("a".utf8), Array("b".utf8)]) == nil)
    #expect(LiteralLead.bytes(of: "abc", literals: []) == nil)
  }

  /// A search around the literal finds what a search of the whole text finds.
  @Test(arguments: [
    (#"(?m)(?:^[ \t]{0,8}|(?<!not):[ ]?)CUDA out of memory\.?$"#, "CUDA out of memory"),
    (#"(?<a>[^"\n]*)" in forward(?s:.*?)end"#, " in forward"),
    (#"^CUDA out of memory"#, "CUDA out of memory"),
    (#"(?<=\n)x: CUDA out of memory"#, "CUDA out of memory"),
    (#"(?:x{1,3}|é: |"?)CUDA out of memory(?! \n)"#, "CUDA out of memory"),
    (#"(?<!x)[^\n]?: CUDA out of memory(?=[^\n]*x)"#, "CUDA out of memory"),
  ])
  func findsTheSame(_ source: String, _ literal: String) throws {
    let pattern = try CompiledPattern(source)
    let pieces = [
      "CUDA out of memory", "CUDA out of memory.", "not:", ": ", "\n", "  ", "x", "\" in forward",
      "a\"b", "end", "x: ", "é", "é: ",
    ]
    var generator = SplitMix64(state: 42)
    var matcher = EventMatcher(
      PatternSet([PatternSpec(literals: [Array(literal.utf8)], pattern: pattern)]))
    var whole = Matcher()
    for _ in 0..<3000 {
      let count = Int.random(in: 1...12, using: &generator)
      let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      var bytes = Array(text.utf8)
      bytes.withUnsafeMutableBytes { buffer in
        let text = UnsafeRawBufferPointer(buffer)
        matcher.match(text)
        let expected = whole.firstMatch(of: pattern, in: text) == .match ? whole.range : nil
        #expect(
          matcher.matches.first?.range == expected, "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }
}
