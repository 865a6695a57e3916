import TestSupport
import Testing

@testable import Reporting

/// The chart of a workload's nights.
struct NightChartTests {
  /// The first of the summary's changes, with twenty nights, the last four of them slow.
  private let change = SummarySample.report().regressions[0]

  private func chart(
    _ changes: [SummaryChange], nights: [SummaryNight]? = nil
  ) throws -> NightChart {
    try #require(
      NightChart(
        nights: nights ?? change.nights, unit: "it", changes: changes,
        phrases: Phrases(language: .en)))
  }

  /// The elements of a class, drawn.
  private func drawn(_ kind: String, _ chart: NightChart) throws -> [[String: String]] {
    var html = HTMLWriter()
    html.element("svg") { chart.write(to: &$0) }
    let text = try MemoryOutput.text { try html.flush(to: &$0) }
    return try Markup(document: "<!DOCTYPE html>" + text).elements.map(\.attributes)
      .filter { $0["class"] == kind }
  }

  @Test func tooFewNightsMakeNoChart() {
    let nights = Array(change.nights.prefix(2))
    #expect(
      NightChart(nights: nights, unit: "it", changes: [], phrases: Phrases(language: .en)) == nil)
  }

  @Test("a change is drawn with the nights that it compares")
  func drawsWhatIsCompared() throws {
    let chart = try chart([change])
    #expect(chart.caption == "Speed, night by night: 2026-11-06 to 2026-11-25")
    #expect(
      chart.description == """
        20 nights: first 8.40 it/s, last 6.90 it/s. 18 % slower (between -15 % and -21 %): \
        8.40 it/s → 6.90 it/s; since the night of 2026-11-22 (3 nights ago).
        """)
    #expect(try drawn("dot", chart).count == 20)
    let levels = try drawn("level", chart).map { [$0["x1"], $0["x2"]] }
    #expect(levels == [["0%", "80%"], ["85%", "100%"]])
    #expect(try drawn("band", chart).map { [$0["x"], $0["width"]] } == [["85%", "15%"]])
    #expect(try drawn("change slower", chart).map { $0["x1"] } == ["80%"])
    #expect(try drawn("label slower", chart).count == 1)
    #expect(
      chart.legend.map(\.text) == [
        "a night: median, slowest and fastest run",
        "medians compared, and the interval of the change", "slower from here on",
      ])
  }

  @Test("a change that is older than the chart leaves its level before it beside all nights")
  func drawsTheLevelBeforeAnOldChange() throws {
    var change = change
    change.night = "2026-09-01"
    let chart = try chart([change])
    #expect(try drawn("level", chart).map { $0["x2"] } == ["100%", "100%"])
    #expect(try drawn("change slower", chart).isEmpty)
    #expect(chart.legend.count == 2)
  }

  @Test("what is over is not compared, and its size is not told")
  func drawsWhereARegressionBegan() throws {
    var change = change
    change.state = .recovered
    let chart = try chart([change])
    #expect(try drawn("level", chart).isEmpty && drawn("band", chart).isEmpty)
    #expect(try drawn("change slower", chart).count == 1)
    #expect(try drawn("label slower", chart).isEmpty)
    #expect(chart.legend.map(\.text).last == "slower from here on")
  }

  @Test(arguments: [(180, 180), (181, 91), (366, 122)])
  func manyNightsAreDrawnSeveralAsOne(_ count: Int, _ dots: Int) throws {
    let nights = (0..<count).map {
      SummaryNight(date: "night-\(1000 + $0)", runs: 2, median: 8, low: 7, high: 9)
    }
    let chart = try chart([], nights: nights)
    #expect(try drawn("dot", chart).count == dots)
    #expect(chart.legend[0].text.hasPrefix(count == 180 ? "a night" : "up to"))
  }
}
