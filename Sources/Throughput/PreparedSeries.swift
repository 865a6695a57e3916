/// A series as the search sees it: logarithms, without what is not comparable.
///
/// Rates that are no rates are left out. The first run of a session compiles, loads and warms up;
/// it is left out too, or corrected where too little would remain.
struct PreparedSeries {
  /// The natural logarithm of each element's rate.
  var levels: [Double]
  /// How the elements fall into sessions.
  let layout: SessionLayout
  /// Where in the original series a change is reported that begins at the element.
  ///
  /// One behind the element before, so that a change falls on the start of its session even where
  /// the first run was left out.
  let reportedAt: [Int]
  /// The median of all usable rates.
  let medianRate: Double

  /// The share of runs that must remain for first runs to be left out.
  private static let leastRemainder = 0.6
  /// The number of sessions that the correction of first runs needs.
  private static let leastSessions = 3

  /// Prepares a series.
  ///
  /// - Complexity: O(*n*).
  init(_ series: RateSeries) {
    var usable = UsableRuns(series)
    let remaining = usable.isFirst.count { !$0 }
    if Double(remaining) >= Self.leastRemainder * Double(usable.isFirst.count) {
      usable.removeFirstRuns()
    } else {
      usable.correctFirstRuns(leastSessions: Self.leastSessions)
    }
    var reportedAt: [Int] = []
    reportedAt.reserveCapacity(usable.positions.count)
    for index in usable.positions.indices {
      reportedAt.append(index == 0 ? 0 : usable.positions[index - 1] + 1)
    }
    levels = usable.levels
    layout = SessionLayout(sessionNumbers: usable.sessions)
    self.reportedAt = reportedAt
    medianRate = usable.medianRate
  }
}

/// The runs whose rate is finite and positive.
private struct UsableRuns {
  var levels: [Double] = []
  var positions: [Int] = []
  var sessions: [Int] = []
  var isFirst: [Bool] = []
  var medianRate = 0.0

  init(_ series: RateSeries) {
    let count = series.rates.count
    levels.reserveCapacity(count)
    positions.reserveCapacity(count)
    sessions.reserveCapacity(count)
    isFirst.reserveCapacity(count)
    var rates: [Double] = []
    rates.reserveCapacity(count)
    var position = 0
    for (number, session) in series.sessions.enumerated() {
      for run in 0..<session.runs {
        let rate = series.rates[position]
        if rate > 0, rate.isFinite {
          levels.append(naturalLogarithm(rate))
          positions.append(position)
          sessions.append(number)
          isFirst.append(run == 0)
          rates.append(rate)
        }
        position += 1
      }
    }
    medianRate = OrderStatistics.median(&rates)
  }

  mutating func removeFirstRuns() {
    let kept = isFirst.indices.filter { !isFirst[$0] }
    levels = kept.map { levels[$0] }
    positions = kept.map { positions[$0] }
    sessions = kept.map { sessions[$0] }
    isFirst = [Bool](repeating: false, count: kept.count)
  }

  /// Subtracts from each first run what first runs lie above the rest of their session.
  mutating func correctFirstRuns(leastSessions: Int) {
    var offsets: [Double] = []
    var begin = 0
    while begin < levels.count {
      var end = begin + 1
      while end < levels.count, sessions[end] == sessions[begin] { end += 1 }
      if isFirst[begin], end - begin >= 2 {
        offsets.append(levels[begin] - OrderStatistics.median(of: levels[(begin + 1)..<end]))
      }
      begin = end
    }
    guard offsets.count >= leastSessions else { return }
    let offset = OrderStatistics.median(&offsets)
    for index in levels.indices where isFirst[index] {
      levels[index] -= offset
    }
  }
}
