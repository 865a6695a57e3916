/// A series as the search sees it: logarithms, without what is not comparable.
///
/// Rates that are no rates are left out. So are first runs of sessions; where too little would
/// remain, they are corrected for what first runs lie below the rest.
struct PreparedSeries {
  /// The natural logarithm of each element's rate.
  let levels: [Double]
  /// How the elements fall into sessions.
  let layout: SessionLayout
  /// The median of all usable rates.
  let medianRate: Double
  /// The first runs that are not among the elements.
  let leftOut: LeftOutRuns
  private let positions: [Int]

  /// The share of runs from which first runs are left out in any case.
  private static let safeShare = 0.6
  /// The number of runs that must remain for erratic first runs to be left out.
  private static let leastRemainder = 10

  /// Prepares a series.
  ///
  /// - Complexity: O(*n*) on average.
  init(_ series: RateSeries) {
    var usable = UsableRuns(series)
    medianRate = OrderStatistics.median(of: usable.levels.map(exponential))
    let warmUp = WarmUp(
      levels: usable.levels, sessions: usable.sessions, isFirst: usable.isFirst)
    let remaining = usable.isFirst.count { !$0 }
    let isSafe = Double(remaining) >= Self.safeShare * Double(usable.isFirst.count)
    if isSafe || (warmUp?.isErratic == true && remaining >= Self.leastRemainder) {
      let removed = usable.removeFirstRuns()
      leftOut = LeftOutRuns(
        positions: removed.positions, levels: removed.levels, warmUp: warmUp)
    } else {
      usable.correctFirstRuns(by: warmUp?.offset ?? 0)
      leftOut = LeftOutRuns(positions: [], levels: [], warmUp: nil)
    }
    levels = usable.levels
    layout = SessionLayout(sessionNumbers: usable.sessions)
    positions = usable.positions
  }

  private init(inverting other: PreparedSeries) {
    levels = other.levels.map(-)
    layout = other.layout
    medianRate = 1 / other.medianRate
    leftOut = other.leftOut.inverse
    positions = other.positions
  }
}

extension PreparedSeries {
  /// Returns the positions in the original series at which a change before the element may lie.
  ///
  /// From behind the element before it, so that a change falls on the start of its session even
  /// where first runs were left out, up to the element itself, which is not included.
  func gap(before element: Int) -> Range<Int> {
    guard element > 0 else { return 0..<0 }
    return (positions[element - 1] + 1)..<max(positions[element - 1] + 1, positions[element])
  }

  /// Returns the position behind the element in the original series.
  func position(after element: Int) -> Int {
    positions[element] + 1
  }

  /// The series with each rate replaced by its reciprocal.
  var inverse: PreparedSeries { PreparedSeries(inverting: self) }
}

/// The runs whose rate is finite and positive.
private struct UsableRuns {
  var levels: [Double] = []
  var positions: [Int] = []
  var sessions: [Int] = []
  var isFirst: [Bool] = []

  init(_ series: RateSeries) {
    let count = series.rates.count
    levels.reserveCapacity(count)
    positions.reserveCapacity(count)
    sessions.reserveCapacity(count)
    isFirst.reserveCapacity(count)
    var position = 0
    for (number, session) in series.sessions.enumerated() {
      for run in 0..<session.runs {
        let rate = series.rates[position]
        if rate > 0, rate.isFinite {
          levels.append(naturalLogarithm(rate))
          positions.append(position)
          sessions.append(number)
          isFirst.append(run == 0)
        }
        position += 1
      }
    }
  }

  /// Removes first runs and returns them.
  mutating func removeFirstRuns() -> (positions: [Int], levels: [Double]) {
    let first = isFirst.indices.filter { isFirst[$0] }
    let kept = isFirst.indices.filter { !isFirst[$0] }
    let removed = (first.map { positions[$0] }, first.map { levels[$0] })
    levels = kept.map { levels[$0] }
    positions = kept.map { positions[$0] }
    sessions = kept.map { sessions[$0] }
    isFirst = [Bool](repeating: false, count: kept.count)
    return removed
  }

  /// Subtracts the offset from each first run.
  mutating func correctFirstRuns(by offset: Double) {
    for index in levels.indices where isFirst[index] {
      levels[index] -= offset
    }
  }
}
