extension SeriesAnalysis {
  /// Turns a change into what is reported.
  func point(_ change: Change) -> ChangePoint {
    point(
      .step, at: change.index, end: nil, before: change.stretch.lowerBound..<change.index,
      test: change.test)
  }

  /// Turns a change into what is reported while only a few sessions lie behind it.
  ///
  /// The interval is wider than that of a change with a long level on both sides. It holds for every
  /// place that is nearly as likely as the chosen one, because a run taken to the wrong side moves a
  /// short level. And it is as wide as Student's distribution has it with one degree of freedom for
  /// each session behind the change, because the scatter of so few is hardly known. On generated
  /// series more than 90 % of the intervals hold the planted change.
  func cautiousPoint(_ change: Change) -> ChangePoint {
    var point = point(change)
    let placement = ChangePlacement(
      of: change.index, in: change.stretch, levels: levels, scan: scan, noise: noise)
    var low = change.test.shift
    var high = low
    let places = placement.plausible(
      near: change.index, in: change.stretch, loss: Self.plausibleLoss)
    for place in places where place != change.index {
      let shift = test(
        from: change.stretch.lowerBound..<place, to: place..<change.stretch.upperBound
      ).shift
      low = min(low, shift)
      high = max(high, shift)
    }
    let errors = max(
      ShiftTest.intervalErrors, StudentDistribution.bound(freedom: change.test.sessionsAfter))
    point.low = exponentialMinusOne(low - errors * change.test.standardError)
    point.high = exponentialMinusOne(high + errors * change.test.standardError)
    return point
  }

  /// What the logarithm of a place's likelihood may lack: a 95 % interval for one number, by Wilks.
  private static let plausibleLoss = 1.92

  /// Turns an excursion into what is reported.
  func point(_ incident: Incident) -> ChangePoint {
    let before = incident.stretch.lowerBound..<incident.range.lowerBound
    return point(
      .incident, at: incident.range.lowerBound, end: incident.range.upperBound, before: before,
      test: test(from: before, to: incident.range))
  }

  /// Turns one change, or the pieces of a slow decline, into what is reported.
  func point(joining pieces: ArraySlice<Change>) -> ChangePoint {
    guard let first = pieces.first, let last = pieces.last else {
      preconditionFailure("a group holds at least one change")
    }
    guard pieces.count > 1 else { return point(first) }
    let before = first.stretch.lowerBound..<first.index
    return point(
      .drift, at: first.index, end: last.index, before: before,
      test: test(from: before, to: last.index..<last.stretch.upperBound))
  }

  /// Tests the shift from one stretch of the series to a later one.
  func test(from before: Range<Int>, to after: Range<Int>) -> ShiftTest {
    ShiftTest(from: before, to: after, levels: levels, layout: series.layout, noise: noise)
  }

  private func point(
    _ kind: ChangePoint.Kind, at index: Int, end: Int?, before: Range<Int>, test: ShiftTest
  ) -> ChangePoint {
    let level = OrderStatistics.median(of: levels[before].suffix(ShiftTest.reach))
    let change = exponentialMinusOne(test.shift)
    let from = exponential(level)
    let reach = ShiftTest.intervalErrors * test.standardError
    return ChangePoint(
      kind: kind,
      index: series.leftOut.place(
        in: series.gap(before: index), before: level, after: level + test.shift,
        modeDistance: levels.distance),
      end: end.map { series.position(after: $0 - 1) }, change: change,
      low: exponentialMinusOne(test.shift - reach), high: exponentialMinusOne(test.shift + reach),
      z: test.z, fromRate: from, toRate: from * (1 + change),
      isAtSessionStart: series.layout.isStart(index))
  }
}
