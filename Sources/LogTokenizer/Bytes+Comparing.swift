internal import CByteScan

extension [UInt8] {
  /// Whether the array holds just these bytes.
  package func equals(_ other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    return withUnsafeBufferPointer { mine in
      guard let left = mine.baseAddress,
        let right = other.baseAddress?.assumingMemoryBound(to: UInt8.self)
      else { return true }
      return sdlog_same(left, mine.count, right, other.count) != 0
    }
  }
}
