/// Levels of a series that may alternate between two modes, the lower one lifted onto the upper.
struct ModeLevels {
  /// The levels with the lower mode lifted.
  private(set) var merged: [Double]
  /// The levels as they were.
  let original: [Double]
  /// The distance of the two modes, or nil if there is only one.
  let distance: Double?

  /// Creates levels from what ``HiddenModes`` found.
  init(original: [Double], merged: [Double], distance: Double?) {
    self.original = original
    self.merged = merged
    self.distance = distance
  }
}

extension ModeLevels {
  /// Returns how far an element lies off a level, or off the lower mode of that level if closer.
  func deviation(of element: Int, from level: Double) -> Double {
    guard let distance else { return abs(merged[element] - level) }
    let offset = original[element] - level
    return min(abs(offset), abs(offset + distance))
  }

  /// Decides for each element anew which mode it belongs to, given the level of the upper one.
  ///
  /// - Parameters:
  ///   - range: The elements.
  ///   - level: The level of the upper mode.
  ///   - tolerance: How far off the lower mode an element may lie.
  mutating func relabel(_ range: Range<Int>, level: Double, tolerance: Double) {
    guard let distance else { return }
    for element in range {
      let offset = original[element] - level
      let isLower = abs(offset + distance) < min(abs(offset), tolerance)
      merged[element] = original[element] + (isLower ? distance : 0)
    }
  }
}
