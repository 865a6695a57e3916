import PCRE
import Testing

@testable import EventMatcher

@Suite struct LiteralLineTests {
  @Test(arguments: [
    ("CUDA out of memory", "CUDA out of memory"),
    (
      #"(?m)(?:^[ \t>*|!#-]{0,8}|(?<!sage attention):[ ]?|[ \t]{2})CUDA out of memory\.?$"#,
      "CUDA out of memory"
    ),
    (#"(?<path>[^"\n]*)", line \d+ in forward"#, " in forward"),
    (#"[^\s]+ loaded (?:\n|x|y)"#, " loaded "),
    (#"a\.b\+c (?:x|y)"#, "a.b+c "),
    (#"[]x-]loaded"#, "loaded"),
  ])
  func findsLiteralsWhoseLineHoldsTheStart(_ source: String, _ literal: String) {
    #expect(LiteralLine.holdsStart(of: source, literals: [Array(literal.utf8)]))
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
  ])
  func refusesTheOthers(_ source: String, _ literal: String) {
    #expect(!LiteralLine.holdsStart(of: source, literals: [Array(literal.utf8)]))
  }

  @Test func refusesSeveralLiterals() {
    #expect(!LiteralLine.holdsStart(of: "abc", literals: [Array("a".utf8), Array("b".utf8)]))
    #expect(!LiteralLine.holdsStart(of: "abc", literals: []))
  }

  /// A search from the literal's line finds what a search of the whole text finds.
  @Test(arguments: [
    (#"(?m)(?:^[ \t]{0,8}|(?<!not):[ ]?)CUDA out of memory\.?$"#, "CUDA out of memory"),
    (#"(?<a>[^"\n]*)" in forward(?s:.*?)end"#, " in forward"),
    (#"^CUDA out of memory"#, "CUDA out of memory"),
    (#"(?<=\n)x: CUDA out of memory"#, "CUDA out of memory"),
  ])
  func findsTheSame(_ source: String, _ literal: String) throws {
    let pattern = try CompiledPattern(source)
    let pieces = [
      "CUDA out of memory", "CUDA out of memory.", "not:", ": ", "\n", "  ", "x", "\" in forward",
      "a\"b", "end", "x: ",
    ]
    var generator = SeededGenerator(seed: 42)
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
