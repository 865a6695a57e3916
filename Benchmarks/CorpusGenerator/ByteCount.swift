/// A number of bytes as options give it, with an optional unit: `k`, `M` or `G`, of 1,024.
package struct ByteCount: Sendable, Equatable {
  /// The bytes.
  package var value: Int

  /// Creates a number of bytes.
  package init(value: Int) { self.value = value }

  /// Creates the number that a text such as `64M` stands for; `nil` for any other text.
  package init?(_ text: String) {
    let shift = ["k": 10, "M": 20, "G": 30][text.suffix(1)]
    guard let number = Int(shift == nil ? text[...] : text.dropLast()), number >= 0,
      number <= Int.max >> (shift ?? 0)
    else { return nil }
    value = number << (shift ?? 0)
  }
}
