/// A sample cut in two at the place that separates it best.
struct TwoGroups {
  /// The number of values in the lower group.
  let lowerCount: Int
  /// The largest value of the lower group.
  let threshold: Double
  /// The distance between the medians of the two groups.
  let distance: Double
  /// The robust deviation of the lower group.
  let lowerSpread: Double
  /// The robust deviation of the upper group.
  let upperSpread: Double

  /// Cuts a sorted sample so that the variance between the groups is the largest.
  ///
  /// Otsu, "A threshold selection method from gray-level histograms", 1979.
  ///
  /// - Complexity: O(*n*).
  init?(sorted values: [Double]) {
    guard values.count >= 2 else { return nil }
    let count = Double(values.count)
    let total = values.reduce(0, +)
    var sum = 0.0
    var best = -Double.infinity
    var cut = 1
    for index in 1..<values.count {
      sum += values[index - 1]
      let left = Double(index)
      let gap = sum / left - (total - sum) / (count - left)
      let separation = gap * gap * left * (count - left)
      if separation > best {
        best = separation
        cut = index
      }
    }
    let lower = Self.sortedMedian(values[..<cut])
    let upper = Self.sortedMedian(values[cut...])
    lowerCount = cut
    threshold = values[cut - 1]
    distance = upper - lower
    lowerSpread = OrderStatistics.spread(of: values[..<cut], around: lower)
    upperSpread = OrderStatistics.spread(of: values[cut...], around: upper)
  }

  private static func sortedMedian(_ values: ArraySlice<Double>) -> Double {
    let middle = values.startIndex + values.count / 2
    return values.count.isMultiple(of: 2)
      ? (values[middle - 1] + values[middle]) / 2 : values[middle]
  }
}
