/// A version as numbers between dots: `2.3.1` of `v2.3.1+cu121`.
///
/// A leading `v` and all from the first character on that is neither digit nor dot are left out: local
/// tags (`+cu121`), pre-releases (`rc1`, `.dev20241112`) and build names do not count. Missing parts are
/// zeros, so that 2.2 equals 2.2.0.
package struct Version: Sendable {
  /// The numbers, from the most significant on; at least one.
  package let parts: [Int]

  /// Reads a version; `nil` where the text does not begin with a number.
  package init?(_ text: some StringProtocol) {
    var bytes = Substring(text).utf8[...]
    if let first = bytes.first, first == UInt8(ascii: "v") || first == UInt8(ascii: "V") {
      bytes = bytes.dropFirst()
    }
    var parts: [Int] = []
    while true {
      let digits = bytes.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard !digits.isEmpty, let number = Int(Substring(digits)) else { break }
      parts.append(number)
      bytes = bytes[digits.endIndex...]
      guard bytes.first == UInt8(ascii: ".") else { break }
      bytes = bytes.dropFirst()
    }
    guard !parts.isEmpty else { return nil }
    self.parts = parts
  }
}

extension Version: Comparable {
  /// Whether `left` is older than `right`.
  package static func < (left: Version, right: Version) -> Bool {
    order(left, right) < 0
  }

  /// Whether the versions are the same, with missing parts read as zeros.
  package static func == (left: Version, right: Version) -> Bool {
    order(left, right) == 0
  }

  private static func order(_ left: Version, _ right: Version) -> Int {
    for index in 0..<max(left.parts.count, right.parts.count) {
      let one = index < left.parts.count ? left.parts[index] : 0
      let other = index < right.parts.count ? right.parts[index] : 0
      if one != other { return one < other ? -1 : 1 }
    }
    return 0
  }
}
