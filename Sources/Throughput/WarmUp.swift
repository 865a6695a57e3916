/// How the first run of a session differs from those that follow it.
///
/// The first run compiles, loads and warms up, each time for a different while.
struct WarmUp {
  /// What first runs lie above the rest of their session, as a logarithm; negative as a rule.
  let offset: Double
  /// The deviation of first runs around ``offset``; nil if too few sessions tell.
  let spread: Double?
  /// The deviation of the other runs of a session, as far as it is known.
  let otherSpread: Double?

  /// The number of sessions that an estimate of the offset needs; that of a spread needs one more.
  private static let leastSessions = 3

  private init(offset: Double, spread: Double?, otherSpread: Double?) {
    self.offset = offset
    self.spread = spread
    self.otherSpread = otherSpread
  }

  /// Estimates the warm-up from sessions that have other runs than the first; returns nil if those
  /// are too few.
  ///
  /// - Parameters:
  ///   - levels: The natural logarithms of the rates.
  ///   - sessions: The number of each run's session; numbers never fall.
  ///   - isFirst: Whether a run is the first of its session.
  init?(levels: [Double], sessions: [Int], isFirst: [Bool]) {
    var offsets: [Double] = []
    var differences: [Double] = []
    var begin = 0
    while begin < levels.count {
      var end = begin + 1
      while end < levels.count, sessions[end] == sessions[begin] { end += 1 }
      if isFirst[begin], end - begin >= 2 {
        let rest = levels[(begin + 1)..<end]
        offsets.append(levels[begin] - OrderStatistics.median(of: rest))
        differences += zip(rest, rest.dropFirst()).map { abs($1 - $0) }
      }
      begin = end
    }
    guard offsets.count >= Self.leastSessions else { return nil }
    offset = OrderStatistics.median(of: offsets)
    spread =
      offsets.count > Self.leastSessions
      ? OrderStatistics.spread(of: offsets, around: offset) : nil
    otherSpread =
      differences.count > Self.leastSessions
      ? OrderStatistics.spread(of: differences) / 2.0.squareRoot() : nil
  }
}

extension WarmUp {
  /// The warm-up of the series with each rate replaced by its reciprocal.
  var inverse: WarmUp { WarmUp(offset: -offset, spread: spread, otherSpread: otherSpread) }

  /// Whether first runs scatter so much that even corrected ones tell little.
  var isErratic: Bool {
    guard let spread, let otherSpread else { return false }
    return spread > 2 * max(otherSpread, 0.004)
  }
}
