#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

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

  /// How many are cut off before they are hashed: those of 64 KiB of a usual log, which stay in the
  /// cache meanwhile.
  static let blockSize = 256

  /// Cuts whole units off some bytes and hands them out, in order, up to `blockSize` at a time.
  ///
  /// - Returns: The bytes behind the last one, whose unit has not ended.
  /// - Complexity: O(bytes).
  static func cut(
    _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeBufferPointer<ContentUnit>) -> Void
  ) -> UnsafeRawBufferPointer {
    withUnsafeTemporaryAllocation(of: ContentUnit.self, capacity: blockSize) { units in
      withUnsafeTemporaryAllocation(of: UnsafeRawPointer.self, capacity: blockSize) { starts in
        guard let unit = units.baseAddress, let start = starts.baseAddress else { return bytes }
        var rest = bytes
        while true {
          let count = cut(&rest, unit, start)
          guard count > 0 else { return rest }
          hash(unit, start, count)
          body(UnsafeBufferPointer(start: unit, count: count))
        }
      }
    }
  }

  /// Cuts units off, up to `blockSize`, which get no hash yet.
  ///
  /// - Returns: How many.
  private static func cut(
    _ rest: inout UnsafeRawBufferPointer, _ units: UnsafeMutablePointer<ContentUnit>,
    _ starts: UnsafeMutablePointer<UnsafeRawPointer>
  ) -> Int {
    guard var next = rest.baseAddress else { return 0 }
    let end = next + rest.count
    var count = 0
    while count < blockSize, next < end {
      let room = min(limit, next.distance(to: end))
      var bytes = room
      var lineEnds: Int32 = 0
      if let lineEnd = memchr(next, 0x0A, room) {
        bytes = next.distance(to: UnsafeRawPointer(lineEnd)) &+ 1
        lineEnds = 1
      } else if room < limit {
        break
      }
      starts[count] = next
      units[count] = ContentUnit(
        hash: 0, bytes: Int32(truncatingIfNeeded: bytes), lineEnds: lineEnds)
      count &+= 1
      next += bytes
    }
    rest = UnsafeRawBufferPointer(start: next, count: next.distance(to: end))
    return count
  }

  /// Hashes units, together those that are about as long: half of the bytes of a usual log stand in
  /// units of 512 bytes, between lines of all lengths.
  private static func hash(
    _ units: UnsafeMutablePointer<ContentUnit>, _ starts: UnsafeMutablePointer<UnsafeRawPointer>,
    _ count: Int
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: blockSize) { order in
      guard let order = order.baseAddress else { return }
      sort(units, count, into: order)
      func bytes(_ place: Int) -> UnsafeRawBufferPointer {
        let unit = Int(order[place])
        return UnsafeRawBufferPointer(start: starts[unit], count: Int(units[unit].bytes))
      }
      var place = 0
      while place &+ 4 <= count {
        let hashes = ByteHash.hashes(
          (bytes(place), bytes(place &+ 1), bytes(place &+ 2), bytes(place &+ 3)))
        units[Int(order[place])].hash = hashes.0
        units[Int(order[place &+ 1])].hash = hashes.1
        units[Int(order[place &+ 2])].hash = hashes.2
        units[Int(order[place &+ 3])].hash = hashes.3
        place &+= 4
      }
      while place < count {
        units[Int(order[place])].hash = ByteHash.hash(bytes(place))
        place &+= 1
      }
    }
  }

  /// Sorts the positions of units by their whole words of eight bytes.
  @inline(__always)
  private static func sort(
    _ units: UnsafeMutablePointer<ContentUnit>, _ count: Int,
    into order: UnsafeMutablePointer<UInt8>
  ) {
    let lengths = limit / 8 + 1
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: lengths + 1) { places in
      guard let places = places.baseAddress else { return }
      places.initialize(repeating: 0, count: lengths + 1)
      for unit in 0..<count { places[Int(units[unit].bytes >> 3) &+ 1] &+= 1 }
      for length in 1...lengths { places[length] &+= places[length &- 1] }
      for unit in 0..<count {
        let length = Int(units[unit].bytes >> 3)
        order[Int(places[length])] = UInt8(truncatingIfNeeded: unit)
        places[length] &+= 1
      }
    }
  }
}
