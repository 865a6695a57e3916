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
    self.init(
      count: rates.count, changes: changes,
      line: { lines.indices.contains($0) ? lines[$0] : nil }, rates: { Array(rates[$0]) })
  }

  /// Makes the chart of a series that is read as it is needed.
  ///
  /// - Parameters:
  ///   - count: The number of runs.
  ///   - changes: The runs with which a new level begins.
  ///   - line: Returns the line of a run's last frame.
  ///   - rates: Returns the rates of a range of runs in their order, in units per second.
  /// - Throws: What reading throws.
  /// - Complexity: O(*n* log *n*), with 12 bytes a run.
  package init?(
    count: Int, changes: [Int], line: (Int) throws -> Int?,
    rates: (Range<Int>) throws -> [Double]
  ) rethrows {
    guard count > 0 else { return nil }
    let parts = min(count, Self.stretchLimit)
    stretches = try (0..<parts).map { part in
      let range = part * count / parts..<(part + 1) * count / parts
      var stretch = RateStretch(
        sorted: try Self.sorted(rates, in: range), firstRun: range.lowerBound)
      if range.count == 1 { stretch.line = try line(range.lowerBound) }
      return stretch
    }
    let inside = Set(changes.filter { (1..<count).contains($0) }).sorted()
    var sorted = try Self.sorted(rates, in: 0..<count)
    bins = Self.bins(of: sorted)
    guard !inside.isEmpty else {
      levels = [RateStretch(sorted: sorted, firstRun: 0)]
      return
    }
    sorted = []
    let edges = [0] + inside + [count]
    levels = try zip(edges, edges.dropFirst()).map { begin, end in
      RateStretch(sorted: try Self.sorted(rates, in: begin..<end), firstRun: begin)
    }
  }

  private static func sorted(
    _ rates: (Range<Int>) throws -> [Double], in range: Range<Int>
  ) rethrows -> [Double] {
    var rates = try rates(range)
    rates.sort()
    return rates
  }

  /// Returns how often sorted rates of each size occur, in bins of one width.
  ///
  /// The width follows Freedman and Diaconis (1981), twice the distance between the quartiles over
  /// the cube root of the number, but there are 6 to 24 bins.
  private static func bins(of rates: [Double]) -> [RateBin] {
    let whole = RateStretch(sorted: rates, firstRun: 0)
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
  /// Summarises sorted rates, of which there is at least one.
  fileprivate init(sorted: [Double], firstRun: Int) {
    self.init(
      firstRun: firstRun, runs: sorted.count, low: sorted[0],
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
