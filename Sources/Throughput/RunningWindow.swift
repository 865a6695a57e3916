/// Order statistics of a window that slides over a series.
enum RunningWindow {
  /// Hands out for each element the median of the window of `2 * reach + 1` elements around it.
  ///
  /// Windows are cut off at both ends of the series.
  ///
  /// - Complexity: O(*n* · `reach`) with the constant of moving a few words.
  static func forEachMedian<Values: RandomAccessCollection<Double>>(
    of values: Values, reach: Int, _ body: (_ index: Int, _ median: Double) -> Void
  ) where Values.Index == Int {
    slide(over: values, reach: reach) { index, window in
      body(index, OrderStatistics.median(ofSorted: window))
    }
  }

  /// Hands out for each element a lower quantile of the window around it.
  ///
  /// The quantile is the value of rank `fraction * (count - 1)`, rounded down.
  static func forEachQuantile(
    of values: [Double], reach: Int, fraction: Double,
    _ body: (_ index: Int, _ quantile: Double) -> Void
  ) {
    slide(over: values, reach: reach) { index, window in
      body(index, window[Int(fraction * Double(window.count - 1))])
    }
  }

  /// Keeps the window sorted: one value enters and one leaves for each element.
  private static func slide<Values: RandomAccessCollection<Double>>(
    over values: Values, reach: Int, body: (_ index: Int, _ window: [Double]) -> Void
  ) where Values.Index == Int {
    var window: [Double] = []
    window.reserveCapacity(2 * reach + 2)
    for value in values.prefix(reach) {
      insert(value, into: &window)
    }
    for index in values.indices {
      if index + reach < values.count {
        insert(values[index + reach], into: &window)
      }
      if index > reach {
        window.remove(at: firstIndex(notBelow: values[index - reach - 1], in: window))
      }
      body(index, window)
    }
  }

  private static func insert(_ value: Double, into window: inout [Double]) {
    window.insert(value, at: firstIndex(notBelow: value, in: window))
  }

  private static func firstIndex(notBelow value: Double, in window: [Double]) -> Int {
    window.partitioningIndex { $0 >= value }
  }
}
