/// A literal that the filter looks for, and the patterns to report where it occurs.
struct FilterLiteral {
  var bytes: [UInt8]
  var patterns: [Int32]
}

extension FilterLiteral {
  /// Whether two byte strings of the same length are equal.
  @inline(__always)
  static func isEqual(
    _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, count: Int
  ) -> Bool {
    var index = 0
    while index + 8 <= count {
      guard
        left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      else { return false }
      index += 8
    }
    while index < count {
      guard
        left.load(fromByteOffset: index, as: UInt8.self)
          == right.load(fromByteOffset: index, as: UInt8.self)
      else { return false }
      index += 1
    }
    return true
  }
}
