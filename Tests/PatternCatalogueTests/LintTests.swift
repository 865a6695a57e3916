import Foundation
import Localization
import Testing

@testable import PatternCatalogue

struct NestedQuantifiersTests {
  @Test(arguments: [
    (#"(\w+)*"#, 0..<6), (#"x(?:a+)+"#, 1..<8), (#"(?:a*|b)+c"#, 0..<9), (#"((a+)+)b"#, 1..<6),
    (#"(?<n>[^)]+){2,}"#, 0..<15), (#"(?:a+b?)*"#, 0..<9), (#"é(\d+)*"#, 2..<8),
  ])
  func finds(_ regex: String, _ range: Range<Int>) {
    #expect(NestedQuantifiers.first(in: regex) == range)
  }

  @Test(arguments: [
    #"\w+"#, #"(?:\w+\.)+py"#, #"(?:a+)?"#, #"(\w++)*"#, #"(?>a+)*"#, #"(?:a+){3}"#, #"\(a+\)*"#,
    #"[(a+)]*"#, #"(?:\d+, )*"#, #"(?=a+)*"#, #"(?:a{2,3})+"#, #"a{x}*"#, #"(?:[+*])*"#, "",
  ])
  func leavesAlone(_ regex: String) {
    #expect(NestedQuantifiers.first(in: regex) == nil)
  }
}

struct RipgrepPatternTests {
  @Test(arguments: [
    (#"a(?<size>\d+) b"#, #"a(?:\d+) b"#), (#"(?P<n>x)"#, "(?:x)"), (#"\'\"\/"#, #"'"/"#),
    (#"[^\n]+"#, ".+"), (#"[^\n"]+"#, #"[^"]+"#), ("a{x}", #"a\{x\}"#), ("a{2,3}?b", "a{2,3}?b"),
    (#"[[:alpha:]_]"#, "[[:alpha:]_]"), (#"[a[]"#, #"[a\[]"#), (#"[]a]"#, #"[\]a]"#),
    (#"\h\x1b\x{2026}"#, #"[ \t]\x1b\x{2026}"#), ("(?i)a", "(?i)a"), (#"\<a\>"#, "<a>"),
  ])
  func translates(_ regex: String, _ expected: String) {
    #expect(RipgrepPattern(regex)?.text == expected)
  }

  @Test(arguments: [
    "(?=a)", "(?<!a)b", "(?>a)", "a++", "a{2}+", #"a\nb"#, #"(a)\1"#, #"\Ka"#, "(*UTF)a", "[a",
  ])
  func refuses(_ regex: String) {
    #expect(RipgrepPattern(regex) == nil)
  }
}

struct PatternDraftTests {
  @Test func letsNumbersVary() {
    let draft = PatternDraft("Step 3 of (20): loss=0.5")
    #expect(draft.regex == #"^Step \d+ of \(\d+\): loss=\d+\.\d+"#)
    #expect(draft.literal == "): loss=")
    #expect(draft.slug == "step-of-loss")
  }

  @Test func takesAWarningsMessageAlone() {
    let draft = PatternDraft(
      "/srv/sd/a.py:12: UserWarning: x since 1.2\n  warnings.warn(\"x\")", kind: .warning)
    #expect(draft.regex == #"\bUserWarning: x since \d+\.\d+"#)
    #expect(draft.literal == "UserWarning: x since ")
    #expect(draft.slug == "userwarning-x-since")
    #expect(PatternDraft("no place", kind: .warning).regex == #"\bno place"#)
  }

  @Test func takesATracebacksLastLine() {
    let draft = PatternDraft(
      "Traceback (most recent call last):\n  f()\nValueError: 3 is bad", kind: .traceback)
    #expect(draft.regex == #"(?m)^ValueError: \d+ is bad"#)
  }

  @Test func escapesLines() {
    #expect(PatternDraft("a\nb").regex == #"^a\nb"#)
    #expect(PatternDraft("123").slug == "message")
  }
}

struct NearestNameTests {
  @Test(arguments: [
    ("literal", "literals"), ("emiters", "emitters"), ("regxe", "regex"), ("titel", "title"),
  ])
  func proposes(_ word: String, _ name: String) {
    let names = ["id", "title", "literals", "emitters", "regex"]
    #expect(nearestName(to: word, among: names) == name)
  }

  @Test func proposesNothingThatIsFar() {
    #expect(nearestName(to: "temperature", among: ["id", "title"]) == nil)
    #expect(nearestName(to: "x", among: []) == nil)
  }
}

struct NearMissTests {
  private func message(_ regex: String, _ literals: [String]) throws -> MessageDefinition {
    let folder = try Folders.temporary([
      "a.yaml": """
      messages:
        - id: a.b
          title: {en: "t", zh: "t"}
          category: fact
          emitters: [any]
          literals: [\(literals.joined(separator: ", "))]
          regex: '\(regex)'
          matches: [{text: 'tried to get 2 GiB'}]
          rejects: ['other']
          source: here
      """
    ])
    let catalogue = try CatalogueLoader.load(builtin: false, directories: [folder.path])
    return try #require(catalogue.message("a.b"))
  }

  @Test func tellsWhyALineIsNotMatched() throws {
    let message = try message(#"tried to get (?<size>\d+) GiB"#, ["tried to get"])
    #expect(message.nearMiss(in: "tried to get 2 GiB") == .matches)
    #expect(message.nearMiss(in: "hello") == .literalMissing(regexMatches: false))
    #expect(message.nearMiss(in: "we tried to get 2 GB") == .regexFails(reach: 19))
    #expect(message.nearMiss(in: "tried to get") == .regexFails(reach: nil))
  }

  @Test func tellsThatOnlyTheLiteralIsMissing() throws {
    let message = try message("(?i)tried to get", ["tried to"])
    #expect(message.nearMiss(in: "TRIED TO GET") == .literalMissing(regexMatches: true))
  }
}

struct CatalogueLintTests {
  private func warnings(_ second: String, literals: String = "[\"some text\"]") throws -> [String] {
    let entry = { (id: String, more: String) in
      """
        - id: \(id)
          title: {en: "t", zh: "t"}
          category: warning
          severity: note
          emitters: [any]
          literals: \(literals)
          \(more)
          verdict: {effect: harmless, en: "v", zh: "v"}
          matches: [{text: 'some text'}]
          rejects: ['other']
          source: here

      """
    }
    let folder = try Folders.temporary([
      "a.yaml": "messages:\n" + entry("a.a", "regex: 'some text'")
        + second
        .replacing("ENTRY", with: entry("a.b", "regex: 'some +text'"))
        .replacing("SAME", with: entry("a.b", "regex: 'some text'"))
        .replacing(
          "DRAFT",
          with: entry("a.b", "regex: 'other text'")
            .replacing("'some text'", with: "'other text'").replacing(
              "en: \"t\"", with: "en: \"TITLE\""
            )
            .replacing("source: here", with: "source: 'PROGRAM VERSION, FILE'")
            .replacing("\"some text\"", with: "\"other text\"").replacing(
              "['other']", with: "['A NEAR MISS']")
        )
        .replacing(
          "DECLARED", with: entry("a.b", "regex: 'some +text'\n    overlaps: [a.a]"))
    ])
    let catalogue = try CatalogueLoader.load(builtin: false, directories: [folder.path])
    return CatalogueLint(catalogue) { _ in true }.warnings().map(\.message.en)
  }

  @Test("of many entries on one text each tells ten others")
  func manyEntriesOnOneText() throws {
    let entries = (0..<40).map { number in
      """
        - id: own.m\(number)
          title: {en: "t", zh: "t"}
          category: warning
          severity: note
          emitters: [any]
          literals: ["some text"]
          regex: 'some (?:text|x\(number))'
          verdict: {effect: harmless, en: "v", zh: "v"}
          matches: [{text: 'some text'}]
          rejects: ['other']
          source: here

      """
    }
    let folder = try Folders.temporary(["a.yaml": "messages:\n" + entries.joined()])
    let catalogue = try CatalogueLoader.load(builtin: false, directories: [folder.path])
    let warnings = CatalogueLint(catalogue) { _ in true }.warnings()
    let counts = Dictionary(grouping: warnings) { $0.lineNumber }.mapValues(\.count)
    #expect(counts.values.max() == 10)
    #expect(counts.count >= 30)
    #expect(Set(warnings.map(\.message.en)).count == warnings.count)
  }

  @Test func isSilentAboutAGoodEntry() throws {
    #expect(try warnings("") == [])
    #expect(try warnings("DECLARED") == [])
  }

  @Test func warnsOfEntriesThatClash() throws {
    #expect(try warnings("ENTRY") == ["message \"a.b\" matches an example of message \"a.a\""])
    #expect(
      try warnings("SAME") == [
        "message \"a.b\" matches an example of message \"a.a\"",
        "message \"a.b\" has the regex of message \"a.a\"",
      ])
  }

  @Test func warnsOfWhatWasNotFilledIn() throws {
    #expect(
      try warnings("DRAFT")
        == ["TITLE", "A NEAR MISS", "PROGRAM VERSION, FILE"].map {
          "message \"a.b\" still has the placeholder \"\($0)\""
        })
  }

  @Test func warnsOfSlowLiterals() throws {
    #expect(try warnings("", literals: "[]") == ["message \"a.a\" has no literal"])
    #expect(try warnings("", literals: "[some]") == ["a literal of message \"a.a\" is short"])
  }
}
