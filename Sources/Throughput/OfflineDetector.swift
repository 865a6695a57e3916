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
  package func changes(in series: RateSeries) -> SeriesChanges? {
    changes(in: CompactSeries(series))
  }

  /// Returns what the series went through, or nil if it has too few usable runs.
  ///
  /// Most memory is taken by the series itself, whose rates are worked on where they lie, and by 8 bytes
  /// and some bits a run more.
  ///
  /// - Complexity: O(*n* log *n*) on average for *n* runs.
  package func changes(in series: consuming CompactSeries) -> SeriesChanges? {
    guard let analysis = SeriesAnalysis(series, settings: settings) else { return nil }
    return SeriesChanges(
      lasting: SlowDecline.groups(in: analysis).map { analysis.point(joining: $0) },
      incidents: analysis.incidents.map { analysis.point($0) })
  }
}
