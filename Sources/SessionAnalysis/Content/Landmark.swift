internal import CByteScan

/// Two neighbouring units of a content, by which a piece of it is found again wherever it was cut.
///
/// Which pairs are kept depends on their hashes alone: those with the smallest. So a piece keeps, of the
/// pairs that it holds, all that the whole keeps, and where both keep the same the piece lies at that
/// distance in the whole.
package struct Landmark: Sendable, Equatable {
  /// How many pairs of a content are kept.
  package static let limit = 32

  /// The hash of the pair.
  package var hash: UInt64
  /// The position of its second unit, from 0.
  package var unit: Int
  /// The sum of the hashes of all units up to it, which shows that what lies between two landmarks is
  /// the same.
  package var sum: UInt64
  /// Whether the pair came more than once, so that it tells no place.
  package var isRepeated: Bool

  /// Creates a landmark.
  package init(hash: UInt64, unit: Int, sum: UInt64, isRepeated: Bool) {
    self.hash = hash
    self.unit = unit
    self.sum = sum
    self.isRepeated = isRepeated
  }
}

/// Chooses the landmarks of a content.
struct LandmarkSampler {
  private(set) var sum: UInt64 = 0
  private var units = 0
  /// The hash of the last unit.
  private var previous: UInt64 = 0
  /// The landmarks so far, the smallest hash first.
  private(set) var chosen: [Landmark] = []
  /// Larger hashes are not among the smallest.
  private var bound = UInt64.max

  /// Returns the hash of two neighbouring units.
  @inline(__always)
  static func pair(_ previous: UInt64, _ hash: UInt64) -> UInt64 {
    ByteHash.mix(previous ^ 0xD6E8_FEB8_6659_FD93, hash ^ 0xA076_1D64_78BD_642F)
  }

  /// Adds units.
  ///
  /// - Parameters:
  ///   - new: The units.
  ///   - body: Sees each of them on the way, with its index.
  /// - Complexity: O(units) on average.
  @inline(__always)
  mutating func add(
    _ new: UnsafeBufferPointer<ContentUnit>, _ body: (Int, ContentUnit) -> Void
  ) {
    var sum = sum
    var previous = previous
    for index in new.indices {
      let unit = new[index]
      body(index, unit)
      sum &+= unit.hash
      let pair = Self.pair(previous, unit.hash)
      previous = unit.hash
      if pair <= bound, units &+ index > 0 {
        keep(Landmark(hash: pair, unit: units &+ index, sum: sum, isRepeated: false))
      }
    }
    self.sum = sum
    self.previous = previous
    units += new.count
  }

  @inline(never)
  private mutating func keep(_ landmark: Landmark) {
    if chosen.isEmpty { chosen.reserveCapacity(Landmark.limit) }
    // Through a pointer, since this is done a hundred times in a session of a thousand units.
    let place = chosen.withUnsafeMutableBufferPointer { chosen -> Int? in
      var place = chosen.count
      while place > 0, chosen[place - 1].hash >= landmark.hash { place -= 1 }
      guard place < chosen.count else { return place }
      if chosen[place].hash == landmark.hash {
        chosen[place].isRepeated = true
        return nil
      }
      guard chosen.count == Landmark.limit, let start = chosen.baseAddress else { return place }
      (start + place + 1).update(from: start + place, count: chosen.count - place - 1)
      chosen[place] = landmark
      return nil
    }
    if let place, place < Landmark.limit { chosen.insert(landmark, at: place) }
    if chosen.count == Landmark.limit { bound = chosen[Landmark.limit - 1].hash }
  }
}
