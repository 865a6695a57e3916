/// Finds all changes of a whole series.
package struct OfflineDetector: Sendable {
  /// The thresholds in force.
  package var settings: DetectorSettings

  /// Creates a detector.
  package init(settings: DetectorSettings = DetectorSettings()) {
    self.settings = settings
  }

  /// Returns the changes of the series in rising order, or nil if it has too few usable runs.
  ///
  /// - Complexity: O(*n* log *n*) on average for *n* runs.
  package func report(on series: RateSeries) -> SeriesReport? {
    guard let analysis = SeriesAnalysis(series, settings: settings) else { return nil }
    return SeriesReport(
      changes: analysis.changes.map {
        ChangePoint(analysis.series, index: $0.index, stretch: $0.stretch, test: $0.test)
      },
      incidents: [])
  }
}

/// What a series went through.
package struct SeriesReport: Sendable, Equatable {
  /// The changes that lasted, in rising order.
  package var changes: [ChangePoint]
  /// The excursions that did not last, in rising order.
  package var incidents: [ChangePoint]
}

extension ChangePoint {
  /// The standard errors on either side of an estimate that make a 95 % interval.
  private static let intervalErrors = 1.96

  /// Turns a tested change into what is reported.
  init(_ series: PreparedSeries, index: Int, stretch: Range<Int>, test: ShiftTest) {
    let before = series.levels[max(stretch.lowerBound, index - ShiftTest.reach)..<index]
    let from = exponential(OrderStatistics.median(of: before))
    let change = exponentialMinusOne(test.shift)
    self.init(
      kind: .step, index: series.reportedAt[index], end: nil, change: change,
      low: exponentialMinusOne(test.shift - Self.intervalErrors * test.standardError),
      high: exponentialMinusOne(test.shift + Self.intervalErrors * test.standardError),
      z: test.z, fromRate: from, toRate: from * (1 + change),
      isAtSessionStart: series.layout.isStart(index))
  }
}
