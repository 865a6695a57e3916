/// How much runs scatter within a session, and sessions among each other.
///
/// Both are standard deviations of the logarithm of the rate, estimated from differences of
/// neighbours so that a change of level hardly moves them.
struct NoiseModel: Equatable {
  /// The variance of runs within one session.
  let withinVariance: Double
  /// The variance of the level of whole sessions.
  let betweenVariance: Double

  /// The deviation of runs within one session.
  var within: Double { withinVariance.squareRoot() }

  /// The least deviation within sessions that is believed.
  private static let floor = 0.004
  /// The deviation between sessions that is assumed before any is seen.
  private static let assumedBetween = 0.006
  /// The number of session differences that the assumption weighs.
  private static let assumptionWeight = 30.0
  /// The number of differences within sessions below which all differences are taken.
  private static let leastDifferences = 8
  /// The deviation that is assumed for a single run.
  private static let assumedWithin = 0.02

  /// Estimates the noise of a prepared series.
  ///
  /// - Parameters:
  ///   - levels: The natural logarithms of the rates.
  ///   - layout: How they fall into sessions.
  ///   - medianRate: The median rate, which tells how coarsely tqdm rounded: it prints two decimals
  ///     of `it/s`, or of `s/it` for rates below 1.
  init<Levels: RandomAccessCollection<Double>>(
    levels: Levels, layout: SessionLayout, medianRate: Double
  ) where Levels.Index == Int {
    let rate = max(medianRate, 1e-9)
    let rounding = 0.01 / max(rate, 1 / rate) / 12.0.squareRoot()
    let scatter = Self.scatter(levels: levels, layout: layout)
    let within = max(scatter, Self.floor, 2 * rounding)
    withinVariance = within * within
    betweenVariance = Self.between(levels: levels, layout: layout, within: within)
  }

  private static func scatter<Levels: RandomAccessCollection<Double>>(
    levels: Levels, layout: SessionLayout
  ) -> Double where Levels.Index == Int {
    guard levels.count > 1 else { return assumedWithin }
    let inside = levels.count - layout.sessions
    let takesAll = inside < leastDifferences
    var differences: [Double] = []
    differences.reserveCapacity(takesAll ? levels.count : inside)
    for index in levels.indices.dropFirst() where takesAll || !layout.isStart(index) {
      differences.append(abs(levels[index] - levels[index - 1]))
    }
    return OrderStatistics.spread(&differences) / 2.0.squareRoot()
  }

  private static func between<Levels: RandomAccessCollection<Double>>(
    levels: Levels, layout: SessionLayout, within: Double
  ) -> Double where Levels.Index == Int {
    let assumed = max(assumedBetween, within / 4) * max(assumedBetween, within / 4)
    let differences = layout.sessions - 1
    guard differences >= 3 else { return assumed }
    let deviation = jump(levels: levels, layout: layout)
    var errors: [Double] = []
    errors.reserveCapacity(layout.sessions)
    layout.forEachSession { errors.append(($0.count > 2 ? 1.4 : 1) / Double($0.count)) }
    let excess = deviation * deviation / 2 - within * within * OrderStatistics.median(&errors)
    let weight = Double(differences)
    return (weight * max(0, excess) + assumptionWeight * assumed) / (weight + assumptionWeight)
  }

  /// The spread of the steps from the median of one session to that of the next.
  private static func jump<Levels: RandomAccessCollection<Double>>(
    levels: Levels, layout: SessionLayout
  ) -> Double where Levels.Index == Int {
    var jumps: [Double] = []
    jumps.reserveCapacity(layout.sessions)
    var copy: [Double] = []
    var previous: Double?
    layout.forEachSession { session in
      let median = OrderStatistics.median(of: levels[session], copiedTo: &copy)
      if let previous { jumps.append(abs(median - previous)) }
      previous = median
    }
    return OrderStatistics.spread(&jumps)
  }
}
