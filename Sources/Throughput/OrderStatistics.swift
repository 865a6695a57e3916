/// Medians and other order statistics of small and large arrays of numbers.
///
/// None of the values may be NaN. What is handed an array to change reorders it and allocates nothing.
package enum OrderStatistics {
  /// Makes a median absolute deviation an estimate of a normal distribution's deviation.
  package static let normalConsistency = 1.4826

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
  package static func median(_ values: inout [Double]) -> Double {
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
  package static func median(of values: some Sequence<Double>) -> Double {
    var copy = Array(values)
    return median(&copy)
  }

  /// Returns the median of the values, which are copied to an array that can be used again.
  static func median(of values: some Collection<Double>, copiedTo copy: inout [Double]) -> Double {
    copy.removeAll(keepingCapacity: true)
    copy.append(contentsOf: values)
    return median(&copy)
  }

  /// Returns the median of values in rising order, or 0 for none.
  package static func median(ofSorted values: some RandomAccessCollection<Double>) -> Double {
    guard !values.isEmpty else { return 0 }
    let middle = values.index(values.startIndex, offsetBy: values.count / 2)
    return values.count.isMultiple(of: 2)
      ? (values[values.index(before: middle)] + values[middle]) / 2 : values[middle]
  }

  /// Returns the median distance from `centre`, scaled to a normal distribution's deviation.
  package static func spread(
    of values: some Sequence<Double>, around centre: Double = 0
  ) -> Double {
    var distances = Array(values)
    return spread(&distances, around: centre)
  }

  /// Returns the median distance from `centre`, scaled to a normal distribution's deviation; the
  /// values become their distances.
  package static func spread(_ values: inout [Double], around centre: Double = 0) -> Double {
    for index in values.indices { values[index] = abs(values[index] - centre) }
    return normalConsistency * median(&values)
  }

  /// Returns the spread of values in rising order.
  ///
  /// - Complexity: O(*n*); nothing is copied.
  static func spread(ofSorted values: ArraySlice<Double>, around centre: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    // Distances rise from the centre to both sides.
    var right = values.partitioningIndex { $0 >= centre }
    var left = right - 1
    var (lower, upper) = (0.0, 0.0)
    for _ in 0...values.count / 2 {
      let isRight =
        left < values.startIndex
        || right < values.endIndex && values[right] - centre < centre - values[left]
      lower = upper
      if isRight {
        upper = values[right] - centre
        right += 1
      } else {
        upper = centre - values[left]
        left -= 1
      }
    }
    let median = values.count.isMultiple(of: 2) ? (lower + upper) / 2 : upper
    return normalConsistency * median
  }
}

// MARK: - Selecting and sorting

extension OrderStatistics {
  private static func select(_ rank: Int, in values: UnsafeMutableBufferPointer<Double>) -> Double {
    var low = 0
    var high = values.count - 1
    while low < high {
      let (right, left) = part(values, low, high)
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

  /// Moves the values that are no larger than a pivot before those that are no smaller.
  ///
  /// - Returns: The last of the former and the first of the latter.
  @inline(__always)
  private static func part(
    _ values: UnsafeMutableBufferPointer<Double>, _ low: Int, _ high: Int
  ) -> (right: Int, left: Int) {
    let a = values[low]
    let b = values[low + (high - low) / 2]
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
    return (right, left)
  }

  /// Puts the values into rising order without memory of its own, which the standard library's sort
  /// takes.
  ///
  /// Quicksort down to short parts; a part that it cuts badly too often goes to a heapsort (Musser,
  /// "Introspective sorting and selection algorithms", 1997).
  ///
  /// - Complexity: O(*n* log *n*).
  package static func sort(_ values: inout [Double]) {
    let depth = 2 * (Int.bitWidth - values.count.leadingZeroBitCount)
    values.withUnsafeMutableBufferPointer { sort($0, 0, $0.count - 1, depth: depth) }
  }

  /// Parts of so many values are sorted by insertion.
  private static let shortPart = 24

  private static func sort(
    _ values: UnsafeMutableBufferPointer<Double>, _ first: Int, _ last: Int, depth: Int
  ) {
    var (low, high, depth) = (first, last, depth)
    while high - low >= shortPart {
      guard depth > 0 else { return heapSort(values, low, high) }
      depth -= 1
      let (right, left) = part(values, low, high)
      // The shorter part first, so that the stack stays short.
      if right - low < high - left {
        sort(values, low, right, depth: depth)
        low = left
      } else {
        sort(values, left, high, depth: depth)
        high = right
      }
    }
    guard low < high else { return }
    for index in (low + 1)...high {
      let value = values[index]
      var place = index
      while place > low, values[place - 1] > value {
        values[place] = values[place - 1]
        place -= 1
      }
      values[place] = value
    }
  }

  private static func heapSort(
    _ values: UnsafeMutableBufferPointer<Double>, _ first: Int, _ last: Int
  ) {
    let count = last - first + 1
    func sift(_ root: Int, _ count: Int) {
      var root = root
      while 2 * root + 1 < count {
        var child = 2 * root + 1
        if child + 1 < count, values[first + child] < values[first + child + 1] { child += 1 }
        guard values[first + root] < values[first + child] else { return }
        values.swapAt(first + root, first + child)
        root = child
      }
    }
    for root in stride(from: count / 2 - 1, through: 0, by: -1) { sift(root, count) }
    for end in stride(from: count - 1, to: 0, by: -1) {
      values.swapAt(first, first + end)
      sift(0, end)
    }
  }
}

extension RandomAccessCollection where Index == Int {
  /// Returns the first index from which on the test holds, in values for which it once begins to hold.
  ///
  /// - Complexity: O(log *n*).
  func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}
