/// Medians and other order statistics of small and large arrays of numbers.
///
/// None of the values may be NaN. Everything here reorders the array that it is handed.
enum OrderStatistics {
  /// Makes a median absolute deviation an estimate of a normal distribution's deviation.
  static let normalConsistency = 1.4826

  /// Moves the value of the given rank to its place, smaller ones before and larger ones behind it.
  ///
  /// Quickselect with the median of three as the pivot (Hoare 1961), which takes the sorted, the
  /// reversed and the constant input in linear time.
  ///
  /// - Complexity: O(*n*) on average.
  /// - Returns: The value at `rank`, counted from 0.
  @discardableResult
  static func select(_ rank: Int, in values: inout [Double]) -> Double {
    values.withUnsafeMutableBufferPointer { select(rank, in: $0) }
  }

  /// Returns the median, the mean of the middle two for an even number of values, or 0 for none.
  static func median(_ values: inout [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let middle = values.count / 2
    let upper = select(middle, in: &values)
    guard values.count.isMultiple(of: 2) else { return upper }
    var lower = values[0]
    for index in 1..<max(middle, 1) where values[index] > lower {
      lower = values[index]
    }
    return (lower + upper) / 2
  }

  /// Returns the median of a copy of the values.
  static func median(of values: some Sequence<Double>) -> Double {
    var copy = Array(values)
    return median(&copy)
  }

  /// Returns the median distance from `centre`, scaled to a normal distribution's deviation.
  static func spread(of values: some Sequence<Double>, around centre: Double = 0) -> Double {
    var distances = values.map { abs($0 - centre) }
    return normalConsistency * median(&distances)
  }

  private static func select(_ rank: Int, in values: UnsafeMutableBufferPointer<Double>) -> Double {
    var low = 0
    var high = values.count - 1
    while low < high {
      let middle = low + (high - low) / 2
      let a = values[low]
      let b = values[middle]
      let c = values[high]
      let pivot = max(min(a, b), min(max(a, b), c))
      var left = low
      var right = high
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if rank <= right {
        high = right
      } else if rank >= left {
        low = left
      } else {
        return values[rank]
      }
    }
    return values[rank]
  }
}
