/// One series taken through all steps: preparation, noise, hidden modes, search and test.
struct SeriesAnalysis {
  /// The prepared series, with hidden modes merged.
  let series: PreparedSeries
  /// Its noise.
  let noise: NoiseModel
  /// The changes that stand, in rising order, by element of ``series``.
  let changes: [(index: Int, stretch: Range<Int>, test: ShiftTest)]
  /// Short excursions, in rising order, by element of ``series``.
  let incidents: [(range: Range<Int>, stretch: Range<Int>)]

  /// The number of elements around a run whose median says how far off the run is.
  private static let winsorReach = 3

  /// Analyses a series; returns nil if it has too few usable runs for any change.
  ///
  /// - Complexity: O(*n* log *n*) on average.
  init?(_ rates: RateSeries, settings: DetectorSettings) {
    var series = PreparedSeries(rates)
    let count = series.levels.count
    guard count >= 2 * settings.leastRuns else { return nil }
    var noise = series.noise
    if HiddenModes.merge(&series.levels, within: noise.within) != nil {
      noise = series.noise
    }
    let reach = settings.winsorDeviations * noise.within
    let clipped = zip(
      series.levels, RunningWindow.medians(of: series.levels, reach: Self.winsorReach)
    ).map { level, median in
      min(max(level, median - reach), median + reach)
    }
    let scan = SplitScan(
      levels: clipped, layout: series.layout, noise: noise, leastElements: settings.leastRuns)
    var segmentation = Segmentation(
      candidates: SeededSegmentation.candidates(scan, threshold: settings.candidateStrength),
      levels: series.levels, noise: noise, scan: scan, settings: settings)
    segmentation.removeWeak()
    incidents = segmentation.removeIncidents()
    changes = segmentation.changes
    self.series = series
    self.noise = noise
  }
}

extension PreparedSeries {
  /// The noise at the levels as they are.
  var noise: NoiseModel {
    NoiseModel(levels: levels, layout: layout, medianRate: medianRate)
  }
}
