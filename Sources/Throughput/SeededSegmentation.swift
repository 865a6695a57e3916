/// Seeded binary segmentation: finds candidates for any number of changes in O(*n* log *n*).
///
/// Kovács, Bühlmann, Li and Munk, "Seeded binary segmentation", Biometrika 2023: a fixed set of
/// intervals, shorter by √2 from layer to layer and evenly placed, holds for every change one
/// interval in which it is alone and well visible. The narrowest interval with a strong split gives
/// the first candidate; intervals that hold a candidate are then out of the game.
enum SeededSegmentation {
  /// Returns candidates in rising order.
  ///
  /// - Parameters:
  ///   - scan: The statistic and the series.
  ///   - threshold: The least strength of a split that becomes a candidate.
  /// - Returns: The first elements behind the changes.
  static func candidates(_ scan: SplitScan, threshold: Double) -> [Int] {
    let count = scan.layout.count
    var chosen = PositionSet(count: count)
    for (layer, length) in lengths(scan).enumerated().reversed() {
      let intervals =
        layer == 0 ? 1 : 2 * Int(power(2.0.squareRoot(), Double(layer)).rounded(.up)) - 1
      let width = Int(length.rounded(.up))
      let step = intervals > 1 ? (Double(count) - length) / Double(intervals - 1) : 0
      for number in (0..<intervals).reversed() {
        let begin = Int(Double(number) * step)
        let interval = begin..<min(count, begin + width)
        // Intervals that hold a candidate need no look, which spares the scan as well.
        guard chosen.first(from: begin + 1, before: interval.upperBound) == interval.upperBound,
          let split = scan.best(in: interval), split.strength > threshold
        else { continue }
        chosen.insert(split.index)
      }
    }
    return Array(chosen)
  }

  /// The lengths of the intervals of each layer, the longest first.
  private static func lengths(_ scan: SplitScan) -> [Double] {
    var lengths: [Double] = []
    var length = Double(scan.layout.count)
    while length >= Double(2 * scan.leastElements) {
      lengths.append(length)
      length /= 2.0.squareRoot()
    }
    return lengths
  }
}
