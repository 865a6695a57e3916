import Foundation
import TestSupport
import Testing

@testable import Reporting

struct SummaryReportTests {
  @Test(arguments: Language.allCases)
  func equalsGoldenText(_ language: Language) throws {
    let style = TextStyle(width: 80, language: language)
    for (name, report) in [("summary", SummarySample.report()), ("quiet", SummarySample.quiet)] {
      let text = try MemoryOutput.text { try SummaryText(style: style).write(report, to: &$0) }
      try GoldenText.check(text, against: "\(name)-summary.\(language.rawValue)-80.txt")
      let markdown = try MemoryOutput.text {
        try SummaryMarkdown(language: language).write(report, to: &$0)
      }
      try GoldenText.check(markdown, against: "\(name)-summary.\(language.rawValue).md")
    }
  }

  @Test(arguments: [20, 40, 80, 120])
  func keepsToTheWidth(_ width: Int) throws {
    for language in Language.allCases {
      let style = TextStyle(width: width, language: language)
      let text = try MemoryOutput.text {
        try SummaryText(style: style).write(SummarySample.report(), to: &$0)
      }
      let tooWide = text.split(separator: "\n").filter {
        DisplayWidth.columns(of: $0) > width && !$0.contains("$ ")
      }
      #expect(tooWide.isEmpty)
    }
  }

  @Test func fitsSchema() throws {
    let schema = try JSONSchema.named("summary.schema.json")
    for report in [SummarySample.report(), SummarySample.quiet] {
      let text = try MemoryOutput.text { try SummaryJSON().write(report, to: &$0) }
      let value = try JSONValue(parsing: Array(text.utf8))
      #expect(schema.faults(in: value) == [])
      #expect(value.hasSortedKeys())
    }
  }

  @Test(arguments: [
    (#""state": "new""#, #""state": "worse""#), (#""night": "2026-11-22""#, #""night": "22.11.""#),
    (#""schema_version": 1"#, #""schema_version": 2"#), (#""runs": 311"#, #""runs": -1"#),
    (#""inferred": true"#, #""inferred": 1"#), (#""kind": "stall""#, #""kind": "pause""#),
  ])
  func theSchemaFindsFaults(_ old: String, _ new: String) throws {
    let text = try MemoryOutput.text {
      try SummaryJSON().write(SummarySample.report(), to: &$0)
    }
    #expect(text.contains(old))
    let value = try JSONValue(parsing: Array(text.replacing(old, with: new).utf8))
    #expect(try !JSONSchema.named("summary.schema.json").faults(in: value).isEmpty)
  }

  @Test func theSchemaKnowsEveryCase() throws {
    let url = URL(filePath: "\(#filePath)").deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "docs/summary.schema.json")
    let schema = try String(contentsOf: url, encoding: .utf8)
    let cases =
      SummaryChange.State.allCases.map(\.rawValue) + SummaryCause.State.allCases.map(\.rawValue)
      + SummaryIncident.Kind.allCases.map(\.rawValue)
      + UnjudgedWorkload.Reason.allCases.map(\.rawValue)
      + SummaryPeriod.Start.allCases.map(\.rawValue)
    for name in cases { #expect(schema.contains("\"\(name)\"")) }
  }

  @Test(arguments: HostileText.all)
  func hostileTextActsOnNothing(_ text: HostileText) throws {
    let report = SummarySample.report { _ in text.text }
    for language in Language.allCases {
      let written = try [
        MemoryOutput.text {
          try SummaryText(style: TextStyle(width: 60, language: language)).write(report, to: &$0)
        },
        MemoryOutput.text { try SummaryMarkdown(language: language).write(report, to: &$0) },
        MemoryOutput.text { try SummaryJSON().write(report, to: &$0) },
        SummaryJSON.line(of: report.regressions[0]),
      ]
      for text in written {
        let hidden = text.unicodeScalars.filter {
          HiddenScalars.contains($0.value) && $0 != "\n"
        }
        #expect(hidden.isEmpty)
      }
    }
  }

  @Test func markdownHidesMachinesAndNames() throws {
    var report = SummarySample.report()
    report.quality.errors = [
      SummaryReadError(
        path: "/home/somebody/logs/a.log", why: LocalizedText("permission denied", ""))
    ]
    let text = try MemoryOutput.text { try SummaryMarkdown().write(report, to: &$0) }
    #expect(!text.contains("studio") && !text.contains("somebody"))
    #expect(text.contains("machine-3"))
  }

  @Test func saysNothingWhereNothingHasToBeRead() {
    #expect(SummarySample.quiet.isQuiet)
    #expect(!SummarySample.report().isQuiet)
    var report = SummarySample.quiet
    report.improvements = SummarySample.report().improvements
    #expect(!report.isQuiet)
  }
}
