internal import CByteScan

/// The units of an input that wait until it is clear which session they belong to.
struct UnitQueue {
  private var units: [ContentUnit] = []
  /// The position of the first unit that waits.
  private var first = 0
  /// The lines of the first unit that waits, and of the next one to come, from 1.
  private(set) var firstLine = 1
  private(set) var endLine = 1
}

extension UnitQueue {
  /// How many units wait.
  var count: Int { units.count - first }

  /// Adds units.
  mutating func add(_ new: UnsafeBufferPointer<ContentUnit>) {
    if first > 4096, first > units.count / 2 {
      units.removeSubrange(..<first)
      first = 0
    }
    units.append(contentsOf: new)
    endLine += Self.lineEnds(new)
  }

  /// Counts units as added and taken off, while none waits.
  mutating func pass(_ new: UnsafeBufferPointer<ContentUnit>) {
    endLine += Self.lineEnds(new)
    firstLine = endLine
  }

  /// Returns how many units stand before a line.
  ///
  /// - Complexity: O(units).
  func count(before line: Int) -> Int {
    if line > endLine { return count }
    return units.withUnsafeBufferPointer { units in
      var at = firstLine
      var next = first
      while at < line {
        at &+= Int(units[next].line_ends)
        next &+= 1
      }
      return next - first
    }
  }

  /// Hands out the first units and takes them off.
  mutating func takeFirst(_ count: Int, _ body: (UnsafeBufferPointer<ContentUnit>) -> Void) {
    units.withUnsafeBufferPointer { all in
      let taken = UnsafeBufferPointer(rebasing: all[first..<first + count])
      body(taken)
      firstLine += Self.lineEnds(taken)
    }
    first += count
    guard first == units.count else { return }
    units.removeAll(keepingCapacity: true)
    first = 0
  }

  private static func lineEnds(_ units: UnsafeBufferPointer<ContentUnit>) -> Int {
    units.reduce(0) { $0 &+ Int($1.line_ends) }
  }
}
