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
  private var previous: UInt64 = 0
  /// The landmarks so far, the smallest hash first.
  private(set) var chosen: [Landmark] = []
  /// Larger hashes are not among the smallest.
  private var bound = UInt64.max

  /// Adds a unit.
  ///
  /// - Complexity: O(1) on average, amortised.
  @inline(__always)
  mutating func add(_ hash: UInt64) {
    sum &+= hash
    let pair = ByteHash.mix(previous ^ 0xD6E8_FEB8_6659_FD93, hash ^ 0xA076_1D64_78BD_642F)
    if pair <= bound, units > 0 { keep(pair) }
    previous = hash
    units &+= 1
  }

  @inline(never)
  private mutating func keep(_ hash: UInt64) {
    var place = chosen.count
    while place > 0, chosen[place - 1].hash >= hash { place -= 1 }
    if place < chosen.count, chosen[place].hash == hash {
      chosen[place].isRepeated = true
      return
    }
    if chosen.count == Landmark.limit { chosen.removeLast() }
    chosen.insert(Landmark(hash: hash, unit: units, sum: sum, isRepeated: false), at: place)
    if chosen.count == Landmark.limit { bound = chosen[Landmark.limit - 1].hash }
  }
}
