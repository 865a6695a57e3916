/// What some bytes of a log are known by, wherever they lie and whatever file holds them.
///
/// The bytes are cut into units: lines with their LF, or 512 bytes of a longer line. A hash runs over
/// the units, and is kept after some of them, so that two contents can be compared of which one is
/// the beginning of the other, without the bytes of either.
package struct LogContent: Sendable, Equatable {
  /// The offset of the first byte in its input.
  package var offset: Int
  /// The 1-based line that the first byte stands in.
  package var firstLine: Int
  /// The number of bytes.
  package var bytes: Int
  /// The number of whole units.
  package var units: Int
  /// The hash after the last whole unit.
  package var chain: UInt64
  /// The number of bytes behind the last whole unit: a line that has not ended.
  package var tailBytes: Int
  /// The hash of all bytes.
  package var hash: UInt64
  /// Whether the input ended here, so that more may follow.
  package var isOpen: Bool
  /// The low halves of the hash after each number of units that `PrefixGrid` names.
  package var prefixes: [UInt32]
  /// The hash after about 1, 2, 4, 8 units and so on, by which candidates are found.
  package var marks: [UInt64]
  /// The number of units of the first line, which is the rest of a line where the input was cut.
  package var headUnits = 0
  /// The sum of the hashes of all units.
  package var sum: UInt64 = 0
  /// By which a piece is found in what it is of; of sessions alone.
  package var landmarks: [Landmark] = []
  /// Whether it is the first session of its input, which may have been cut within the session.
  package var isHeadless = false
}

/// The numbers of units after which a hash is kept: all up to 256, then steps of a 64th.
package enum PrefixGrid {
  static let dense = 256

  /// Returns the number behind a number of the grid.
  static func next(_ units: Int) -> Int {
    units < dense ? units + 1 : units + units / 64
  }

  /// Returns how many numbers of the grid there are up to a number of units.
  ///
  /// - Complexity: O(log units).
  package static func count(upTo units: Int) -> Int {
    guard units > dense else { return max(units, 0) }
    var count = dense
    var at = dense
    while next(at) <= units {
      at = next(at)
      count += 1
    }
    return count
  }

  /// Returns the numbers of units after which there is a mark, up to a number of units.
  ///
  /// - Complexity: O(log units) beyond 256.
  package static func marks(upTo units: Int) -> [Int] {
    var marks: [Int] = []
    var at = 1
    while at <= units {
      if at >= (marks.last ?? 0) * 2 { marks.append(at) }
      at = next(at)
    }
    return marks
  }
}
