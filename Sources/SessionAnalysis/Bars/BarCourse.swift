/// How far a bar had come after how many seconds, noted some times on its way, to tell whether its steps
/// became slower.
struct BarCourse {
  /// The noted frames, in their order.
  private var marks: [(completed: Double, seconds: Int)] = []

  /// The fewest stretches between marks on either side, so that single pauses and a slow first step are no
  /// slowdown.
  private static let leastStretches = 3
  /// How many times as long a step of each later stretch takes as one of the earlier ones.
  private static let leastFactor = 1.5
}

extension BarCourse {
  /// Notes a frame.
  mutating func note(completed: Double, seconds: Int) {
    if marks.isEmpty { marks.reserveCapacity(OpenBar.paceLimit + 1) }
    guard marks.count <= OpenBar.paceLimit else { return }
    marks.append((completed, seconds))
  }

  /// The slowdown, if from some mark on every stretch was slower than all before it, up to the end.
  ///
  /// The place is taken at which the two sides differ most. The first stretch is left out, since a first step
  /// loads and compiles.
  ///
  /// - Parameters:
  ///   - completed: The units at the end.
  ///   - seconds: The seconds until then.
  /// - Returns: The slowdown; `nil` where there is none, or too few marks.
  /// - Complexity: O(marks²), of which there are a few.
  func slowing(until completed: Double, seconds: Int) -> Run.Slowing? {
    var marks = marks
    if let last = marks.last, completed > last.completed { marks.append((completed, seconds)) }
    guard marks.count > 1 + 2 * Self.leastStretches else { return nil }
    func secondsPerUnit(_ from: Int, _ to: Int) -> Double {
      let units = marks[to].completed - marks[from].completed
      return units > 0 ? Double(marks[to].seconds - marks[from].seconds) / units : 0
    }
    var found: Run.Slowing?
    for place in (1 + Self.leastStretches)..<(marks.count - Self.leastStretches) {
      let early = secondsPerUnit(1, place)
      let late = secondsPerUnit(place, marks.count - 1)
      guard early > 0, late / early > found?.factor ?? Self.leastFactor,
        (place..<marks.count - 1).allSatisfy({
          secondsPerUnit($0, $0 + 1) >= Self.leastFactor * early
        })
      else { continue }
      found = Run.Slowing(
        completed: marks[place].completed, early: early, late: late,
        seconds: marks[marks.count - 1].seconds - marks[place].seconds)
    }
    return found
  }
}
