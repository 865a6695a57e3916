import Localization
import Testing

@testable import Reporting

/// What is said of speeds and causes.
struct PhrasesTests {
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
      ([0.5, 0.125], "2.00–8.00 s/it (2 runs)"),
      ([2.0, 0.5], "0.50–2.00 it/s (2 runs)"),
      ([8.6, 22.7, 24.7], "22.7 it/s (median of 3 runs)"),
    ] as [([Double], String)])
  func speed(_ rates: [Double], _ words: String) {
    let phrases = Phrases(language: .en, words: .builtin)
    #expect(phrases.speed(of: Self.series(rates)) == words)
  }

  @Test func chinese() {
    let phrases = Phrases(language: .zh, words: .builtin)
    #expect(phrases.speed(of: Self.series([28.8, 3.45])) == "3.45–28.8 it/s（2 次任务）")
  }

  @Test(arguments: [
    (-0.42, "42 % slower", "慢了 42 %"), (0.42, "42 % faster", "快了 42 %"),
    (1.9, "190 % faster", "快了 190 %"), (115.2, "116 times as fast", "速度为原来的 116 倍"),
  ])
  func change(_ share: Double, _ english: String, _ chinese: String) {
    #expect(Phrases(language: .en, words: .builtin).changed(share) == english)
    #expect(Phrases(language: .zh, words: .builtin).changed(share) == chinese)
  }

  @Test("how sure a cause is stands beside it, if it is one", arguments: [true, false])
  func sureness(saysUnknown: Bool) {
    let title = LocalizedText(en: "No reason", zh: "没有原因")
    let cause = CauseReport(
      cause: "a", family: "b", title: title, confidence: .possible, saysUnknown: saysUnknown,
      verdict: title, remedy: RemedyReport(text: title))
    let phrases = Phrases(language: .en, words: .builtin)
    #expect(phrases.tagged(cause) == (saysUnknown ? "No reason" : "[possible] No reason"))
    #expect(phrases.explained(cause).hasPrefix("No reason (possible: ") == !saysUnknown)
  }
}
