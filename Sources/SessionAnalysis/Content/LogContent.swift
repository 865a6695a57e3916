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
  /// Whether it is the first session of its input and does not begin with a start of the program, so
  /// that it may be a piece of a session.
  package var isHeadless = false
}

/// The numbers of units after which a hash is kept: all up to 256, then steps of a 64th.
package enum PrefixGrid {
  private static let dense = 256

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
}

/// Adds units to a content.
struct ContentAccumulator {
  private var content = LogContent(
    offset: 0, firstLine: 1, bytes: 0, units: 0, chain: 0x9E37_79B9_7F4A_7C15, tailBytes: 0,
    hash: 0, isOpen: false, prefixes: [], marks: [])
  private var nextPrefix = 1
  private var nextMark = 1

  /// Begins at a place of the input.
  init(offset: Int, line: Int) {
    content.offset = offset
    content.firstLine = line
  }

  /// Adds a unit.
  @inline(__always)
  mutating func add(_ hash: UInt64, bytes: Int) {
    content.chain = ByteHash.mix(content.chain ^ hash, 0xA24B_AED4_963E_E407)
    content.units += 1
    content.bytes += bytes
    if content.units == nextPrefix { keepPrefix() }
  }

  private mutating func keepPrefix() {
    content.prefixes.append(UInt32(truncatingIfNeeded: content.chain))
    // Few powers of two beyond 256 are numbers of the grid: a mark stands at the first that is as high.
    if content.units >= nextMark {
      content.marks.append(content.chain)
      nextMark = content.units * 2
    }
    nextPrefix = PrefixGrid.next(nextPrefix)
  }

  /// Ends the content.
  func finished(tail: UnsafeRawBufferPointer?) -> LogContent {
    var content = content
    if let tail {
      content.isOpen = true
      content.tailBytes = tail.count
      content.bytes += tail.count
    }
    let end = tail.map { ByteHash.hash($0) } ?? ByteHash.hash(.init(start: nil, count: 0))
    content.hash = ByteHash.mix(
      content.chain ^ end, UInt64(content.units) &* 2 &+ 1 &+ 0x9FB2_1C65_1E98_DF24)
    return content
  }
}
