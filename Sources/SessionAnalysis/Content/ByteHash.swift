/// A 64-bit hash of bytes: eight at a time, folded by a product of full width.
///
/// It tells logs apart and resists no attacker. The values are kept in the history, so they never
/// change: not with the machine's byte order, not with the release.
enum ByteHash {
  /// Where a hash of hashes begins, and what each step of it is multiplied by.
  static let start: UInt64 = 0x9E37_79B9_7F4A_7C15
  static let multiplier: UInt64 = 0xA24B_AED4_963E_E407

  /// Folds the product of two numbers.
  @inline(__always)
  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// Returns the hash of some bytes.
  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    guard let start = bytes.baseAddress else { return end(seed) }
    return finish(seed ^ UInt64(bytes.count), start, bytes.count, from: 0)
  }

  /// Returns the hashes of eight pieces of bytes, which should be about as long.
  ///
  /// That is sooner than one after the other: each product waits for the one before, and those of
  /// different pieces do not wait for each other. From the cache, four at a time were hashed at 19 GB/s
  /// and eight at 25 to 29.
  ///
  /// - Parameters:
  ///   - starts: Where they begin.
  ///   - counts: The numbers of their bytes.
  ///   - words: How many whole words of eight bytes each of them has at least.
  /// - Returns: The hashes.
  @inline(__always)
  static func hashes(
    _ starts: Eight<UnsafeRawPointer>, _ counts: Eight<Int>, words: Int
  ) -> Eight<UInt64> {
    var states = (
      seed ^ UInt64(counts.0),
      seed ^ UInt64(counts.1),
      seed ^ UInt64(counts.2),
      seed ^ UInt64(counts.3),
      seed ^ UInt64(counts.4),
      seed ^ UInt64(counts.5),
      seed ^ UInt64(counts.6),
      seed ^ UInt64(counts.7)
    )
    var offset = 0
    while offset < 8 * words {
      states.0 = step(states.0, word(starts.0 + offset))
      states.1 = step(states.1, word(starts.1 + offset))
      states.2 = step(states.2, word(starts.2 + offset))
      states.3 = step(states.3, word(starts.3 + offset))
      states.4 = step(states.4, word(starts.4 + offset))
      states.5 = step(states.5, word(starts.5 + offset))
      states.6 = step(states.6, word(starts.6 + offset))
      states.7 = step(states.7, word(starts.7 + offset))
      offset &+= 8
    }
    return (
      finish(states.0, starts.0, counts.0, from: words),
      finish(states.1, starts.1, counts.1, from: words),
      finish(states.2, starts.2, counts.2, from: words),
      finish(states.3, starts.3, counts.3, from: words),
      finish(states.4, starts.4, counts.4, from: words),
      finish(states.5, starts.5, counts.5, from: words),
      finish(states.6, starts.6, counts.6, from: words),
      finish(states.7, starts.7, counts.7, from: words)
    )
  }

  /// Eight of a kind.
  typealias Eight<Element> = (
    Element, Element, Element, Element, Element, Element, Element, Element
  )

  /// Adds the words from one on, and the bytes behind the last whole one.
  @inline(__always)
  private static func finish(
    _ state: UInt64, _ start: UnsafeRawPointer, _ count: Int, from index: Int
  ) -> UInt64 {
    var state = state
    let words = count / 8
    for index in index..<words { state = step(state, word(start + 8 * index)) }
    return end(rest(state, start + 8 * words, count))
  }

  private static let seed: UInt64 = 0x2D35_8DCC_AA6C_78A5

  @inline(__always)
  private static func word(_ place: UnsafeRawPointer) -> UInt64 {
    UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  private static func step(_ state: UInt64, _ word: UInt64) -> UInt64 {
    mix(state ^ word, 0x8BB8_4B93_962E_ACC9)
  }

  /// Adds the bytes behind the last whole word, of `bytes` in all.
  @inline(__always)
  private static func rest(_ state: UInt64, _ next: UnsafeRawPointer, _ bytes: Int) -> UInt64 {
    let count = bytes % 8
    var last: UInt64 = 0
    if bytes >= 8 {
      last = word(next - (8 - count)) >> UInt64(8 * (8 - count))
    } else {
      for index in 0..<count {
        last |= UInt64(next.load(fromByteOffset: index, as: UInt8.self)) << UInt64(8 * index)
      }
    }
    // Chosen between rather than branched on, as nobody foresees which lines end with a word.
    let added = mix(state ^ last, 0x4B33_A62E_D433_D4A3)
    return count > 0 ? added : state
  }

  @inline(__always)
  private static func end(_ state: UInt64) -> UInt64 {
    mix(state ^ 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3)
  }
}
