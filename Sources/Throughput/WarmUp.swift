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
  ///   - starts: The runs with which sessions begin.
  ///   - firsts: Those of them that are the first of their session.
  /// - Complexity: O(*n*) on average, with 8 bytes a run.
  init?(levels: [Double], starts: PositionSet, firsts: PositionSet) {
    var offsets: [Double] = []
    offsets.reserveCapacity(firsts.memberCount)
    // First for the runs of one session at a time, then for the differences of all.
    var values: [Double] = []
    values.reserveCapacity(levels.count)
    Self.forEachSession(levels.count, starts, firsts) { first, rest in
      offsets.append(
        levels[first] - OrderStatistics.median(of: levels[rest], copiedTo: &values))
    }
    guard offsets.count >= Self.leastSessions else { return nil }
    values.removeAll(keepingCapacity: true)
    Self.forEachSession(levels.count, starts, firsts) { _, rest in
      for run in rest.dropFirst() { values.append(abs(levels[run] - levels[run - 1])) }
    }
    offset = OrderStatistics.median(&offsets)
    spread =
      offsets.count > Self.leastSessions
      ? OrderStatistics.spread(&offsets, around: offset) : nil
    otherSpread =
      values.count > Self.leastSessions
      ? OrderStatistics.spread(&values) / 2.0.squareRoot() : nil
  }

  /// Hands out the first run and the other runs of each session that has both.
  private static func forEachSession(
    _ count: Int, _ starts: PositionSet, _ firsts: PositionSet,
    _ body: (_ first: Int, _ rest: Range<Int>) -> Void
  ) {
    var begin = 0
    while begin < count {
      let end = starts.first(from: begin + 1, before: count)
      if firsts.contains(begin), end - begin >= 2 { body(begin, (begin + 1)..<end) }
      begin = end
    }
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
