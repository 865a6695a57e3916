import TestSupport
import Testing

@testable import Reporting

struct DiffHTMLTests {
  private func page(_ diff: DiffReport, _ language: Language = .en) throws -> WrittenPage {
    try WrittenPage(MemoryOutput.text { try DiffHTML(language: language).write(diff, to: &$0) })
  }

  @Test(arguments: [DiffSample.worse(), DiffSample.same, DiffSample.better], Language.allCases)
  func isOneWellFormedPage(_ diff: DiffReport, _ language: Language) throws {
    try page(diff, language).check(language)
  }

  @Test(arguments: Language.allCases)
  func equalsGoldenText(_ language: Language) throws {
    try page(DiffSample.worse(), language).equals("worse-diff.\(language.rawValue).html")
  }

  @Test("the result and its reason come before what they rest on")
  func beginsWithTheResult() throws {
    try page(DiffSample.worse()).holds([
      "monday.log → 0c0ffee0", "WORSE", "38 % slower", "Reason", "Likely", "The two sides",
      "Stable Diffusion web UI", "Program not recognised", "What changed", "2.1.2+cu121",
      "2.4.0+cu121", "New messages", "Messages that are gone", "No module 'xformers'.",
      "Speed by workload", "20 runs against 8 runs", "computed in different ways",
      "Only on the good side", "Only on the bad side", "The same on both sides", "RTX 4090",
    ])
    try page(DiffSample.same).holds(["no difference that matters", "Nothing that the logs state."])
    try page(DiffSample.better).holds(["BETTER", "no workload in common"])
  }

  @Test func picturesSayTheirNumbers() throws {
    let picture = SpeedPairs(
      speeds: DiffSample.worse().throughput, phrases: Phrases(language: .en))
    #expect(
      picture.description == """
        a1111, sampling · 20 steps: 38 % slower: 8.00 it/s → 5.00 it/s (between -36 % and -39 %). \
        a1111, sampling · 30 steps: as fast: 1.25 s/it → 1.23 s/it.
        """)
    var html = HTMLWriter()
    html.figure("", picture)
    var output = MemoryOutput()
    try html.flush(to: &output)
    // The faster side of each workload reaches as far; the slower one has its share of that.
    #expect(output.text.contains(#"<rect class="box plain" x="0" width="62%""#))
    #expect(output.text.contains(#"<rect class="box warning" x="0" width="38.75%""#))
  }

  @Test(arguments: WrittenPage.attacks)
  func textOfLogsMakesNoMarkup(_ text: String) throws {
    try WrittenPage.checkThatTextMakesNoMarkup(text) { text in
      try MemoryOutput.text { try DiffHTML().write(DiffSample.worse { _ in text }, to: &$0) }
    }
  }
}
