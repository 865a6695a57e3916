/// Levels of a series that may alternate between two modes: a collection of them with the lower mode
/// lifted onto the upper one.
///
/// Only a bit for each level says in which mode it is; a level is lifted when it is read.
struct ModeLevels {
  /// The levels as they were.
  let original: [Double]
  /// The distance of the two modes, or nil if there is only one.
  let distance: Double?
  /// The levels of the lower mode.
  private var lower: PositionSet

  /// Creates levels of which none is lifted yet.
  ///
  /// - Parameters:
  ///   - original: The levels.
  ///   - distance: The distance of the two modes that ``HiddenModes`` found, if any.
  init(original: [Double], distance: Double?) {
    self.original = original
    self.distance = distance
    lower = PositionSet(count: distance == nil ? 0 : original.count)
  }
}

extension ModeLevels: RandomAccessCollection {
  var startIndex: Int { 0 }

  var endIndex: Int { original.count }

  subscript(element: Int) -> Double {
    guard let distance, lower.contains(element) else { return original[element] }
    return original[element] + distance
  }
}

extension ModeLevels {
  /// Returns how far an element lies off a level, or off the lower mode of that level if closer.
  func deviation(of element: Int, from level: Double) -> Double {
    let offset = original[element] - level
    guard let distance else { return abs(offset) }
    return Swift.min(abs(offset), abs(offset + distance))
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
      if abs(offset + distance) < Swift.min(abs(offset), tolerance) {
        lower.insert(element)
      } else {
        lower.remove(element)
      }
    }
  }
}
