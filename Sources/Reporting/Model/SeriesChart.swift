/// The rates of one workload as pictures show them: bounded, however many runs there are.
package struct SeriesChart: Sendable, Equatable {
  /// The runs in their order, each by itself or several of them as one.
  package var stretches: [RateStretch]
  /// The levels between the changes, in their order; one where nothing changed.
  package var levels: [RateStretch]
  /// How often rates of each size occur, from the slowest on.
  package var bins: [RateBin]

  /// Creates the value from its parts.
  package init(stretches: [RateStretch], levels: [RateStretch], bins: [RateBin]) {
    self.stretches = stretches
    self.levels = levels
    self.bins = bins
  }
}

/// The rates of neighbouring runs of one workload, in units per second.
package struct RateStretch: Sendable, Equatable {
  /// The number of the first run among the workload's counted runs, from 0.
  package var firstRun: Int
  /// The number of runs.
  package var runs: Int
  /// The slowest run.
  package var low: Double
  /// A quarter of the runs are slower.
  package var lowerQuartile: Double
  /// Half of the runs are slower.
  package var median: Double
  /// A quarter of the runs are faster.
  package var upperQuartile: Double
  /// The fastest run.
  package var high: Double
  /// The line of the run's last frame, counted from 1, where the stretch is one run.
  package var line: Int?

  /// Creates the value from its parts.
  package init(
    firstRun: Int, runs: Int, low: Double, lowerQuartile: Double, median: Double,
    upperQuartile: Double, high: Double, line: Int? = nil
  ) {
    self.firstRun = firstRun
    self.runs = runs
    self.low = low
    self.lowerQuartile = lowerQuartile
    self.median = median
    self.upperQuartile = upperQuartile
    self.high = high
    self.line = line
  }
}

/// How many runs had a rate between two bounds.
package struct RateBin: Sendable, Equatable {
  /// The lower bound, in units per second; rates equal to it belong to the bin.
  package var low: Double
  /// The upper bound; rates equal to it belong to the next bin, if there is one.
  package var high: Double
  /// The number of runs.
  package var runs: Int

  /// Creates the value from its parts.
  package init(low: Double, high: Double, runs: Int) {
    self.low = low
    self.high = high
    self.runs = runs
  }
}

extension SeriesChart {
  /// The most stretches and the most bins of a chart.
  package static let stretchLimit = 180
  private static let binLimit = 24
  /// The most workloads of a report that get a chart.
  package static let chartLimit = 12

  /// Makes the chart of a series.
  ///
  /// There is none for no rates. A series that is longer than ``stretchLimit`` is told in stretches of equal length.
  ///
  /// - Parameters:
  ///   - rates: The rates in their order, in units per second.
  ///   - lines: The line of each run's last frame, or nothing.
  ///   - changes: The runs with which a new level begins.
  /// - Complexity: O(*n* log *n*).
  package init?(rates: [Double], lines: [Int] = [], changes: [Int] = []) {
    guard !rates.isEmpty else { return nil }
    let count = min(rates.count, Self.stretchLimit)
    stretches = (0..<count).map { part in
      let range = part * rates.count / count..<(part + 1) * rates.count / count
      var stretch = RateStretch(rates, in: range)
      if range.count == 1, lines.indices.contains(range.lowerBound) {
        stretch.line = lines[range.lowerBound]
      }
      return stretch
    }
    let inside = Set(changes.filter { rates.indices.contains($0) && $0 > 0 }).sorted()
    let edges = [0] + inside + [rates.count]
    levels = zip(edges, edges.dropFirst()).map { RateStretch(rates, in: $0..<$1) }
    bins = Self.bins(of: rates)
  }

  /// Returns how often rates of each size occur, in bins of one width.
  ///
  /// The width follows Freedman and Diaconis (1981), twice the distance between the quartiles over
  /// the cube root of the number, but there are 6 to 24 bins.
  private static func bins(of rates: [Double]) -> [RateBin] {
    let whole = RateStretch(rates, in: rates.indices)
    let span = whole.high - whole.low
    guard span > 0, span.isFinite else {
      return [RateBin(low: whole.low, high: whole.high, runs: rates.count)]
    }
    var cubeRoot = 1.0
    while cubeRoot * cubeRoot * cubeRoot < Double(rates.count) { cubeRoot += 1 }
    let width = 2 * (whole.upperQuartile - whole.lowerQuartile) / cubeRoot
    let wanted = width > 0 ? (span / width).rounded(.up) : Double(binLimit)
    let count = Int(min(max(wanted, 6), Double(binLimit)))
    var counts = [Int](repeating: 0, count: count)
    for rate in rates {
      counts[min(count - 1, Int((rate - whole.low) / span * Double(count)))] += 1
    }
    return counts.enumerated().map { index, runs in
      RateBin(
        low: whole.low + span * Double(index) / Double(count),
        high: whole.low + span * Double(index + 1) / Double(count), runs: runs)
    }
  }
}

extension RateStretch {
  /// Summarises the rates of a range, which is not empty.
  fileprivate init(_ rates: [Double], in range: Range<Int>) {
    let sorted = rates[range].sorted()
    self.init(
      firstRun: range.lowerBound, runs: range.count, low: sorted[0],
      lowerQuartile: Self.quantile(0.25, of: sorted), median: Self.quantile(0.5, of: sorted),
      upperQuartile: Self.quantile(0.75, of: sorted), high: sorted[sorted.count - 1])
  }

  /// Returns the value below which a share of the sorted values lies, between two values where it
  /// falls between them.
  private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    let position = share * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
  }
}
