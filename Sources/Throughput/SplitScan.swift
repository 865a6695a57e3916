/// Finds the best place for one change within a stretch of a series.
///
/// The statistic for a split of a stretch into *L* and *R* elements is the squared difference of
/// the two means over its variance, σ_w² (1/*L* + 1/*R*) + σ_b² (*h_L* + *h_R*), with *h* from
/// ``SessionLayout``. All sums come from prefix sums.
struct SplitScan {
  /// A split and how strongly the data speak for it.
  struct Split: Equatable {
    /// The first element of the right part.
    let index: Int
    /// The distance of the means in standard errors.
    let strength: Double
  }

  /// The number of elements on either side of a change.
  let leastElements: Int
  /// The layout of the sessions.
  let layout: SessionLayout
  private let sums: [Double]
  private let withinVariance: Double
  private let betweenVariance: Double
  /// The logarithm of the odds that a change falls on the start of a session.
  let startBonus: Double

  /// The share of all changes that is expected at the start of a session: programs, drivers and
  /// flags change when a program is started.
  private static let shareAtStarts = 0.85

  /// The reciprocals of the lengths of short stretches, which are read far more often than those of
  /// long ones; 512 KiB stay in a cache, and a table for all lengths would be as large as the series.
  private static let reciprocals = (0...1 << 16).map { $0 == 0 ? 0 : 1 / Double($0) }

  /// Prepares the sums over a series.
  ///
  /// - Parameters:
  ///   - layout: How the elements fall into sessions.
  ///   - noise: Their noise.
  ///   - leastElements: The least number of elements on either side of a change.
  ///   - levels: Hands out the levels of all elements in their order; nothing keeps them.
  /// - Complexity: O(*n*).
  init(
    layout: SessionLayout, noise: NoiseModel, leastElements: Int,
    levels: (_ add: (Double) -> Void) -> Void
  ) {
    self.leastElements = leastElements
    self.layout = layout
    withinVariance = noise.withinVariance
    betweenVariance = noise.betweenVariance
    var sums: [Double] = []
    sums.reserveCapacity(layout.count + 1)
    sums.append(0)
    var sum = 0.0
    // Sums of distances from one of the levels lose fewer digits than sums of the levels.
    var origin: Double?
    levels { level in
      sum += level - (origin ?? level)
      origin = origin ?? level
      sums.append(sum)
    }
    self.sums = sums
    let starts = Double(max(1, layout.sessions))
    let others = Double(max(1, layout.count - layout.sessions))
    let odds = Self.shareAtStarts / (1 - Self.shareAtStarts) * others / starts
    startBonus = max(0, naturalLogarithm(odds))
  }
}

extension SplitScan {
  /// Returns the best split of the stretch, or nil if it is too short for one.
  ///
  /// Splits compete by half the squared strength, a logarithm of the likelihood, plus the logarithm
  /// of the odds that a change falls on the start of a session. The first of equals wins.
  ///
  /// - Complexity: O(*n*) for the length of the stretch.
  func best(in stretch: Range<Int>) -> Split? {
    let lowest = stretch.lowerBound + leastElements
    let highest = stretch.upperBound - leastElements
    guard lowest <= highest else { return nil }
    var best = Best()
    let end = stretch.upperBound
    var part = SessionPart(
      head: layout.lastStart(through: lowest, from: stretch.lowerBound),
      tail: layout.nextStart(after: lowest, before: end))
    part.squaresLeft = layout.sumOfSquares(stretch.lowerBound..<part.head)
    part.squaresRight = layout.sumOfSquares(part.tail..<end)
    var from = lowest
    while true {
      let to = min(highest, part.tail - 1)
      if stretch.count < Self.reciprocals.count {
        scan(from...to, in: stretch, session: part, best: &best) { Self.reciprocals[$0] }
      } else {
        scan(from...to, in: stretch, session: part, best: &best) { 1 / Double($0) }
      }
      guard to < highest else { break }
      from = part.tail
      part.move(toEnd: layout.nextStart(after: part.tail, before: end))
    }
    return Split(index: best.index, strength: best.squared.squareRoot())
  }

  /// What all splits within one session have in common.
  private struct SessionPart {
    /// Where the session begins and ends within the stretch.
    var head: Int
    var tail: Int
    /// The sums of the squared sizes of the sessions on both sides, which are exact.
    var squaresLeft = 0.0
    var squaresRight = 0.0

    /// Moves on to the next session, which begins at the tail.
    mutating func move(toEnd end: Int) {
      squaresLeft += Double(tail - head) * Double(tail - head)
      squaresRight -= Double(end - tail) * Double(end - tail)
      (head, tail) = (tail, end)
    }
  }

  private struct Best {
    var score = -Double.infinity
    var index = 0
    var squared = 0.0
  }

  /// Tries all splits within one session, where only the cut session's share changes.
  @inline(__always)
  private func scan(
    _ splits: ClosedRange<Int>, in stretch: Range<Int>, session: SessionPart, best: inout Best,
    reciprocal: (Int) -> Double
  ) {
    let first = sums[stretch.lowerBound]
    let last = sums[stretch.upperBound]
    // Where the stretch begins within a session, no split lies at its head.
    let start = session.head
    for index in splits {
      let left = reciprocal(index - stretch.lowerBound)
      let right = reciprocal(stretch.upperBound - index)
      let before = Double(index - session.head)
      let behind = Double(session.tail - index)
      let gap = (sums[index] - first) * left - (last - sums[index]) * right
      let spreadLeft = (session.squaresLeft + before * before) * (left * left)
      let spreadRight = (session.squaresRight + behind * behind) * (right * right)
      let variance = withinVariance * (left + right) + betweenVariance * (spreadLeft + spreadRight)
      let squared = gap * gap / variance
      let score = 0.5 * squared + (index == start ? startBonus : 0)
      if score > best.score {
        best = Best(score: score, index: index, squared: squared)
      }
    }
  }
}
