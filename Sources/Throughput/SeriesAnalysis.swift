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
    guard series.levels.count >= settings.leastTestedRuns else { return nil }
    let raw = NoiseModel(series, levels: series.levels)
    let modes = HiddenModes.merge(series.levels, within: raw.within)
    var (noise, scan, segmentation) = Self.search(series, modes, raw: raw, settings: settings)
    if let distance = modes.distance {
      // A block across a change has runs of two levels, of which it can tell the modes of one.
      let again = HiddenModes.merge(
        series.levels, distance: distance, within: raw.within,
        cuts: segmentation.changes.map(\.index))
      let second = Self.search(series, again, raw: raw, settings: settings)
      if second.2.cost < segmentation.cost { (noise, scan, segmentation) = second }
    }
    incidents = segmentation.removeIncidents()
    changes = segmentation.changes
    levels = segmentation.levels
    self.series = series
    self.noise = noise
    self.scan = scan
  }

  /// Searches for changes, given which runs belong to which mode.
  private static func search(
    _ series: PreparedSeries, _ modes: ModeLevels, raw: NoiseModel, settings: DetectorSettings
  ) -> (NoiseModel, SplitScan, Segmentation) {
    let noise = modes.distance == nil ? raw : NoiseModel(series, levels: modes)
    let reach = settings.winsorDeviations * noise.within
    let scan = SplitScan(
      layout: series.layout, noise: noise, leastElements: settings.leastRuns
    ) { add in
      // Cuts off what lies further than `reach` from the median of its neighbours.
      RunningWindow.forEachMedian(of: modes, reach: winsorReach) { index, median in
        add(min(max(modes[index], median - reach), median + reach))
      }
    }
    var segmentation = Segmentation(
      candidates: SeededSegmentation.candidates(scan, threshold: settings.candidateStrength),
      levels: modes, noise: noise, scan: scan, settings: settings)
    segmentation.removeWeak()
    segmentation.settle()
    segmentation.removeWeak()
    return (noise, scan, segmentation)
  }

  private init(inverting other: SeriesAnalysis) {
    series = other.series.inverse
    levels = ModeLevels(original: series.levels, distance: nil)
    noise = other.noise
    changes = other.changes.map {
      Change(index: $0.index, stretch: $0.stretch, test: $0.test.inverse)
    }
    incidents = other.incidents
    scan = other.scan
  }
}

extension SeriesAnalysis {
  /// The analysis of the series with each rate replaced by its reciprocal; nil where one of the two has
  /// hidden modes, of which always the lower one is lifted.
  ///
  /// Of logarithms it only turns the signs, which no other step takes notice of: noise is estimated from
  /// distances, and splits compete by the squares of theirs.
  ///
  /// - Complexity: O(*n*) but for the search for modes.
  var inverse: SeriesAnalysis? {
    guard levels.distance == nil, HiddenModes.distance(in: series.levels.map(-)) == nil else {
      return nil
    }
    return SeriesAnalysis(inverting: self)
  }
}

extension NoiseModel {
  /// Estimates the noise of a series with the given levels.
  init<Levels: RandomAccessCollection<Double>>(_ series: PreparedSeries, levels: Levels)
  where Levels.Index == Int {
    self.init(levels: levels, layout: series.layout, medianRate: series.medianRate)
  }
}
