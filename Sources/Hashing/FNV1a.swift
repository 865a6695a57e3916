/// The hash FNV-1a with 64 bits, for short texts whose hash is kept or compared between runs.
///
/// It is the same on every machine and in every version, and no protection against who looks for two texts
/// with one hash. Source: Fowler, Noll and Vo, `draft-eastlake-fnv`.
package struct FNV1a: Sendable {
  /// The hash of what was added so far.
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Creates the hash of no bytes.
  package init() {}

  /// Creates the hash of a text's UTF-8.
  package init(_ text: String) {
    add(text)
  }

  /// Creates a hash that goes on from an earlier value.
  package init(resuming value: UInt64) {
    self.value = value
  }
}

extension FNV1a {
  /// Adds bytes.
  package mutating func add(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes { add(byte) }
  }

  /// Adds the UTF-8 of a text.
  package mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
  }

  /// Adds the bytes of a number, the lowest first.
  package mutating func add(_ number: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      add(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
    }
  }

  /// Adds a byte.
  package mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
}

extension UInt64 {
  /// The number as 16 hexadecimal digits.
  package var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
