import TestSupport
import Testing

@testable import Reporting

struct SummaryHTMLTests {
  private func page(_ report: SummaryReport, _ language: Language = .en) throws -> WrittenPage {
    try WrittenPage(
      MemoryOutput.text { try SummaryHTML(language: language).write(report, to: &$0) })
  }

  @Test(arguments: [SummarySample.report(), SummarySample.quiet], Language.allCases)
  func isOneWellFormedPage(_ report: SummaryReport, _ language: Language) throws {
    try page(report, language).check(language)
  }

  @Test(arguments: Language.allCases)
  func equalsGoldenText(_ language: Language) throws {
    try page(SummarySample.report(), language).equals("summary-summary.\(language.rawValue).html")
    try page(SummarySample.quiet, language).equals("quiet-summary.\(language.rawValue).html")
  }

  @Test("what matters comes first, and what to type next comes last")
  func keepsTheOrder() throws {
    try page(SummarySample.report()).holds([
      "ERROR", "studio-03 is 18 % slower", "12 logs, 9 with something new", "limits reached",
      "no longer there", "was never seen", "not read: logs/secret.log",
      "Slower", "NEW", "r-3f2a9c", "between -15 % and -21 %", "since the night of 2026-11-22",
      "first session: logs/studio-03/webui.log:812", "PyTorch: 2.1.2+cu121 → 2.4.0+cu121",
      "STILL SO", "SUSPECTED", "Faster, or back to their speed", "OVER", "back to its speed",
      "Causes", "NEW", "Do this", "STILL THERE", "GONE", "Errors and stalls", "Out of video memory",
      "torch.OutOfMemoryError", "stood still", "Not judged yet", "fewer than five runs so far",
      "Acknowledged", "waits for the new driver", "Next", "sdlog history show 00c0ffee00c0ffee",
      "sdlog ack r-3f2a9c", "Speed by workload", "studio-03: a1111 sampling *",
    ])
    let quiet = try page(SummarySample.quiet)
    #expect(!quiet.markup.elements.contains { $0.name == "nav" }, "there is one section")
  }

  @Test("what is acknowledged takes a line and no card")
  func mentionsWhatIsKnown() throws {
    let report = SummarySample.report()
    let page = try page(report)
    #expect(
      page.markup.elements.count { $0.name == "article" }
        == report.regressions.count - 1 + report.improvements.count)
    #expect(page.markup.text.ranges(of: "r-0000ff").count == 1)
  }

  @Test(arguments: WrittenPage.attacks)
  func textOfLogsMakesNoMarkup(_ text: String) throws {
    try WrittenPage.checkThatTextMakesNoMarkup(text) { text in
      try MemoryOutput.text { output in
        try SummaryHTML().write(SummarySample.report { _ in text }, to: &output)
      }
    }
  }

  @Test("a year of many workloads that all became slower stays below 2 MB")
  func yearIsSmall() throws {
    var report = SummarySample.report()
    let nights = (0..<366).map { night in
      SummaryNight(
        date: "2026-\(100 + night)", runs: 20, median: night < 300 ? 8 : 6.5, low: 6, high: 8.5)
    }
    var change = report.regressions[0]
    change.night = "2026-400"
    change.nights = Array(nights.suffix(31))
    report.regressions = (0..<200).map { number in
      change.host = "host-\(number)"
      return change
    }
    report.workloads = (0..<200).map {
      SummaryWorkload(host: "host-\($0)", workload: change.workload, nights: nights)
    }
    let page = try page(report)
    #expect(page.html.utf8.count < 2_000_000)
    #expect(page.html.utf8.count > 300_000, "the charts are missing")
    #expect(page.markup.text.contains("and 160 more, see --format json"))
    #expect(page.markup.text.contains("and 188 more, see --format json"))
  }
}
