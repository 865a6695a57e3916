internal import CByteScan

/// How the units of a content are hashed.
///
/// The hashes tell logs apart and resist no attacker. A history keeps them, and stays with the kind that
/// it began with; the values of a kind never change: not with the machine, not with the release.
package enum ContentHash: Int, Sendable, CaseIterable {
  /// Each word waits for the one before, as `ByteHash` has it: histories before version 4.
  case chained = 1
  /// A sum of products, several times as fast; `UnitHash.h` describes it.
  case summed = 2

  /// That of new histories.
  package static let current = summed
}

extension ContentHash {
  /// Gives units that lie one behind the other their hashes.
  ///
  /// - Parameters:
  ///   - units: The units, whose numbers of bytes are known.
  ///   - bytes: The bytes of the first one; `nil` where none has any.
  /// - Complexity: O(bytes).
  func hash(_ units: UnsafeMutableBufferPointer<ContentUnit>, of bytes: UnsafeRawPointer?) {
    switch self {
    case .chained:
      var next = bytes
      for index in units.indices {
        let count = Int(units[index].bytes)
        units[index].hash = ByteHash.hash(UnsafeRawBufferPointer(start: next, count: count))
        next = next.map { $0 + count }
      }
    case .summed:
      sdlog_hash_units(
        bytes?.assumingMemoryBound(to: UInt8.self), units.baseAddress, units.count, Self.key)
    }
  }

  /// Random numbers for sums of products: those of SplitMix64 from 0 on (Steele, Lea and Flood, "Fast
  /// splittable pseudorandom number generators", 2014).
  static let key = {
    var state: UInt64 = 0
    return (0..<Int(SDLOG_UNIT_HASH_KEYS)).map { _ -> UInt64 in
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = state
      word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
      return word ^ word >> 31
    }
  }()
}
