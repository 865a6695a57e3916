/// A hash of sessions and runs in their order, which is the same for ranges that are joined as for the
/// whole input.
///
/// Hashes of what stands one behind the other join, and a hash follows when lines are counted from
/// another place, so that nothing has to be read again for either. Both sums are polynomials: one of the
/// entries apart from their lines, and one of their lines.
package struct ArchiveHash: Sendable, Hashable {
  private var entries: UInt64 = 0
  private var lines: UInt64 = 0
  /// The factor of what stands in front: a power of the base for each entry, and for each line.
  private var entriesFactor: UInt64 = 1
  private var linesFactor: UInt64 = 1
  /// What is added to `lines` for each line that lines are counted further.
  private var lineWeight: UInt64 = 0

  /// The bases are odd, so that nothing in front is ever lost.
  private static let base = ByteHash.multiplier

  /// Creates the hash of nothing.
  package init() {}
}

extension ArchiveHash {
  /// The hash as a number.
  package var value: UInt64 {
    ByteHash.mix(entries ^ ByteHash.start, lines &+ Self.base) ^ entriesFactor
  }

  /// Adds an entry.
  ///
  /// - Parameters:
  ///   - bytes: How it is written.
  ///   - marks: The places of its lines, and of what does not count.
  /// - Complexity: O(bytes + marks).
  mutating func add(_ bytes: UnsafeRawBufferPointer, _ marks: [ByteWriter.Mark]) {
    var hash = ByteHash.start
    var begin = 0
    for mark in marks {
      hash = Self.add(bytes[begin..<mark.range.lowerBound], to: hash)
      begin = mark.range.upperBound
      if let line = mark.line { add(line: line) }
    }
    hash = Self.add(bytes[begin...], to: hash)
    entries = entries &* Self.base &+ hash
    entriesFactor &*= Self.base
  }

  private static func add(
    _ part: Slice<UnsafeRawBufferPointer>, to hash: UInt64
  ) -> UInt64 {
    guard !part.isEmpty else { return hash }
    return ByteHash.mix(
      hash ^ ByteHash.hash(UnsafeRawBufferPointer(rebasing: part)), ByteHash.multiplier)
  }

  private mutating func add(line: Int) {
    lines = lines &* Self.base &+ UInt64(bitPattern: Int64(line))
    linesFactor &*= Self.base
    lineWeight = lineWeight &* Self.base &+ 1
  }

  /// Adds what stands behind.
  ///
  /// - Parameters:
  ///   - other: The hash of what stands behind.
  ///   - shift: What is added to its lines.
  package mutating func append(_ other: ArchiveHash, shiftedBy shift: Int) {
    entries = entries &* other.entriesFactor &+ other.entries
    entriesFactor &*= other.entriesFactor
    let added = other.lineWeight &* UInt64(bitPattern: Int64(shift))
    lines = lines &* other.linesFactor &+ other.lines &+ added
    lineWeight = lineWeight &* other.linesFactor &+ other.lineWeight
    linesFactor &*= other.linesFactor
  }
}
