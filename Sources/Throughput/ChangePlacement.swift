/// Finds the place of a change between two known levels.
///
/// The search compares means of values that were cut off, over whole stretches. With both levels
/// known, each run speaks for one of them by itself: a likelihood that grows linearly for runs far
/// off (Huber, "Robust estimation of a location parameter", 1964), so that outliers do not decide,
/// and in which a run may belong to either of two hidden modes.
struct ChangePlacement {
  /// The most runs by which a change moves.
  private static let reach = 100
  /// The deviations from which the likelihood falls linearly.
  private static let linearFrom = 1.5
  /// How much the odds for session starts count; less than in the search, as each run counts more.
  private static let shareOfBonus = 0.8

  private let levels: ModeLevels
  private let scan: SplitScan
  private let noise: NoiseModel
  private let before: Double
  private let after: Double

  /// Prepares to place a change between the levels on both sides of it.
  init(
    of index: Int, in stretch: Range<Int>, levels: ModeLevels, scan: SplitScan, noise: NoiseModel
  ) {
    self.levels = levels
    self.scan = scan
    self.noise = noise
    let left = max(stretch.lowerBound, index - ShiftTest.reach)..<index
    let right = index..<min(stretch.upperBound, index + ShiftTest.reach)
    before = OrderStatistics.median(of: levels[left])
    after = OrderStatistics.median(of: levels[right])
  }
}

extension ChangePlacement {
  /// Returns the most likely place near `index`, which wins against equals.
  func best(near index: Int, in stretch: Range<Int>) -> Int {
    var best = (score: -Double.infinity, place: index)
    forEachScore(near: index, in: stretch) { place, score in
      let score = score + (place == index ? 0.01 : 0)
      if score > best.score { best = (score, place) }
    }
    return best.place
  }

  /// Returns the places near `index` that are nearly as likely as the most likely one.
  ///
  /// - Parameters:
  ///   - index: The place of the change.
  ///   - stretch: The elements from the change before to the change behind, or the ends.
  ///   - loss: The logarithm of the likelihood that a place may lack.
  /// - Returns: The places in rising order, `index` among them.
  func plausible(near index: Int, in stretch: Range<Int>, loss: Double) -> [Int] {
    var scores: [(place: Int, score: Double)] = []
    forEachScore(near: index, in: stretch) { scores.append(($0, $1)) }
    let best = scores.map(\.score).max() ?? 0
    return scores.filter { $0.place == index || $0.score >= best - loss }.map(\.place)
  }

  /// Hands out the logarithm of the likelihood of each place within reach, up to a constant.
  private func forEachScore(
    near index: Int, in stretch: Range<Int>, _ body: (_ place: Int, _ score: Double) -> Void
  ) {
    let lowest = max(stretch.lowerBound + scan.leastElements, index - Self.reach)
    let highest = min(stretch.upperBound - scan.leastElements, index + Self.reach)
    guard lowest < highest else { return body(index, 0) }
    var gain = 0.0
    for place in lowest...highest {
      let bonus = scan.layout.isStart(place) ? Self.shareOfBonus * scan.startBonus : 0
      body(place, gain + bonus)
      gain += weight(of: place) * (cost(of: place, at: after) - cost(of: place, at: before))
    }
  }

  /// Relabels the modes of the runs between an old and a new place of the change.
  func relabel(_ levels: inout ModeLevels, from old: Int, to new: Int) {
    let tolerance = 4 * noise.within
    if new > old {
      levels.relabel(old..<new, level: before, tolerance: tolerance)
    } else {
      levels.relabel(new..<old, level: after, tolerance: tolerance)
    }
  }

  /// Runs of one session share its deviation: the more there are, the less each one counts.
  private func weight(of element: Int) -> Double {
    let runs = Double(scan.layout.session(of: element).count)
    return 1 / (1 + runs * noise.betweenVariance / noise.withinVariance)
  }

  private func cost(of element: Int, at level: Double) -> Double {
    let deviation = levels.deviation(of: element, from: level) / noise.within
    let linear = Self.linearFrom
    return deviation < linear
      ? deviation * deviation / 2 : linear * deviation - linear * linear / 2
  }
}
