/// The Hodges-Lehmann estimate of the shift between two samples.
///
/// The median of all differences between a value of the second and one of the first sample (Hodges
/// and Lehmann, "Estimates of location based on rank tests", 1963). It holds up to 29 % of outliers
/// and is nearly as precise as the difference of the means where there are none.
enum HodgesLehmann {
  /// The asymptotic variance of the estimate relative to that of the means, π / 3, for normal noise.
  static let relativeVariance = 1.047

  /// Returns the median of `second - first` over all pairs.
  ///
  /// The differences are never listed: with both samples sorted they form a matrix whose rows and
  /// columns are sorted, in which a value's rank is found by walking along the border (Johnson and
  /// Mizoguchi, "Selecting the kth element in X + Y", 1978).
  ///
  /// - Precondition: Neither sample is empty.
  /// - Complexity: O((*m* + *n*) log(*m n*)) on average.
  static func shift(from first: some Sequence<Double>, to second: some Sequence<Double>) -> Double {
    let matrix = DifferenceMatrix(rows: first.sorted(), columns: second.sorted())
    let pairs = matrix.count
    precondition(pairs > 0, "a shift needs two samples")
    let upper = matrix.value(ofRank: pairs / 2)
    guard pairs.isMultiple(of: 2) else { return upper }
    return (matrix.value(before: upper, ofRank: pairs / 2) + upper) / 2
  }
}

/// All differences `columns[j] - rows[i]`, which are never stored.
private struct DifferenceMatrix {
  let rows: [Double]
  let columns: [Double]

  var count: Int { rows.count * columns.count }

  /// Returns the value of the given rank, counted from 0.
  ///
  /// Each round ranks one value of the matrix and drops the part on the wrong side of it.
  func value(ofRank rank: Int) -> Double {
    var low = [Int](repeating: 0, count: rows.count)
    var high = [Int](repeating: columns.count, count: rows.count)
    while true {
      let pivot = pivot(low: low, high: high)
      let below = counts { $0 < pivot }
      if rank < below.total {
        for row in rows.indices {
          high[row] = min(high[row], below.each[row])
        }
        continue
      }
      let notAbove = counts { $0 <= pivot }
      guard rank >= notAbove.total else { return pivot }
      for row in rows.indices {
        low[row] = max(low[row], notAbove.each[row])
      }
    }
  }

  /// Returns the value of rank `rank - 1`, given the value of rank `rank`.
  func value(before value: Double, ofRank rank: Int) -> Double {
    let below = counts { $0 < value }
    guard below.total == rank else { return value }
    var largest = -Double.infinity
    for row in rows.indices where below.each[row] > 0 {
      largest = max(largest, columns[below.each[row] - 1] - rows[row])
    }
    return largest
  }

  /// Returns a value from the middle of what is left: the middle of the row in the middle.
  private func pivot(low: [Int], high: [Int]) -> Double {
    var left = 0
    for row in rows.indices {
      left += max(0, high[row] - low[row])
    }
    var passed = 0
    for row in rows.indices where high[row] > low[row] {
      passed += high[row] - low[row]
      if 2 * passed >= left {
        return columns[(low[row] + high[row]) / 2] - rows[row]
      }
    }
    preconditionFailure("the wanted rank lies in what is left")
  }

  /// Counts the leading values of each row for which the test holds.
  ///
  /// Rows are sorted, and each one lies below the one before it, so one walk along the border does.
  private func counts(_ isCounted: (Double) -> Bool) -> (total: Int, each: [Int]) {
    var each: [Int] = []
    each.reserveCapacity(rows.count)
    var total = 0
    var column = 0
    for row in rows {
      while column < columns.count, isCounted(columns[column] - row) {
        column += 1
      }
      each.append(column)
      total += column
    }
    return (total, each)
  }
}
