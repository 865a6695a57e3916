internal import Foundation
internal import SessionAnalysis

/// Hashes in the form in which rows hold them.
enum Prefixes {
  /// A hash as SQLite's signed number.
  static func number(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) }

  /// The hashes from one up to another as SQLite's signed numbers, which begin with those of the upper
  /// half.
  static func numbers(from first: UInt64, below end: UInt64) -> [ClosedRange<Int>] {
    guard first < end else { return [] }
    let (first, last) = (number(first), number(end - 1))
    return first <= last ? [first...last] : [first...Int.max, Int.min...last]
  }

  /// Halves of hashes one behind the other, the lowest byte first.
  static func blob(_ prefixes: [UInt32]) -> Data {
    // A key path in the place of the closure makes this a hundred times slower.
    prefixes.map { $0.littleEndian }.withUnsafeBytes { Data($0) }
  }

  /// Halves of hashes one behind the other, the lowest byte first.
  static func bytes(_ prefixes: [UInt32]) -> [UInt8] {
    prefixes.map { $0.littleEndian }.withUnsafeBytes { Array($0) }
  }

  /// Hashes one behind the other, the lowest byte first.
  static func bytes(_ hashes: [UInt64]) -> [UInt8] {
    hashes.map { $0.littleEndian }.withUnsafeBytes { Array($0) }
  }

  /// The halves of hashes that such bytes hold.
  static func halves(_ bytes: [UInt8]) -> [UInt32] {
    stride(from: 0, to: bytes.count / 4 * 4, by: 4).map { at in
      UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16
        | UInt32(bytes[at + 3]) << 24
    }
  }

  /// The hashes that such bytes hold.
  static func hashes(_ bytes: [UInt8]) -> [UInt64] {
    let halves = halves(bytes)
    return stride(from: 0, to: halves.count / 2 * 2, by: 2).map { at in
      UInt64(halves[at]) | UInt64(halves[at + 1]) << 32
    }
  }

  /// The place of a prefix in such bytes, as SQLite's `substr` counts.
  static func position(of index: Int) -> Int { index * 4 + 1 }

  /// Returns the prefixes of a content that lie behind a mark and before the next one, the mark's own
  /// first: what is its beginning and has this mark as its last one ends with one of them.
  static func behind(mark index: Int, of content: LogContent) -> ArraySlice<UInt32> {
    let marks = PrefixGrid.marks(upTo: content.units)
    guard index < marks.count else { return [] }
    let start = PrefixGrid.count(upTo: marks[index]) - 1
    let end =
      index + 1 < marks.count
      ? PrefixGrid.count(upTo: marks[index + 1]) - 1 : content.prefixes.count
    return content.prefixes[start..<max(start, end)]
  }

  /// Whether the last prefix of a content with so many units is that of another content.
  static func agree(_ blob: Data?, _ content: LogContent, units: Int) -> Bool {
    let count = PrefixGrid.count(upTo: units)
    guard let blob, count > 0, blob.count >= count * 4, content.prefixes.count >= count else {
      return false
    }
    return blob.dropFirst((count - 1) * 4).prefix(4)
      .elementsEqual(self.blob([content.prefixes[count - 1]]))
  }
}
