/// One series taken through all steps: preparation, noise, hidden modes, search and test.
struct SeriesAnalysis {
  /// A change that stands.
  struct Change {
    /// The first element on the new level.
    let index: Int
    /// The elements from the change before to the change behind, or the ends.
    let stretch: Range<Int>
    /// Its size.
    let test: ShiftTest
  }

  /// An excursion that is no change.
  struct Incident {
    /// The elements off the level.
    let range: Range<Int>
    /// The elements from the change before to the change behind, or the ends.
    let stretch: Range<Int>
  }

  /// The prepared series.
  let series: PreparedSeries
  /// Its levels, with hidden modes merged.
  let levels: ModeLevels
  /// Its noise.
  let noise: NoiseModel
  /// The changes that stand, in rising order.
  let changes: [Change]
  /// The excursions, in rising order.
  let incidents: [Incident]
  /// Places and scores changes.
  let scan: SplitScan

  /// The number of elements around a run whose median says how far off the run is.
  private static let winsorReach = 3

  /// Analyses a series; returns nil if it has too few usable runs for any change.
  ///
  /// The rates become the levels where they lie; what is added in memory are 8 bytes and some bits a
  /// run.
  ///
  /// - Complexity: O(*n* log *n*) on average.
  init?(_ rates: consuming CompactSeries, settings: DetectorSettings) {
    let series = PreparedSeries(rates)
    guard series.levels.count >= 2 * settings.leastRuns else { return nil }
    let raw = NoiseModel(series, levels: series.levels)
    let modes = HiddenModes.merge(series.levels, within: raw.within)
    let noise = modes.distance == nil ? raw : NoiseModel(series, levels: modes)
    let reach = settings.winsorDeviations * noise.within
    let scan = SplitScan(
      layout: series.layout, noise: noise, leastElements: settings.leastRuns
    ) { add in
      // Cuts off what lies further than `reach` from the median of its neighbours.
      RunningWindow.forEachMedian(of: modes, reach: Self.winsorReach) { index, median in
        add(min(max(modes[index], median - reach), median + reach))
      }
    }
    var segmentation = Segmentation(
      candidates: SeededSegmentation.candidates(scan, threshold: settings.candidateStrength),
      levels: modes, noise: noise, scan: scan, settings: settings)
    segmentation.removeWeak()
    segmentation.settle()
    segmentation.removeWeak()
    incidents = segmentation.removeIncidents()
    changes = segmentation.changes
    levels = segmentation.levels
    self.series = series
    self.noise = noise
    self.scan = scan
  }
}

extension NoiseModel {
  /// Estimates the noise of a series with the given levels.
  init<Levels: RandomAccessCollection<Double>>(_ series: PreparedSeries, levels: Levels)
  where Levels.Index == Int {
    self.init(levels: levels, layout: series.layout, medianRate: series.medianRate)
  }
}
