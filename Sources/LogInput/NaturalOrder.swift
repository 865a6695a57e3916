/// The order in which people count: numbers within names by value, `run-2` before `run-10`.
package enum NaturalOrder {
  /// Whether one name comes before another; equal numbers with different zeros are told apart last.
  package static func precedes(_ left: String, _ right: String) -> Bool {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    var i = 0
    var j = 0
    while i < left.count, j < right.count {
      if isDigit(left[i]), isDigit(right[j]) {
        let a = number(left, &i)
        let b = number(right, &j)
        if a.count != b.count { return a.count < b.count }
        if a != b { return a.lexicographicallyPrecedes(b) }
      } else {
        if left[i] != right[j] { return left[i] < right[j] }
        i += 1
        j += 1
      }
    }
    if left.count - i != right.count - j { return left.count - i < right.count - j }
    return left.lexicographicallyPrecedes(right)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Returns the digits from `at` on without leading zeros, and moves behind them.
  private static func number(_ bytes: [UInt8], _ at: inout Int) -> ArraySlice<UInt8> {
    while at < bytes.count, bytes[at] == 0x30 { at += 1 }
    let start = at
    while at < bytes.count, isDigit(bytes[at]) { at += 1 }
    return bytes[start..<at]
  }
}
