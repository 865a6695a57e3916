/// Two levels that alternate under one workload, such as two resolutions that the log does not name.
///
/// Each block of runs is looked at by itself, so that changes of level do not hide the alternation.
/// The lower mode is then lifted onto the upper one, and the series searched as if it had one.
enum HiddenModes {
  /// The number of elements in a block; the last block takes the rest.
  private static let blockSize = 40
  /// The number of elements below which nothing is looked for.
  private static let leastElements = 16
  /// The least distance, as a logarithm, between two levels that count as modes.
  private static let leastDistance = 0.10

  /// Lifts the lower of two hidden modes onto the upper one.
  ///
  /// - Parameters:
  ///   - levels: The natural logarithms of the rates.
  ///   - within: The deviation of runs within a session.
  /// - Returns: The levels as they are if there is just one mode.
  /// - Complexity: O(*n*).
  static func merge(_ levels: [Double], within: Double) -> ModeLevels {
    guard let distance = distance(in: levels) else {
      return ModeLevels(original: levels, distance: nil)
    }
    return merge(levels, distance: distance, within: within, cuts: [])
  }

  /// Lifts the lower of two modes whose distance is known, given where the level changes.
  ///
  /// - Parameters:
  ///   - levels: The natural logarithms of the rates.
  ///   - distance: The distance of the modes.
  ///   - within: The deviation of runs within a session.
  ///   - cuts: The first elements of new levels, in rising order: no block reaches across one.
  /// - Returns: The levels with the lower mode lifted.
  static func merge(
    _ levels: [Double], distance: Double, within: Double, cuts: [Int]
  ) -> ModeLevels {
    let tolerance = max(0.2 * distance, min(0.35 * distance, 3 * within))
    var result = ModeLevels(original: levels, distance: distance)
    var previous: Double?
    for (begin, end) in zip([0] + cuts, cuts + [levels.count]) {
      for block in blocks(of: end - begin) {
        let block = begin + block.lowerBound..<begin + block.upperBound
        let centre = centre(
          of: levels[block], distance: distance, tolerance: tolerance, previous: previous)
        result.relabel(block, level: centre, tolerance: tolerance)
        previous = centre
      }
    }
    return result
  }

  /// Returns the distance between two alternating levels, or nil if there is just one level.
  static func distance(in levels: [Double]) -> Double? {
    guard levels.count >= leastElements else { return nil }
    return alternatingDistance(in: levels) ?? rareModeDistance(in: levels)
  }
}

extension HiddenModes {
  /// Cuts the series into blocks.
  private static func blocks(of count: Int) -> [Range<Int>] {
    let lastBegin = max(1, count - blockSize / 2)
    let begins = Array(stride(from: 0, to: lastBegin, by: blockSize))
    return zip(begins, begins.dropFirst() + [count]).map { $0..<$1 }
  }

  /// Most blocks split cleanly into two groups that take turns.
  private static func alternatingDistance(in levels: [Double]) -> Double? {
    let isLong = levels.count >= 100
    var looked = 0
    var distances: [Double] = []
    for block in blocks(of: levels.count) where block.count >= 12 {
      looked += 1
      let values = levels[block]
      guard let groups = TwoGroups(sorted: values.sorted()) else { continue }
      let smaller = min(groups.lowerCount, values.count - groups.lowerCount)
      guard smaller >= 3, groups.distance > leastDistance,
        groups.distance > 4 * max(groups.upperSpread, 0.004),
        groups.distance > 4 * groups.lowerSpread
      else { continue }
      let flips = LabelFlips.fewest(
        in: values.lazy.map { $0 <= groups.threshold }, switches: isLong ? 1 : 3)
      if Double(flips) >= max(2, (isLong ? 0.25 : 0.35) * Double(smaller)) {
        distances.append(groups.distance)
      }
    }
    guard looked > 0, Double(distances.count) >= max(1, 0.4 * Double(looked)) else { return nil }
    let median = OrderStatistics.median(of: distances)
    guard distances.count > 2 else { return median }
    return OrderStatistics.spread(of: distances, around: median) <= 0.15 * median ? median : nil
  }

  /// A lower mode that is too rare for blocks: distances below the upper level form two groups.
  private static func rareModeDistance(in levels: [Double]) -> Double? {
    guard levels.count >= blockSize else { return nil }
    func forEachBelow(_ body: (Double) -> Void) {
      RunningWindow.forEachQuantile(of: levels, reach: 30, fraction: 0.8) { index, upper in
        body(levels[index] - upper)
      }
    }
    guard let groups = TwoGroups(sorted: sorted(count: levels.count, forEachBelow)) else {
      return nil
    }
    let count = Double(levels.count)
    let smaller = min(groups.lowerCount, levels.count - groups.lowerCount)
    guard Double(smaller) >= max(5, 0.04 * count), groups.distance >= leastDistance,
      groups.distance >= 4 * groups.upperSpread,
      groups.lowerSpread <= 1.6 * groups.upperSpread + 0.005,
      groups.distance >= 4 * groups.lowerSpread
    else { return nil }
    // Sorting lost the order; to slide the window again takes no memory, and is seldom needed.
    var flips = LabelFlips(switches: 9)
    forEachBelow { flips.add($0 <= groups.threshold) }
    return Double(flips.fewest) >= max(3, 0.4 * Double(groups.lowerCount))
      ? groups.distance : nil
  }

  /// Returns so many values in rising order.
  private static func sorted(count: Int, _ forEach: ((Double) -> Void) -> Void) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(count)
    forEach { values.append($0) }
    OrderStatistics.sort(&values)
    return values
  }

  /// Returns the upper level of a block: the one that leaves least of the block unexplained.
  private static func centre(
    of block: ArraySlice<Double>, distance: Double, tolerance: Double, previous: Double?
  ) -> Double {
    let sorted = block.sorted()
    var best = (cost: Double.infinity, centre: 0.0)
    for candidate in (sorted + sorted.map { $0 + distance }).sorted() {
      var cost = 0.0
      for value in block {
        let offset = value - candidate
        cost += min(abs(offset), abs(offset + distance), tolerance)
      }
      cost /= Double(block.count)
      if let previous {
        cost += 0.05 * min(abs(candidate - previous), distance)
      }
      if cost < best.cost {
        best = (cost, candidate)
      }
    }
    return best.centre
  }
}
