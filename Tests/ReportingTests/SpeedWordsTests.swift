import Testing

@testable import Reporting

/// What is said of a workload's speed.
struct SpeedWordsTests {
  private static func series(_ rates: [Double]) -> SeriesReport {
    SeriesReport(
      workload: "a", runs: rates.count, medianRatePerSecond: rates.sorted()[rates.count / 2],
      outline: rates)
  }

  @Test(
    arguments: [
      ([4.0], "4.00 it/s (one run)"),
      ([4.0, 4.4], "4.40 it/s (median of 2 runs)"),
      ([28.8, 3.45], "3.45–28.8 it/s (2 runs)"),
      ([0.5, 0.25, 0.125], "2.00–8.00 s/it (3 runs)"),
      ([2.0, 0.5], "0.50–2.00 it/s (2 runs)"),
      ([1, 2, 4, 8], "4.00 it/s (median of 4 runs)"),
    ] as [([Double], String)])
  func speed(_ rates: [Double], _ words: String) {
    let phrases = Phrases(language: .en, words: .builtin)
    #expect(phrases.speed(of: Self.series(rates)) == words)
  }

  @Test func chinese() {
    let phrases = Phrases(language: .zh, words: .builtin)
    #expect(phrases.speed(of: Self.series([28.8, 3.45])) == "3.45–28.8 it/s（2 次任务）")
  }
}
