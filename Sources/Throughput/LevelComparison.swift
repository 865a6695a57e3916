/// The rates of one workload at two times, set side by side.
///
/// Where both sides have enough runs, the shift is tested as the detector tests a change: sessions
/// count as units of evidence, and first runs, which warm up, are left out. With fewer runs the two
/// medians are an observation: there is no interval then.
package struct LevelComparison: Sendable, Equatable {
  /// What a test says about the shift.
  package struct Test: Sendable, Equatable {
    /// The ends of the 95 % interval of ``LevelComparison/change``.
    package var low: Double
    package var high: Double
    /// The size of the shift in standard errors.
    package var z: Double
    /// Whether the shift is certain and large enough to be reported.
    package var isSignificant: Bool
  }

  /// The typical rate before, in work per second.
  package var fromRate: Double
  /// The typical rate behind; `fromRate * (1 + change)`.
  package var toRate: Double
  /// The change relative to the rate before: -0.2 is 20 % slower.
  package var change: Double
  /// The numbers of usable runs on both sides, first runs included.
  package var runsBefore: Int
  package var runsAfter: Int
  /// The test, or `nil` where the runs are too few: observed, not tested.
  package var test: Test?
}

extension LevelComparison {
  /// Compares two stretches of one workload's runs; fails if a side has no usable run.
  ///
  /// - Parameters:
  ///   - before: The runs before, in the order of time; the nearest 120 count.
  ///   - after: The runs behind; the first 120 count.
  ///   - settings: The thresholds.
  /// - Complexity: O(*n* log *n*) for *n* runs.
  package init?(
    before: RateSeries, after: RateSeries, settings: DetectorSettings = DetectorSettings()
  ) {
    let first = Side(before)
    let second = Side(after)
    guard first.runs > 0, second.runs > 0 else { return nil }
    // Where a side is first runs alone, like is compared with like: first runs with first runs.
    let warm = !first.warm.isEmpty && !second.warm.isEmpty
    let left = warm ? first.warm : first.cold
    let right = warm ? second.warm : second.cold
    runsBefore = first.runs
    runsAfter = second.runs
    fromRate = exponential(OrderStatistics.median(of: left.map(\.level)))
    guard left.count >= settings.leastRuns, right.count >= settings.leastRuns else {
      toRate = exponential(OrderStatistics.median(of: right.map(\.level)))
      change = toRate / fromRate - 1
      test = nil
      return
    }
    let shift = Self.shift(from: left, to: right)
    let reach = ShiftTest.intervalErrors * shift.standardError
    change = exponentialMinusOne(shift.shift)
    toRate = fromRate * (1 + change)
    test = Test(
      low: exponentialMinusOne(shift.shift - reach), high: exponentialMinusOne(shift.shift + reach),
      z: shift.z,
      isSignificant: shift.z >= settings.leastZ && shift.magnitude >= settings.leastEffect)
  }

  /// Whether the rate fell, certainly and by enough to be reported.
  package var isSlower: Bool { test?.isSignificant == true && change < 0 }

  /// Whether the rate rose, certainly and by enough to be reported.
  package var isFaster: Bool { test?.isSignificant == true && change > 0 }

  private static func shift(from left: [Element], to right: [Element]) -> ShiftTest {
    let elements = left + right.map { Element(level: $0.level, session: $0.session + 1 << 40) }
    let levels = elements.map(\.level)
    let layout = SessionLayout(sessionNumbers: elements.map(\.session))
    let median = exponential(OrderStatistics.median(of: levels))
    let raw = NoiseModel(levels: levels, layout: layout, medianRate: median)
    let modes = HiddenModes.merge(levels, within: raw.within)
    let noise =
      modes.distance == nil
      ? raw : NoiseModel(levels: modes, layout: layout, medianRate: median)
    return ShiftTest(
      from: 0..<left.count, to: left.count..<levels.count, levels: modes, layout: layout,
      noise: noise)
  }
}

extension LevelComparison {
  /// A usable run.
  private struct Element {
    /// The natural logarithm of its rate.
    var level: Double
    /// The number of its session.
    var session: Int
  }

  /// The usable runs of one side: the first of each session, and the others.
  private struct Side {
    var cold: [Element] = []
    var warm: [Element] = []

    var runs: Int { cold.count + warm.count }

    init(_ series: RateSeries) {
      var position = 0
      for (number, session) in series.sessions.enumerated() {
        for run in 0..<session.runs {
          let rate = series.rates[position]
          position += 1
          guard rate > 0, rate.isFinite else { continue }
          let element = Element(level: naturalLogarithm(rate), session: number)
          if run == 0 { cold.append(element) } else { warm.append(element) }
        }
      }
    }
  }
}
