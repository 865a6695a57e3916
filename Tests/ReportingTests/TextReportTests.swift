import Testing

@testable import Reporting

struct TextReportTests {
  struct Look: Sendable, CustomTestStringConvertible {
    let language: Language
    let width: Int
    let usesColor: Bool

    var testDescription: String {
      "\(language.rawValue)-\(width)" + (usesColor ? "-color" : "")
    }

    var format: TextReport {
      TextReport(style: TextStyle(width: width, usesColor: usesColor, language: language))
    }

    static let all = [
      Look(language: .en, width: 80, usesColor: false),
      Look(language: .zh, width: 80, usesColor: false),
      Look(language: .en, width: 40, usesColor: false),
      Look(language: .zh, width: 40, usesColor: false),
      Look(language: .en, width: 80, usesColor: true),
      Look(language: .zh, width: 80, usesColor: true),
    ]
  }

  @Test(arguments: SampleReport.all, Look.all)
  func equalsGoldenText(_ sample: SampleReport, _ look: Look) throws {
    try GoldenText.check(
      sample.written(as: look.format), against: "\(sample.name).\(look.testDescription).txt")
  }

  @Test(arguments: SampleReport.all, [20, 33, 40, 80, 120, 300])
  func keepsToTheWidth(_ sample: SampleReport, _ width: Int) throws {
    for language in Language.allCases {
      let style = TextStyle(width: width, language: language)
      let text = try sample.written(as: TextReport(style: style))
      let tooWide = text.split(separator: "\n").filter {
        DisplayWidth.columns(of: $0) > width && !$0.contains("$ ")
      }
      #expect(tooWide.isEmpty)
    }
  }

  @Test(arguments: SampleReport.all, [40, 60, 80, 120])
  func answersInTenLines(_ sample: SampleReport, _ width: Int) throws {
    for language in Language.allCases {
      let style = TextStyle(width: width, language: language)
      let text = try sample.written(as: TextReport(style: style))
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let head = lines.prefix { !$0.isEmpty }
      #expect(!head.isEmpty && head.count <= 10)
      for command in sample.head.leading?.cause.remedy.commands.prefix(1) ?? [] {
        #expect(head.contains { $0.hasSuffix("$ " + command) })
      }
    }
  }

  @Test(arguments: SampleReport.all)
  func colorsAddNothingButEscapes(_ sample: SampleReport) throws {
    let plain = try sample.written(as: TextReport())
    let colored = try sample.written(as: TextReport(style: TextStyle(usesColor: true)))
    let parts = colored.split(separator: "\u{1B}", omittingEmptySubsequences: false)
    let bare = parts.dropFirst().reduce(into: String(parts.first ?? "")) { text, part in
      text += part.drop { $0 != "m" }.dropFirst()
    }
    let trimmed = bare.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    #expect(trimmed.joined(separator: "\n") == plain)
  }

  @Test("the detailed sessions are the gravest, in order, and the rest is counted")
  func choosesGravestSessions() throws {
    var content = SampleReport.manySessions.content
    let selection = try SessionSelection(of: &content, limit: 4, named: ["session-31"])
    #expect(selection.total == 40)
    #expect(selection.numbers == ["session-31": 32])
    #expect(selection.entries.map(\.number) == [18, 32, 39, 40])
    #expect(selection.detailed(3).map(\.number) == [18, 32])
    #expect(selection.detailed(1).map(\.number) == [18])
    #expect(selection.omitted.values.reduce(0, +) == 36)
  }
}
