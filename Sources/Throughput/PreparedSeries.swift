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
  /// The positions of the elements in the original series.
  private let positions: RankedPositions

  /// The share of runs from which first runs are left out in any case.
  private static let safeShare = 0.6
  /// The number of runs that must remain for erratic first runs to be left out.
  private static let leastRemainder = 10

  /// Prepares a series in the place of its rates.
  ///
  /// - Complexity: O(*n*) on average.
  init(_ series: consuming CompactSeries) {
    var usable = UsableRuns(series)
    medianRate = OrderStatistics.median(of: usable.levels.lazy.map(exponential))
    let warmUp = WarmUp(levels: usable.levels, starts: usable.starts, firsts: usable.firsts)
    let count = usable.levels.count
    let remaining = count - usable.firsts.memberCount
    let isSafe = Double(remaining) >= Self.safeShare * Double(count)
    if isSafe || (warmUp?.isErratic == true && remaining >= Self.leastRemainder) {
      let removed = usable.removeFirstRuns()
      leftOut = LeftOutRuns(
        positions: removed.positions, levels: removed.levels, warmUp: warmUp)
    } else {
      usable.correctFirstRuns(by: warmUp?.offset ?? 0)
      leftOut = LeftOutRuns(positions: PositionSet(), levels: [], warmUp: nil)
    }
    levels = usable.levels
    layout = SessionLayout(starts: usable.starts)
    positions = RankedPositions(usable.positions)
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
  var levels: [Double]
  /// Where they are in the original series.
  var positions: PositionSet
  /// Those with which sessions begin.
  var starts = PositionSet()
  /// Those that are the first runs of their sessions, whose first run may not be usable.
  var firsts = PositionSet()

  init(_ series: consuming CompactSeries) {
    levels = series.takeRates()
    positions = PositionSet(count: series.count)
    var count = 0
    var startsSession = false
    for position in levels.indices {
      let isFirst = series.starts.contains(position)
      startsSession = startsSession || isFirst
      let rate = levels[position]
      guard rate > 0, rate.isFinite else { continue }
      levels[count] = naturalLogarithm(rate)
      count += 1
      positions.insert(position)
      starts.append(startsSession)
      firsts.append(isFirst)
      startsSession = false
    }
    levels.removeSubrange(count...)
  }

  /// Removes first runs and returns them.
  mutating func removeFirstRuns() -> (positions: PositionSet, levels: [Double]) {
    var removedPositions = PositionSet(count: positions.count)
    var removedLevels: [Double] = []
    removedLevels.reserveCapacity(firsts.memberCount)
    var keptStarts = PositionSet()
    var startsSession = false
    var position = -1
    for element in levels.indices {
      position = positions.first(from: position + 1, before: positions.count)
      startsSession = startsSession || starts.contains(element)
      if firsts.contains(element) {
        removedPositions.insert(position)
        removedLevels.append(levels[element])
        positions.remove(position)
      } else {
        levels[keptStarts.count] = levels[element]
        keptStarts.append(startsSession)
        startsSession = false
      }
    }
    levels.removeSubrange(keptStarts.count...)
    starts = keptStarts
    return (removedPositions, removedLevels)
  }

  /// Subtracts the offset from each first run.
  mutating func correctFirstRuns(by offset: Double) {
    for first in firsts { levels[first] -= offset }
  }
}
