import CByteScan
import TestSupport
import Testing

@testable import SessionAnalysis

struct ContentHashTests {
  private static let bytes = (0..<1200).map { UInt8(truncatingIfNeeded: $0 &* $0 / 7 &+ $0) }

  /// The values are kept in histories, so they never change.
  @Test(
    arguments: [
      (0, 0x3FA4_4FC3_6AF3_1B14),
      (1, 0x9E1F_D57A_1004_120F),
      (15, 0xB6FA_6629_AFAB_BBC0),
      (16, 0x2971_740D_56D1_873D),
      (31, 0xC4E1_C394_77E7_7CB3),
      (32, 0x4A06_27CE_05E8_2F25),
      (100, 0xEBB9_21C4_46D1_722A),
      (512, 0xACCF_ED1E_04AD_A495),
    ] as [(Int, UInt64)])
  func staysTheSame(_ count: Int, _ hash: UInt64) {
    #expect(Self.hash(Self.bytes[..<count]) == hash)
  }

  /// With the widest registers, with those of every processor, and word by word.
  @Test(arguments: 0...512) func isTheSameOnEveryMachine(_ count: Int) {
    for start in 0..<3 {
      let bytes = Self.bytes[start..<start + count]
      let plain = Self.plainHash(Array(bytes))
      #expect(Self.hash(bytes) == plain)
      #expect(Self.hash(bytes, with: sdlog_hash_units_anywhere) == plain)
    }
  }

  @Test func hashesUnitsOneBehindTheOther() {
    let lengths = [3, 0, 512, 16, 1, 77, 31, 512]
    var units = lengths.map { ContentUnit(hash: 0, bytes: Int32($0), line_ends: 0) }
    Self.bytes.withUnsafeBytes { bytes in
      units.withUnsafeMutableBufferPointer {
        ContentHash.summed.hash($0, of: bytes.baseAddress)
      }
    }
    var next = 0
    for (unit, length) in zip(units, lengths) {
      #expect(unit.hash == Self.hash(Self.bytes[next..<next + length]))
      next += length
    }
  }

  /// Lines of a log differ in few bytes; each of these has a hash of its own, in its lower half as often
  /// as chance has it.
  @Test(arguments: [5, 13, 29, 70, 200, 512])
  func tellsSimilarLinesApart(_ count: Int) {
    var random = SplitMix64(state: UInt64(count))
    let line = (0..<count).map { _ in UInt8.random(in: 0x20...0x7E, using: &random) }
    var lines: Set<[UInt8]> = [line]
    for _ in 0..<20_000 {
      var other = line
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        other[Int.random(in: other.indices, using: &random)] = UInt8.random(
          in: 0x30...0x39, using: &random)
      }
      // Two words that stand in each other's place.
      if count >= 80, Bool.random(using: &random) {
        let places = [0, 8, 16, 32, 64, 72].shuffled(using: &random)
        for byte in 0..<8 { other.swapAt(places[0] + byte, places[1] + byte) }
      }
      lines.insert(other)
    }
    let hashes = lines.map { Self.hash($0[...]) }
    #expect(Set(hashes).count == lines.count)
    // Of 20,000 random numbers of 32 bits 0.05 pairs are the same on average.
    #expect(Set(hashes.map { UInt32(truncatingIfNeeded: $0) }).count >= lines.count - 3)
  }

  private typealias Hash = (
    UnsafePointer<UInt8>?, UnsafeMutablePointer<sdlog_unit>?, Int, UnsafePointer<UInt64>?
  ) -> Void

  private static func hash(
    _ bytes: ArraySlice<UInt8>, with hash: Hash = sdlog_hash_units
  ) -> UInt64 {
    var unit = ContentUnit(hash: 0, bytes: Int32(bytes.count), line_ends: 0)
    bytes.withUnsafeBufferPointer { bytes in
      ContentHash.key.withUnsafeBufferPointer { key in
        hash(bytes.baseAddress, &unit, 1, key.baseAddress)
      }
    }
    return unit.hash
  }

  /// The hash word by word.
  private static func plainHash(_ bytes: [UInt8]) -> UInt64 {
    let key = ContentHash.key
    func word(_ place: Int, _ count: Int = 8) -> UInt64 {
      bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    guard bytes.count >= 16 else {
      let isShort = bytes.count < 8
      let low = isShort ? word(0, bytes.count) : word(0)
      let high = isShort ? 0 : word(bytes.count - 8)
      let sum = ByteHash.mix(low ^ key[64], (high + UInt64(bytes.count)) ^ key[65])
      return ByteHash.mix(sum ^ key[66], key[67])
    }
    var sums: [UInt64] = [UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15, 0, 0, 0]
    func add(_ place: Int, _ keys: Int, to sum: Int) {
      let mixed = word(place) ^ key[keys]
      sums[sum] &+= (mixed & 0xFFFF_FFFF) &* (mixed >> 32)
      // The word goes to the sum of its neighbour.
      sums[sum ^ 1] &+= word(place)
    }
    if bytes.count < 32 {
      for index in 0..<2 {
        add(8 * index, index, to: index)
        add(bytes.count - 16 + 8 * index, 64 + index, to: 2 + index)
      }
    } else {
      for index in 0..<bytes.count / 32 * 4 { add(8 * index, index, to: index % 4) }
      for index in 0..<4 { add(bytes.count - 32 + 8 * index, 64 + index, to: index) }
    }
    return ByteHash.mix(sums[0] ^ key[0], sums[1] ^ key[1])
      &+ ByteHash.mix(sums[2] ^ key[2], sums[3] ^ key[3])
  }
}
