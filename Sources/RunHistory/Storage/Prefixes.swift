internal import Foundation
internal import SessionAnalysis

/// Hashes in the form in which rows hold them.
enum Prefixes {
  /// A hash as SQLite's signed number.
  static func number(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) }

  /// Halves of hashes one behind the other, the lowest byte first.
  static func blob(_ prefixes: [UInt32]) -> Data {
    prefixes.map(\.littleEndian).withUnsafeBytes { Data($0) }
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
