extension SeriesAnalysis {
  /// Turns a change into what is reported.
  func point(_ change: Change) -> ChangePoint {
    point(
      .step, at: change.index, end: nil, before: change.stretch.lowerBound..<change.index,
      test: change.test)
  }

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
    ShiftTest(
      from: before, to: after, levels: levels.merged, layout: series.layout, noise: noise)
  }

  private func point(
    _ kind: ChangePoint.Kind, at index: Int, end: Int?, before: Range<Int>, test: ShiftTest
  ) -> ChangePoint {
    let level = OrderStatistics.median(of: levels.merged[before].suffix(ShiftTest.reach))
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
