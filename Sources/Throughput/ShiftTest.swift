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

  /// Tests the change at `index` between the neighbouring changes, or ends, of `stretch`.
  ///
  /// - Precondition: There are elements on both sides.
  init(
    at index: Int, in stretch: Range<Int>, levels: [Double], layout: SessionLayout,
    noise: NoiseModel
  ) {
    let before = max(stretch.lowerBound, index - Self.reach)..<index
    let after = index..<min(stretch.upperBound, index + Self.reach)
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
}

extension ShiftTest {
  /// The size of the change in standard errors; never negative.
  var z: Double { abs(shift) / standardError }

  /// The change relative to the level before it; a rise is measured against the level behind it, so
  /// that a drop and its way back count the same.
  var magnitude: Double { -exponentialMinusOne(-abs(shift)) }
}
