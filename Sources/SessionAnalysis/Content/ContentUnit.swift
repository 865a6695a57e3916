/// A unit of a content: a line with its LF, or 512 bytes of a longer line.
struct ContentUnit {
  /// The most bytes of a unit.
  static let limit = 512

  /// The hash of its bytes.
  var hash: UInt64
  /// The number of its bytes.
  var bytes: Int32
  /// The number of lines that end with it: 0 or 1.
  var lineEnds: Int32
}

extension ContentUnit {
  /// Hashes the bytes of a unit.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.init(
      hash: ByteHash.hash(bytes), bytes: Int32(bytes.count),
      lineEnds: bytes.last == 0x0A ? 1 : 0)
  }

  /// How many are cut off before they are hashed: more than 64 KiB of a usual log have.
  static let blockSize = 1024

  /// Cuts whole units off some bytes and hands them out, in order, up to `blockSize` at a time.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - start: Where the first unit begins.
  ///   - lineFeeds: The offsets of the LFs behind it, up to the last one that counts.
  ///   - end: Up to where units of `limit` bytes are cut behind the last LF.
  ///   - body: Gets the units.
  /// - Returns: Where the first unit begins that was not cut off.
  /// - Complexity: O(bytes).
  static func cut(
    _ bytes: UnsafeRawBufferPointer, from start: Int, lineFeeds: UnsafeBufferPointer<UInt32>,
    upTo end: Int, _ body: (UnsafeBufferPointer<ContentUnit>) -> Void
  ) -> Int {
    guard let base = bytes.baseAddress else { return start }
    return withUnsafeTemporaryAllocation(of: ContentUnit.self, capacity: blockSize) { units in
      withUnsafeTemporaryAllocation(of: UnsafeRawPointer.self, capacity: blockSize) { starts in
        guard let units = units.baseAddress, let starts = starts.baseAddress else { return start }
        var next = start
        var count = 0
        func handOut() {
          guard count > 0 else { return }
          hash(units, starts, count)
          body(UnsafeBufferPointer(start: units, count: count))
          count = 0
        }
        func add(_ bytes: Int, lineEnds: Int32) {
          starts[count] = base + next
          units[count] = ContentUnit(
            hash: 0, bytes: Int32(truncatingIfNeeded: bytes), lineEnds: lineEnds)
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

  /// Hashes units, together those that are about as long: half of the bytes of a usual log stand in
  /// units of 512 bytes, between lines of all lengths.
  private static func hash(
    _ units: UnsafeMutablePointer<ContentUnit>, _ starts: UnsafeMutablePointer<UnsafeRawPointer>,
    _ count: Int
  ) {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: blockSize + 7) { order in
      guard let order = order.baseAddress else { return }
      sort(units, count, into: order)
      // The last group is filled up with its last unit.
      for place in count..<count + 7 { order[place] = order[count - 1] }
      for place in stride(from: 0, to: count, by: 8) {
        hashEight(units, starts, order + place)
      }
    }
  }

  @inline(__always)
  private static func hashEight(
    _ units: UnsafeMutablePointer<ContentUnit>, _ starts: UnsafeMutablePointer<UnsafeRawPointer>,
    _ order: UnsafeMutablePointer<UInt16>
  ) {
    func unit(_ place: Int) -> Int { Int(order[place]) }
    func start(_ place: Int) -> UnsafeRawPointer { starts[unit(place)] }
    func bytes(_ place: Int) -> Int { Int(units[unit(place)].bytes) }
    let hashes = ByteHash.hashes(
      (start(0), start(1), start(2), start(3), start(4), start(5), start(6), start(7)),
      (bytes(0), bytes(1), bytes(2), bytes(3), bytes(4), bytes(5), bytes(6), bytes(7)),
      words: bytes(0) >> 3)
    units[unit(0)].hash = hashes.0
    units[unit(1)].hash = hashes.1
    units[unit(2)].hash = hashes.2
    units[unit(3)].hash = hashes.3
    units[unit(4)].hash = hashes.4
    units[unit(5)].hash = hashes.5
    units[unit(6)].hash = hashes.6
    units[unit(7)].hash = hashes.7
  }

  /// Sorts the positions of units by their whole words of eight bytes, those with the fewest first.
  @inline(__always)
  private static func sort(
    _ units: UnsafeMutablePointer<ContentUnit>, _ count: Int,
    into order: UnsafeMutablePointer<UInt16>
  ) {
    let lengths = limit / 8 + 1
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: lengths + 1) { places in
      guard let places = places.baseAddress else { return }
      places.initialize(repeating: 0, count: lengths + 1)
      for unit in 0..<count { places[Int(units[unit].bytes >> 3) &+ 1] &+= 1 }
      for length in 1...lengths { places[length] &+= places[length &- 1] }
      for unit in 0..<count {
        let length = Int(units[unit].bytes >> 3)
        order[Int(places[length])] = UInt16(truncatingIfNeeded: unit)
        places[length] &+= 1
      }
    }
  }
}
