/// Order statistics of a window that slides over a series.
enum RunningWindow {
  /// Returns for each element the median of the window of `2 * reach + 1` elements around it.
  ///
  /// Windows are cut off at both ends of the series.
  ///
  /// - Complexity: O(*n* · `reach`) with the constant of moving a few words.
  static func medians(of values: [Double], reach: Int) -> [Double] {
    slide(over: values, reach: reach) { window in
      let middle = window.count / 2
      return window.count.isMultiple(of: 2)
        ? (window[middle - 1] + window[middle]) / 2 : window[middle]
    }
  }

  /// Returns for each element a lower quantile of the window around it.
  ///
  /// The quantile is the value of rank `fraction * (count - 1)`, rounded down.
  static func quantiles(of values: [Double], reach: Int, fraction: Double) -> [Double] {
    slide(over: values, reach: reach) { window in
      window[Int(fraction * Double(window.count - 1))]
    }
  }

  /// Keeps the window sorted: one value enters and one leaves for each element.
  private static func slide(
    over values: [Double], reach: Int, read: ([Double]) -> Double
  ) -> [Double] {
    var window: [Double] = []
    window.reserveCapacity(2 * reach + 2)
    for value in values.prefix(reach) {
      insert(value, into: &window)
    }
    var result: [Double] = []
    result.reserveCapacity(values.count)
    for index in values.indices {
      if index + reach < values.count {
        insert(values[index + reach], into: &window)
      }
      if index > reach {
        window.remove(at: firstIndex(notBelow: values[index - reach - 1], in: window))
      }
      result.append(read(window))
    }
    return result
  }

  private static func insert(_ value: Double, into window: inout [Double]) {
    window.insert(value, at: firstIndex(notBelow: value, in: window))
  }

  private static func firstIndex(notBelow value: Double, in window: [Double]) -> Int {
    var low = 0
    var high = window.count
    while low < high {
      let middle = (low + high) / 2
      if window[middle] < value {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
