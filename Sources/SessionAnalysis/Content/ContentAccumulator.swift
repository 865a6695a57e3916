internal import CByteScan

/// Adds units to a content.
struct ContentAccumulator {
  /// The hash of no units.
  static let seed = ByteHash.start

  private var content = LogContent(
    offset: 0, firstLine: 1, bytes: 0, units: 0, chain: seed, tailBytes: 0,
    hash: 0, isOpen: false, prefixes: [], marks: [])
  private var nextPrefix = 1
  private var nextMark = 1

  /// Begins at a place of the input.
  ///
  /// - Parameters:
  ///   - offset: The offset.
  ///   - line: The line.
  ///   - room: For how many kept hashes there is memory at once.
  init(offset: Int, line: Int, room: Int = 0) {
    content.offset = offset
    content.firstLine = line
    content.prefixes.reserveCapacity(room)
  }

  /// Goes on with an input at the start of its last session.
  init(resuming resume: StreamResume) {
    content.bytes = resume.byte
    content.units = resume.units
    content.chain = resume.chain
    content.prefixes = resume.prefixes
    content.marks = resume.marks
    while nextPrefix <= resume.units { nextPrefix = PrefixGrid.next(nextPrefix) }
    nextMark = PrefixGrid.marks(upTo: resume.units).last.map { $0 * 2 } ?? 1
  }
}

extension ContentAccumulator {
  /// The number of units, and the hash after them.
  var units: Int { content.units }
  var chain: UInt64 { content.chain }

  /// Returns the hash of units with one more.
  @inline(__always)
  static func chain(_ chain: UInt64, _ hash: UInt64) -> UInt64 {
    ByteHash.mix(chain ^ hash, ByteHash.multiplier)
  }

  /// Adds units.
  ///
  /// - Parameters:
  ///   - chains: The hashes after each of them, as `chain` returns them; at least one.
  ///   - bytes: The number of their bytes.
  /// - Complexity: O(numbers of the grid among them).
  mutating func add(_ chains: UnsafeBufferPointer<UInt64>, bytes: Int) {
    let units = content.units
    if units < PrefixGrid.dense {
      // All of them are numbers of the grid.
      let dense = chains.prefix(PrefixGrid.dense - units)
      content.prefixes.append(contentsOf: dense.lazy.map { UInt32(truncatingIfNeeded: $0) })
      while nextMark <= units + dense.count {
        content.marks.append(chains[nextMark - units - 1])
        nextMark *= 2
      }
      nextPrefix = PrefixGrid.next(units + dense.count)
    }
    while nextPrefix <= units + chains.count {
      keepPrefix(chains[nextPrefix - units - 1])
    }
    content.chain = chains[chains.count - 1]
    content.units += chains.count
    content.bytes += bytes
  }

  /// Keeps the hash after the next number of units of the grid.
  @inline(__always)
  private mutating func keepPrefix(_ chain: UInt64) {
    content.prefixes.append(UInt32(truncatingIfNeeded: chain))
    // Few powers of two beyond 256 are numbers of the grid: a mark stands at the first that is as high.
    if nextPrefix >= nextMark {
      content.marks.append(chain)
      nextMark = nextPrefix * 2
    }
    nextPrefix = PrefixGrid.next(nextPrefix)
  }

  /// Returns the content as it is if it ends here.
  ///
  /// - Parameters:
  ///   - tail: The bytes behind the last unit, where the input ends.
  ///   - hash: How they are hashed.
  /// - Returns: The content.
  func finished(tail: UnsafeRawBufferPointer?, _ hash: ContentHash) -> LogContent {
    var content = content
    if let tail {
      content.isOpen = true
      content.tailBytes = tail.count
      content.bytes += tail.count
    }
    let end = ContentUnit(tail ?? UnsafeRawBufferPointer(start: nil, count: 0), hash).hash
    content.hash = ByteHash.mix(
      content.chain ^ end, UInt64(content.units) &* 2 &+ 1 &+ 0x9FB2_1C65_1E98_DF24)
    return content
  }
}
