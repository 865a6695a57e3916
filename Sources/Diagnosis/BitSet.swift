/// Numbers below a bound, as bits.
struct BitSet: Sendable {
  private var words: [UInt64]

  /// Creates an empty set for so many numbers.
  init(capacity: Int) {
    words = Array(repeating: 0, count: (capacity + 63) / 64)
  }

  /// Whether a number is there.
  func contains(_ number: Int) -> Bool {
    words[number / 64] >> UInt64(number % 64) & 1 != 0
  }

  /// Adds a number; `nil` is left out.
  mutating func insert(_ number: Int?) {
    if let number { words[number / 64] |= 1 << UInt64(number % 64) }
  }
}
