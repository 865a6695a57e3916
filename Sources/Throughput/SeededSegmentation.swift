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
    let found = strongSplits(scan, threshold: threshold)
    var chosen = CountedPositions(count: scan.layout.count)
    var result: [Int] = []
    for entry in found.reversed() {
      let inside = (entry.interval.lowerBound + 1)..<entry.interval.upperBound
      guard chosen.count(in: inside) == 0 else { continue }
      chosen.insert(entry.index)
      result.append(entry.index)
    }
    return result.sorted()
  }

  /// The best split of every interval where it is strong, the longest intervals first.
  private static func strongSplits(
    _ scan: SplitScan, threshold: Double
  ) -> [(interval: Range<Int>, index: Int)] {
    let count = scan.layout.count
    var found: [(interval: Range<Int>, index: Int)] = []
    var length = Double(count)
    var layer = 0
    while length >= Double(2 * scan.leastElements) {
      let intervals =
        layer == 0 ? 1 : 2 * Int(power(2.0.squareRoot(), Double(layer)).rounded(.up)) - 1
      let width = Int(length.rounded(.up))
      let step = intervals > 1 ? (Double(count) - length) / Double(intervals - 1) : 0
      for number in 0..<intervals {
        let begin = Int(Double(number) * step)
        let interval = begin..<min(count, begin + width)
        if let split = scan.best(in: interval), split.strength > threshold {
          found.append((interval, split.index))
        }
      }
      length /= 2.0.squareRoot()
      layer += 1
    }
    return found
  }
}

/// A set of positions that counts its members in a range in logarithmic time.
///
/// Fenwick, "A new data structure for cumulative frequency tables", 1994.
private struct CountedPositions {
  private var tree: [Int]

  init(count: Int) {
    tree = [Int](repeating: 0, count: count + 1)
  }

  mutating func insert(_ position: Int) {
    var node = position + 1
    while node < tree.count {
      tree[node] += 1
      node += node & -node
    }
  }

  func count(in range: Range<Int>) -> Int {
    countBefore(range.upperBound) - countBefore(range.lowerBound)
  }

  private func countBefore(_ position: Int) -> Int {
    var node = position
    var total = 0
    while node > 0 {
      total += tree[node]
      node -= node & -node
    }
    return total
  }
}
