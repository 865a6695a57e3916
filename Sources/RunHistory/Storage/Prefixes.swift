internal import Foundation
internal import SessionAnalysis

/// Hashes in the form in which rows hold them.
enum Prefixes {
  /// A hash as SQLite's signed number.
  static func number(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) }

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
