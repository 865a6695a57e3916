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
  private let reciprocals: [Double]
  private let withinVariance: Double
  private let betweenVariance: Double
  /// The logarithm of the odds that a change falls on the start of a session.
  let startBonus: Double

  /// The share of all changes that is expected at the start of a session: programs, drivers and
  /// flags change when a program is started.
  private static let shareAtStarts = 0.85

  /// Prepares the sums over a series.
  ///
  /// - Complexity: O(*n*).
  init(levels: [Double], layout: SessionLayout, noise: NoiseModel, leastElements: Int) {
    self.leastElements = leastElements
    self.layout = layout
    withinVariance = noise.withinVariance
    betweenVariance = noise.betweenVariance
    var sums: [Double] = [0]
    sums.reserveCapacity(levels.count + 1)
    var sum = 0.0
    // Sums of distances from one of the levels lose fewer digits than sums of the levels.
    let origin = levels.first ?? 0
    for level in levels {
      sum += level - origin
      sums.append(sum)
    }
    self.sums = sums
    reciprocals = (0...levels.count).map { $0 == 0 ? 0 : 1 / Double($0) }
    let starts = Double(max(1, layout.sessions))
    let others = Double(max(1, levels.count - layout.sessions))
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
    let begins = layout.begins
    for session in layout.sessionOf[lowest]...layout.sessionOf[highest] {
      let begin = begins[session]
      let from = max(lowest, begin)
      let to = min(highest, begins[session + 1] - 1)
      let head = max(begin, stretch.lowerBound)
      let tail = min(begins[session + 1], stretch.upperBound)
      let part = SessionPart(
        head: head, tail: tail,
        squaresLeft: layout.sumOfSquares(stretch.lowerBound..<head),
        squaresRight: layout.sumOfSquares(tail..<stretch.upperBound))
      scan(from...to, in: stretch, session: part, bonusAt: begin, best: &best)
    }
    return Split(index: best.index, strength: best.squared.squareRoot())
  }

  /// What all splits within one session have in common.
  private struct SessionPart {
    let head: Int
    let tail: Int
    let squaresLeft: Double
    let squaresRight: Double
  }

  private struct Best {
    var score = -Double.infinity
    var index = 0
    var squared = 0.0
  }

  /// Tries all splits within one session, where only the cut session's share changes.
  private func scan(
    _ splits: ClosedRange<Int>, in stretch: Range<Int>, session: SessionPart, bonusAt start: Int,
    best: inout Best
  ) {
    let first = sums[stretch.lowerBound]
    let last = sums[stretch.upperBound]
    for index in splits {
      let left = reciprocals[index - stretch.lowerBound]
      let right = reciprocals[stretch.upperBound - index]
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
