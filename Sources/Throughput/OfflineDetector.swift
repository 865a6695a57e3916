/// Finds all changes of a whole series.
package struct OfflineDetector: Sendable {
  /// The thresholds in force.
  package var settings: DetectorSettings

  /// Creates a detector.
  package init(settings: DetectorSettings = DetectorSettings()) {
    self.settings = settings
  }

  /// Returns what the series went through, or nil if it has too few usable runs.
  ///
  /// - Complexity: O(*n* log *n*) on average for *n* runs.
  package func report(on series: RateSeries) -> SeriesReport? {
    guard let analysis = SeriesAnalysis(series, settings: settings) else { return nil }
    return SeriesReport(
      changes: analysis.changes.map { analysis.point($0) },
      incidents: analysis.incidents.map { analysis.point($0) })
  }
}

extension SeriesAnalysis {
  /// Turns a change into what is reported.
  func point(_ change: Change) -> ChangePoint {
    point(
      .step, at: change.index, end: nil, before: change.stretch.lowerBound..<change.index,
      test: change.test)
  }

  /// Turns an excursion into what is reported.
  func point(_ incident: Incident) -> ChangePoint {
    let before = incident.stretch.lowerBound..<incident.range.lowerBound
    let test = ShiftTest(
      from: before, to: incident.range, levels: levels.merged, layout: series.layout, noise: noise)
    return point(
      .incident, at: incident.range.lowerBound, end: incident.range.upperBound, before: before,
      test: test)
  }

  private func point(
    _ kind: ChangePoint.Kind, at index: Int, end: Int?, before: Range<Int>, test: ShiftTest
  ) -> ChangePoint {
    let level = OrderStatistics.median(of: levels.merged[before].suffix(ShiftTest.reach))
    let change = exponentialMinusOne(test.shift)
    let from = exponential(level)
    let reach = ShiftTest.intervalErrors * test.standardError
    return ChangePoint(
      kind: kind,
      index: series.leftOut.place(
        in: series.gap(before: index), before: level, after: level + test.shift,
        modeDistance: levels.distance),
      end: end.map { series.position(after: $0 - 1) }, change: change,
      low: exponentialMinusOne(test.shift - reach), high: exponentialMinusOne(test.shift + reach),
      z: test.z, fromRate: from, toRate: from * (1 + change),
      isAtSessionStart: series.layout.isStart(index))
  }
}
