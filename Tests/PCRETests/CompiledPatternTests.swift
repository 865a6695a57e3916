import Testing

@testable import PCRE

@Suite struct CompiledPatternTests {
  struct SyntaxCase: CustomTestStringConvertible, Sendable {
    var pattern: String
    var code: Int
    var utf8Offset: Int
    var message: String
    var testDescription: String { pattern }
  }

  @Test(arguments: [
    SyntaxCase(pattern: "a(b", code: 114, utf8Offset: 3, message: "missing closing parenthesis"),
    SyntaxCase(
      pattern: "*", code: 109, utf8Offset: 0,
      message: "quantifier does not follow a repeatable item"),
    SyntaxCase(
      pattern: "é[z-a]", code: 108, utf8Offset: 5,
      message: "range out of order in character class"),
    SyntaxCase(
      pattern: #"a\Cb"#, code: 183, utf8Offset: 3,
      message: #"using \C is disabled by the application"#),
  ])
  func saysWhatIsWrongAndWhere(_ fault: SyntaxCase) {
    #expect(
      throws: PatternSyntaxError(
        code: fault.code, message: fault.message, utf8Offset: fault.utf8Offset,
        pattern: fault.pattern)
    ) {
      _ = try CompiledPattern(fault.pattern)
    }
  }

  @Test func describesAFaultInOneLine() throws {
    let error = try #require(throws: PatternSyntaxError.self) { _ = try CompiledPattern("x(") }
    #expect("\(error)" == "missing closing parenthesis at offset 2 of x(")
  }

  @Test func listsNamedCapturesByNumber() throws {
    let pattern = try CompiledPattern("(?<zeta>a)(b)(?<alpha>c)")
    #expect(pattern.captureCount == 3)
    #expect(
      pattern.namedCaptures == [
        CompiledPattern.NamedCapture(name: "zeta", number: 1),
        CompiledPattern.NamedCapture(name: "alpha", number: 3),
      ])
    #expect(pattern.captureNumber(named: "alpha") == 3)
    #expect(pattern.captureNumber(named: "beta") == nil)
  }

  @Test func hasNoCapturesWithoutParentheses() throws {
    let pattern = try CompiledPattern("abc")
    #expect(pattern.captureCount == 0)
    #expect(pattern.namedCaptures.isEmpty)
  }

  @Test func searchesWithoutMachineCodeWhereThePatternAsksForIt() throws {
    let pattern = try CompiledPattern("(*NO_JIT)b+")
    #expect(!pattern.isMachineCode)
    #expect(try pattern.firstMatch(in: "abbc")?.utf8Range == 1..<3)
  }

  @Test func isSharedByThreadsFromItsFirstSearchOn() async throws {
    for _ in 0..<20 {
      let pattern = try CompiledPattern(#"(?<number>\d+) it/s"#)
      let results = await withTaskGroup(of: String?.self) { group in
        for number in 0..<16 {
          group.addTask {
            (try? pattern.firstMatch(in: "at \(number) it/s"))?.namedCaptures["number"]
          }
        }
        return await group.reduce(into: Set<String?>()) { $0.insert($1) }
      }
      #expect(results == Set((0..<16).map { "\($0)" }))
    }
  }

  struct MeaningCase: CustomTestStringConvertible, Sendable {
    var pattern: String
    var text: String
    var match: String?
    var testDescription: String { "\(pattern) in \(text.debugDescription)" }
  }

  @Test(arguments: [
    MeaningCase(pattern: "^b", text: "a\nb", match: nil),
    MeaningCase(pattern: "(?m)^b", text: "a\nb", match: "b"),
    MeaningCase(pattern: "a$", text: "a\n", match: nil),
    MeaningCase(pattern: "a$", text: "b a", match: "a"),
    MeaningCase(pattern: "(?m)a$", text: "a\nb", match: "a"),
    MeaningCase(pattern: "a.+", text: "abc\nd", match: "abc"),
    MeaningCase(pattern: "(?s)a.+", text: "abc\nd", match: "abc\nd"),
    MeaningCase(pattern: "a.", text: "a\r", match: "a\r"),
    MeaningCase(pattern: "x.y", text: "x\u{6F22}y", match: "x\u{6F22}y"),
    MeaningCase(pattern: "x.y", text: "x\0y", match: "x\0y"),
    MeaningCase(pattern: "(?i)é", text: "É", match: "É"),
    MeaningCase(pattern: "", text: "", match: ""),
    MeaningCase(pattern: "^$", text: "", match: ""),
    MeaningCase(pattern: "a", text: "", match: nil),
  ])
  func means(_ meaning: MeaningCase) throws {
    let pattern = try CompiledPattern(meaning.pattern)
    #expect(try pattern.firstMatch(in: meaning.text)?.text == meaning.match)
  }

  @Test func givesCapturesAsStrings() throws {
    let pattern = try CompiledPattern("(?<size>[0-9.]+) (?:(?<mib>MiB)|(?<gib>GiB))")
    let match = try #require(try pattern.firstMatch(in: "é 2.5 GiB"))
    #expect(match.utf8Range == 3..<10)
    #expect(match.captures == ["2.5 GiB", "2.5", nil, "GiB"])
    #expect(match.namedCaptures == ["size": "2.5", "gib": "GiB"])
  }

  @Test func takesTheNameThatTookPartAmongEqualNames() throws {
    let pattern = try CompiledPattern("(?J)a(?<n>.)|b(?<n>.)")
    #expect(try pattern.firstMatch(in: "bx")?.namedCaptures == ["n": "x"])
  }

  @Test func throwsWhenASearchIsGivenUp() throws {
    let pattern = try CompiledPattern("(a+)+b")
    #expect(throws: MatchLimit.steps) {
      _ = try pattern.firstMatch(in: String(repeating: "a", count: 64) + "!b")
    }
  }
}
