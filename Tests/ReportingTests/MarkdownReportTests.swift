import Testing

@testable import Reporting

struct MarkdownReportTests {
  @Test(arguments: SampleReport.all, Language.allCases)
  func equalsGoldenText(_ sample: SampleReport, _ language: Language) throws {
    try GoldenText.check(
      sample.written(as: MarkdownReport(language: language)),
      against: "\(sample.name).\(language.rawValue).md")
  }

  @Test("no more than 60 lines, whatever there is to say")
  func keepsToSixtyLines() throws {
    let text = try crowded { $0 }.written(as: MarkdownReport())
    let count = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().count
    #expect(count <= MarkdownReport.lineLimit)
    #expect(count > 50)
  }

  struct Attack: Sendable, CustomTestStringConvertible {
    let text: String
    var testDescription: String { text }
  }

  static let attacks = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- x", "</details>",
    "@everyone", "@octocat/team", "#1", "octocat/x#1", "GH-1", "[x](javascript:alert(1))",
    "![x](https://evil.example/p.png)", "https://evil.example", "www.evil.example",
    "mailto:a@b.example", "`@octocat`", "``` @octocat", "```\n@octocat\n```", "````\n@octocat",
    "~~~\n@octocat", "a | b | @octocat", "|---|", "**bold** __x__ ~~y~~", "# heading", "> quote",
    "- item", "1. item", "1) item", "===", "---", "&lt;script&gt;", "&#64;octocat", "\\@octocat",
    "\\`@octocat\\`", "[^1]: @octocat", "$x$", "$$x$$", ":smile:", "<@octocat>", "`", "``", "\\",
  ].map(Attack.init)

  @Test(arguments: attacks)
  func textOfLogsDoesNothing(_ attack: Attack) throws {
    for text in [attack.text, "a " + attack.text + " b", "x\n" + attack.text] {
      let report = crowded { _ in text }
      let written = try report.written(as: MarkdownReport(redacts: false))
      for line in try linesWithoutCode(of: written) { checkHarmless(line) }
    }
  }

  @Test(arguments: HostileText.all)
  func hidesNothing(_ text: HostileText) throws {
    let written = try crowded { $0 + text.text }.written(as: MarkdownReport(redacts: false))
    #expect(!written.unicodeScalars.contains { HiddenScalars.contains($0.value) && $0 != "\n" })
  }

  @Test func redactsUnlessToldNot() throws {
    let report = crowded { $0 + " /home/anna/x" }
    #expect(try !report.written(as: MarkdownReport()).contains("anna"))
    #expect(try report.written(as: MarkdownReport(redacts: false)).contains("anna"))
  }

  /// A report with more of everything than there is room for, its texts changed by a function.
  private func crowded(_ transform: (String) -> String) -> SampleReport {
    let sample = SampleReport.windowsWithoutFlash
    var head = sample.head
    var session = sample.sessions[0].session
    let findings = session.findings + SampleReport.outOfMemory.sessions[0].session.findings
    session.findings = (0..<9).flatMap { _ in findings }
    session.facts += (0..<9).map { FactReport(name: "vram_state", value: "state \($0)") }
    head.leading?.cause.evidence = (0..<9).map { EvidenceReport(line: $0 + 1, text: "line \($0)") }
    head.leading?.cause.against = (0..<9).map { EvidenceReport(text: "other \($0)") }
    head.series = (0..<9).flatMap { _ in head.series }
    head.regressions = (0..<9).flatMap { _ in SampleReport.slowerAfterUpdate.head.regressions }
    head.mapTexts(transform)
    session.mapTexts(transform)
    return SampleReport(name: "crowded", head: head, sessions: [(session, [])])
  }
}

/// Checks a line in which no code and no escaped character is left.
private func checkHarmless(_ line: Substring) {
  guard line != "### sdlog", line != "|---|---|" else { return }
  // What the report itself writes: a point of a list, bold labels, and a table's two cells.
  var text = line.hasPrefix("- ") ? line.dropFirst(2) : line
  text = Substring(text.replacing("**", with: ""))
  let bars = text.count { $0 == "|" }
  #expect(bars == 0 || bars == 3 && text.hasPrefix("| ") && text.hasSuffix(" |"))
  for mark in ["@", "#", "<", ">", "[", "]", "`", "*", "_", "~", "://", "www.", "$", "!", "&"] {
    #expect(!text.contains(mark), "\(mark) in \(line)")
  }
  #expect(!text.contains("GH-"), "\(line)")
  let first = text.prefix { $0 != " " }
  #expect(!["-", "+", "1.", "1)", "==="].contains(first) && first != "---", "\(line)")
}

/// Returns a text's lines without code and escaped characters, as CommonMark finds them.
private func linesWithoutCode(of text: String) throws -> [Substring] {
  var lines: [Substring] = []
  var fence: String?
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    let ticks = String(line.prefix { $0 == "`" })
    if let open = fence {
      if ticks.count >= open.count, line.dropFirst(ticks.count).allSatisfy({ $0 == " " }) {
        fence = nil
      }
    } else if ticks.count >= 3, !line.dropFirst(ticks.count).contains("`") {
      fence = ticks
    } else {
      lines.append(Substring(withoutSpans(line)))
    }
  }
  try #require(fence == nil, "a block of code is not closed")
  return lines
}

private func withoutSpans(_ line: Substring) -> String {
  var rest = line
  var result = ""
  while let character = rest.first {
    if character == "\\" {
      rest = rest.dropFirst(2)
      continue
    }
    guard character == "`" else {
      result.append(character)
      rest = rest.dropFirst()
      continue
    }
    let count = rest.prefix { $0 == "`" }.count
    rest = rest.dropFirst(count)
    var search = rest
    var end: Substring.Index?
    while end == nil, let start = search.firstIndex(of: "`") {
      let run = search[start...].prefix { $0 == "`" }
      if run.count == count { end = run.endIndex }
      search = search[run.endIndex...]
    }
    // Without an end the backticks are text.
    if let end { rest = line[end...] } else { result += String(repeating: "`", count: count) }
  }
  return result
}
