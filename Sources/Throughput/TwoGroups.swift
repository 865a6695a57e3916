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
  /// - Complexity: O(*n*); nothing is copied.
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
    let lower = OrderStatistics.median(ofSorted: values[..<cut])
    let upper = OrderStatistics.median(ofSorted: values[cut...])
    lowerCount = cut
    threshold = values[cut - 1]
    distance = upper - lower
    lowerSpread = OrderStatistics.spread(ofSorted: values[..<cut], around: lower)
    upperSpread = OrderStatistics.spread(ofSorted: values[cut...], around: upper)
  }
}
