/// The size of a change with its uncertainty, from the runs next to it on both sides.
struct ShiftTest {
  /// The change of the natural logarithm of the rate.
  let shift: Double
  /// The standard error of ``shift``.
  let standardError: Double
  /// The number of sessions that the side before the change is worth.
  let sessionsBefore: Double
  /// The number of sessions that the side behind the change is worth.
  let sessionsAfter: Double

  /// The most runs that are taken from either side.
  static let reach = 120
  /// The standard errors on either side of ``shift`` that make a 95 % interval.
  ///
  /// More than the 1.96 of a normal distribution with known noise: the noise is estimated, and the
  /// level wanders slowly. On generated series 95 % of the intervals hold the planted change.
  static let intervalErrors = 2.3

  /// Tests the change from the end of one stretch to the beginning of another.
  ///
  /// - Precondition: Neither stretch is empty.
  init<Levels: RandomAccessCollection<Double>>(
    from first: Range<Int>, to second: Range<Int>, levels: Levels, layout: SessionLayout,
    noise: NoiseModel
  ) where Levels.Index == Int {
    let before = max(first.lowerBound, first.upperBound - Self.reach)..<first.upperBound
    let after = second.lowerBound..<min(second.upperBound, second.lowerBound + Self.reach)
    shift = HodgesLehmann.shift(from: levels[before], to: levels[after])
    let runs = 1 / Double(before.count) + 1 / Double(after.count)
    let concentrationBefore = layout.concentration(before)
    let concentrationAfter = layout.concentration(after)
    let variance =
      HodgesLehmann.relativeVariance * noise.withinVariance * runs
      + noise.betweenVariance * (concentrationBefore + concentrationAfter)
    standardError = variance.squareRoot()
    sessionsBefore = 1 / concentrationBefore
    sessionsAfter = 1 / concentrationAfter
  }

  private init(inverting other: ShiftTest) {
    shift = -other.shift
    standardError = other.standardError
    sessionsBefore = other.sessionsBefore
    sessionsAfter = other.sessionsAfter
  }
}

extension ShiftTest {
  /// The test of the same change of the reciprocals of the rates.
  var inverse: ShiftTest { ShiftTest(inverting: self) }

  /// The size of the change in standard errors; never negative.
  var z: Double { abs(shift) / standardError }

  /// The change relative to the level before it; a rise is measured against the level behind it, so
  /// that a drop and its way back count the same.
  var magnitude: Double { -exponentialMinusOne(-abs(shift)) }
}
