/// Turns rates into heights of a chart.
struct RateScale {
  /// The rate at the bottom and at the top.
  let low: Double
  let high: Double
  /// The pixels of the top and of the bottom.
  let top: Double
  let bottom: Double
  /// The rates that the axis names.
  let ticks: [Double]

  /// Creates a scale that holds the values, but for a few far away from all others.
  ///
  /// It begins at 0 where the values spread widely. Otherwise it shows at least a tenth of the
  /// highest value, so that noise does not look like a change.
  init(_ values: some Collection<Double>, top: Double, bottom: Double) {
    let sorted = values.sorted()
    let inner = (low: Self.quantile(0.02, of: sorted), high: Self.quantile(0.98, of: sorted))
    let reach = max(inner.high - inner.low, abs(inner.high) / 10)
    let least = max(sorted.first ?? 0, inner.low - reach)
    let most = max(min(sorted.last ?? 1, inner.high + reach), least)
    let span = max(most - least, abs(most) / 10, .leastNormalMagnitude)
    let middle = (least + most) / 2
    let bounds = (low: middle - span * 0.6, high: middle + span * 0.6)
    low = bounds.low < 0.35 * bounds.high ? 0 : bounds.low
    high = bounds.high
    self.top = top
    self.bottom = bottom
    ticks = Self.ticks(from: low, to: high)
  }

  private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    sorted.isEmpty ? 0 : sorted[Int((share * Double(sorted.count - 1)).rounded())]
  }

  /// Returns whether a rate lies beyond the scale.
  func isBeyond(_ rate: Double) -> Bool {
    rate < low || rate > high
  }

  /// Returns the height of a rate.
  func y(_ rate: Double) -> Double {
    let share = (rate - low) / (high - low)
    return bottom - min(max(share, 0), 1) * (bottom - top)
  }

  /// Returns a rate as the axis writes it, with its unit where that fits.
  func label(_ rate: Double) -> String {
    guard let first = ticks.first, ticks.count > 1 else { return Measure.rounded(rate) }
    let step = ticks[1] - first
    return Measure.rounded(
      rate, places: step >= 0.999 ? 0 : step >= 0.0999 ? 1 : step >= 0.00999 ? 2 : 3)
  }

  /// Returns three to six round numbers between two bounds.
  private static func ticks(from low: Double, to high: Double) -> [Double] {
    let span = high - low
    guard span > 0, span.isFinite, high < 1e15, span > 1e-9 else { return [low] }
    var step = 1.0
    while step > span { step /= 10 }
    while step * 10 < span { step *= 10 }
    // The step is now at most the span and at least a tenth of it.
    let steps = [step / 5, step / 2, step, step * 2]
    step = steps.first { span / $0 <= 6 } ?? step * 2
    var result: [Double] = []
    var tick = (low / step).rounded(.up)
    while tick * step <= high, result.count < 8 {
      result.append(tick * step)
      tick += 1
    }
    return result
  }
}

/// Turns numbers of runs, or of nights, into places along a chart.
struct RunScale {
  /// The number of runs.
  let runs: Int

  /// Returns the place of the middle of a run, or of the stretch that begins with it.
  func middle(_ first: Int, runs count: Int = 1) -> String {
    Place.share(share(Double(first) + Double(count) / 2))
  }

  /// Returns the place where a run begins.
  func start(_ run: Int) -> String {
    Place.share(share(Double(run)))
  }

  /// Returns how wide so many runs are.
  func width(_ count: Int) -> String {
    Place.share(Double(count) / Double(max(runs, 1)))
  }

  /// Returns where a run begins, from 0 to 1.
  func share(_ run: Double) -> Double {
    run / Double(max(runs, 1))
  }

  /// The runs, from 0, that the axis names: up to five round numbers, counted from 1.
  var ticks: [Int] {
    guard runs > 1 else { return runs == 1 ? [0] : [] }
    var step = 1
    var factors = [2, 5, 10]
    var base = 1
    while runs / step > 5 {
      if factors.isEmpty {
        base *= 10
        factors = [2, 5, 10]
      }
      step = base * factors.removeFirst()
    }
    var result = [0]
    var next = step
    while next <= runs {
      // A tick right beside the first one would be written over it.
      if next - 1 > 0, Double(next - 1) / Double(runs) > 0.08 { result.append(next - 1) }
      next += step
    }
    return result
  }
}
