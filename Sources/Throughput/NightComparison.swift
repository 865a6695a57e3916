/// How the rate of some nights differs from that of earlier ones.
package struct NightComparison: Sendable, Equatable {
  /// The relative change: -0.2 is 20 % slower.
  package let change: Double
  /// The ends of its 95 % interval.
  package let low: Double
  package let high: Double

  /// Compares nights; returns nil if they have too few usable runs.
  ///
  /// The runs next to the border count, at most 120 on either side.
  ///
  /// - Complexity: O(*n* log *n*) on average for *n* runs.
  package init?(before: [Night], after: [Night], settings: DetectorSettings = DetectorSettings()) {
    var series = RateSeries()
    for night in before + after {
      for session in night.sessions { series.append(day: night.day, rates: session) }
    }
    let border = before.reduce(0) { $0 + $1.runs }
    let rates = CompactSeries(series)
    guard let analysis = SeriesAnalysis(rates, settings: settings) else { return nil }
    let count = analysis.levels.count
    var first = 0
    while first < count, analysis.series.position(after: first) <= border { first += 1 }
    guard first > 0, first < count else { return nil }
    let test = analysis.test(from: 0..<first, to: first..<count)
    let reach = ShiftTest.intervalErrors * test.standardError
    change = exponentialMinusOne(test.shift)
    low = exponentialMinusOne(test.shift - reach)
    high = exponentialMinusOne(test.shift + reach)
  }
}
