/// Finds two levels of a series that do not overlap.
enum LevelSplit {
  /// The extremes behind each run are known for so many runs at once, instead of for all.
  private static let blockLength = 1024

  private struct Extremes {
    var low = Double.infinity
    var high = -Double.infinity

    mutating func add(_ rate: Double) {
      low = min(low, rate)
      high = max(high, rate)
    }
  }

  /// Looks for the two levels that are furthest apart.
  ///
  /// That a session's first run is slower than those behind it is its warm-up, and no second level.
  ///
  /// - Parameters:
  ///   - rates: The rates.
  ///   - firstTwoShareSession: Whether the first two runs belong to one session.
  ///   - leastGap: The least relative distance of the levels.
  /// - Returns: The first run of the second level; `nil` if there are none.
  /// - Complexity: O(*n*), with 16 bytes for each block of runs.
  static func index(
    in rates: [Double], firstTwoShareSession: Bool, leastGap: Double
  ) -> Int? {
    let begins = Array(stride(from: 0, to: rates.count, by: blockLength))
    // The slowest and the fastest run from each block on.
    var behind = [Extremes](repeating: Extremes(), count: begins.count + 1)
    for (block, begin) in begins.enumerated().reversed() {
      behind[block] = behind[block + 1]
      for rate in rates[begin..<min(rates.count, begin + blockLength)] { behind[block].add(rate) }
    }
    var before = Extremes()
    var best: (index: Int, gap: Double)?
    var after = [Extremes](repeating: Extremes(), count: blockLength)
    for (block, begin) in begins.enumerated() {
      let end = min(rates.count, begin + blockLength)
      var next = behind[block + 1]
      for index in (begin..<end).reversed() {
        next.add(rates[index])
        after[index - begin] = next
      }
      for index in begin..<end {
        if index > 0 {
          let gap = gap(from: before, to: after[index - begin])
          let isWarmUp =
            index == 1 && firstTwoShareSession && after[index - begin].low > before.high
          if !isWarmUp, gap >= leastGap, gap > best?.gap ?? 0 { best = (index, gap) }
        }
        before.add(rates[index])
      }
    }
    return best?.index
  }

  private static func gap(from before: Extremes, to after: Extremes) -> Double {
    after.high < before.low
      ? 1 - after.high / before.low : after.low > before.high ? after.low / before.high - 1 : 0
  }
}
