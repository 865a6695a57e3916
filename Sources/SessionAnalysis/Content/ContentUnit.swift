internal import CByteScan

/// A unit of a content: a line with its LF, or 512 bytes of a longer line.
typealias ContentUnit = sdlog_unit

extension ContentUnit {
  /// The most bytes of a unit: as many as can be hashed.
  static let limit = Int(SDLOG_UNIT_LIMIT)

  /// How many are handed on at a time: they fit in the KiB that is the most of temporary memory that comes
  /// from the stack instead of the heap.
  static let blockSize = 64

  /// Creates a unit whose hash is not known yet.
  @inline(__always)
  private init(bytes: Int, lineEnds: Int32) {
    self.init(hash: 0, bytes: Int32(truncatingIfNeeded: bytes), line_ends: lineEnds)
  }

  /// Hashes the bytes of a unit, of which there are at most `limit`.
  init(_ bytes: UnsafeRawBufferPointer, _ hash: ContentHash) {
    precondition(bytes.count <= Self.limit)
    self.init(bytes: bytes.count, lineEnds: bytes.last == 0x0A ? 1 : 0)
    withUnsafeMutablePointer(to: &self) {
      hash.hash(UnsafeMutableBufferPointer(start: $0, count: 1), of: bytes.baseAddress)
    }
  }

  /// Cuts whole units off some bytes and hands them out, in order, up to `blockSize` at a time.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - start: Where the first unit begins.
  ///   - lineFeeds: The offsets of the LFs behind it, up to the last one that counts.
  ///   - end: Up to where units of `limit` bytes are cut behind the last LF.
  ///   - hash: How they are hashed.
  ///   - body: Gets the units.
  /// - Returns: Where the first unit begins that was not cut off.
  /// - Complexity: O(bytes).
  static func cut(
    _ bytes: UnsafeRawBufferPointer, from start: Int, lineFeeds: UnsafeBufferPointer<UInt32>,
    upTo end: Int, _ hash: ContentHash, _ body: (UnsafeBufferPointer<ContentUnit>) -> Void
  ) -> Int {
    guard let base = bytes.baseAddress else { return start }
    return withUnsafeTemporaryAllocation(of: ContentUnit.self, capacity: blockSize) { units in
      var first = start
      var next = start
      var count = 0
      func handOut() {
        guard count > 0 else { return }
        let block = UnsafeMutableBufferPointer(rebasing: units[..<count])
        hash.hash(block, of: base + first)
        body(UnsafeBufferPointer(block))
        count = 0
        first = next
      }
      func add(_ bytes: Int, lineEnds: Int32) {
        units[count] = ContentUnit(bytes: bytes, lineEnds: lineEnds)
        count &+= 1
        next &+= bytes
        if count == blockSize { handOut() }
      }
      for lineFeed in lineFeeds {
        let lineEnd = Int(lineFeed) &+ 1
        while lineEnd &- next > limit { add(limit, lineEnds: 0) }
        add(lineEnd &- next, lineEnds: 1)
      }
      while end &- next >= limit { add(limit, lineEnds: 0) }
      handOut()
      return next
    }
  }
}
