/// Tells a slow decline, which a search for steps sees as a staircase, from several steps.
enum SlowDecline {
  /// The least fall from the first to the second half of a stair, relative to the steps around it.
  ///
  /// On a staircase it is 0; on an even slope half the height of a stair.
  private static let leastFall = 0.2
  /// The least fall from the first to the second half of a stair in standard errors.
  private static let leastZ = 2.0

  /// Groups the changes of a series: drops between which the rate keeps falling belong together.
  static func groups(in analysis: SeriesAnalysis) -> [ArraySlice<SeriesAnalysis.Change>] {
    let changes = analysis.changes
    var groups: [ArraySlice<SeriesAnalysis.Change>] = []
    var begin = 0
    for number in changes.indices {
      let next = number + 1
      if next == changes.count || !joins(changes[number], changes[next], in: analysis) {
        groups.append(changes[begin..<next])
        begin = next
      }
    }
    return groups
  }

  private static func joins(
    _ first: SeriesAnalysis.Change, _ second: SeriesAnalysis.Change, in analysis: SeriesAnalysis
  ) -> Bool {
    guard first.test.shift < 0, second.test.shift < 0 else { return false }
    let middle = (first.index + second.index) / 2
    let fall = analysis.test(from: first.index..<middle, to: middle..<second.index)
    let step = -(first.test.shift + second.test.shift) / 2
    return fall.shift < -leastFall * step && fall.z >= leastZ
  }
}
