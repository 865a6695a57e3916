/// First runs that the search does not see, and what they still tell about the place of a change.
///
/// Between two runs that the search sees there may be several sessions of a single run each. A large
/// change shows even in their erratic rates.
struct LeftOutRuns {
  private let positions: RankedPositions
  private let levels: [Double]
  private let warmUp: WarmUp?

  /// A cost beyond which a run counts as an outlier.
  private static let costOfOutlier = 2.0
  /// The least deviation of first runs that is believed.
  private static let leastSpread = 0.02

  /// Creates the runs from their positions in the series and their levels.
  init(positions: PositionSet, levels: [Double], warmUp: WarmUp?) {
    self.positions = RankedPositions(positions)
    self.levels = levels
    self.warmUp = warmUp
  }

  private init(inverting other: LeftOutRuns) {
    positions = other.positions
    levels = other.levels.map(-)
    warmUp = other.warmUp?.inverse
  }

  /// The runs with each rate replaced by its reciprocal.
  var inverse: LeftOutRuns { LeftOutRuns(inverting: self) }

  /// Returns the position at which a change between two runs is most likely.
  ///
  /// That is the median of the positions, weighted with their likelihood.
  ///
  /// - Parameters:
  ///   - gap: The positions from behind the last run before the change to the first run behind it.
  ///   - before: The level before the change.
  ///   - after: The level behind it.
  ///   - modeDistance: The distance of a second, lower mode, if there is one.
  /// - Returns: The lower end of the gap if there is nothing to choose.
  func place(in gap: Range<Int>, before: Double, after: Double, modeDistance: Double?) -> Int {
    let first = positions.rank(of: gap.lowerBound)
    let end = positions.rank(of: gap.upperBound)
    guard let warmUp, let deviation = warmUp.spread, end - first > 1 else { return gap.lowerBound }
    let spread = max(Self.leastSpread, deviation)
    func cost(_ index: Int, at level: Double) -> Double {
      let offset = levels[index] - warmUp.offset - level
      let lower = modeDistance.map { abs(offset + $0) } ?? .infinity
      let deviation = min(abs(offset), lower) / spread
      return min(deviation * deviation / 2, Self.costOfOutlier)
    }
    // Costs relative to a change before all of them; the last belongs to the run behind the gap.
    var costs = [0.0]
    for index in first..<(end - 1) {
      costs.append(
        costs[index - first] + cost(index, at: before) - cost(index, at: after))
    }
    let least = costs.min() ?? 0
    let weights = costs.map { exponential(least - $0) }
    let half = weights.reduce(0, +) / 2
    var passed = 0.0
    for (offset, weight) in weights.enumerated() {
      passed += weight
      if passed >= half { return positions[first + offset] }
    }
    return gap.lowerBound
  }
}
