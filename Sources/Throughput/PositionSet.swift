/// A set of positions in a series: a bit for each position.
struct PositionSet: Sendable, Equatable {
  /// The number of positions that may be members.
  private(set) var count: Int
  /// The bits, the lowest one of each word first.
  private(set) var words: [UInt64]

  /// Creates an empty set among so many positions.
  init(count: Int = 0) {
    self.count = count
    words = [UInt64](repeating: 0, count: (count + 63) / 64)
  }
}

extension PositionSet {
  /// The number of members.
  ///
  /// - Complexity: O(*n* / 64).
  var memberCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Whether a position is a member.
  func contains(_ position: Int) -> Bool {
    words[position >> 6] >> UInt64(position & 63) & 1 != 0
  }

  /// Adds a position.
  mutating func insert(_ position: Int) {
    words[position >> 6] |= 1 << UInt64(position & 63)
  }

  /// Takes a position out.
  mutating func remove(_ position: Int) {
    words[position >> 6] &= ~(1 << UInt64(position & 63))
  }

  /// Makes room for one more position, which may be a member.
  mutating func append(_ isMember: Bool) {
    if count & 63 == 0 { words.append(0) }
    if isMember { words[count >> 6] |= 1 << UInt64(count & 63) }
    count += 1
  }

  /// Returns the first member at a position or behind it, or `end` if that comes first.
  ///
  /// - Complexity: O(distance / 64).
  func first(from position: Int, before end: Int) -> Int {
    guard position < end else { return end }
    var index = position >> 6
    var word = words[index] & (~0 << UInt64(position & 63))
    let lastIndex = (end - 1) >> 6
    while word == 0 {
      index += 1
      guard index <= lastIndex else { return end }
      word = words[index]
    }
    return Swift.min(end, index << 6 + word.trailingZeroBitCount)
  }

  /// Returns the last member at a position or before it, or `begin` if that comes last.
  ///
  /// - Complexity: O(distance / 64).
  func last(through position: Int, from begin: Int) -> Int {
    var index = position >> 6
    var word = words[index] & (~0 >> UInt64(63 - position & 63))
    let firstIndex = begin >> 6
    while word == 0 {
      index -= 1
      guard index >= firstIndex else { return begin }
      word = words[index]
    }
    return Swift.max(begin, index << 6 + 63 - word.leadingZeroBitCount)
  }
}

extension PositionSet: Sequence {
  /// Hands out the members in rising order.
  struct Iterator: IteratorProtocol {
    fileprivate let words: [UInt64]
    fileprivate var index = 0
    /// The members of a word that were not handed out.
    fileprivate var word: UInt64 = 0

    mutating func next() -> Int? {
      while word == 0 {
        guard index < words.count else { return nil }
        word = words[index]
        index += 1
      }
      defer { word &= word - 1 }
      return (index - 1) << 6 + word.trailingZeroBitCount
    }
  }

  func makeIterator() -> Iterator { Iterator(words: words) }
}

/// A set of positions that knows how many members lie before each one: a bit and a half for each.
struct RankedPositions: Sendable {
  /// The positions.
  let positions: PositionSet
  /// The number of members before each word.
  private let ranks: [UInt32]
  /// The number of members.
  let memberCount: Int

  /// Counts the members.
  ///
  /// - Complexity: O(*n* / 64).
  init(_ positions: PositionSet) {
    self.positions = positions
    var ranks: [UInt32] = []
    ranks.reserveCapacity(positions.words.count)
    var count = 0
    for word in positions.words {
      ranks.append(UInt32(count))
      count += word.nonzeroBitCount
    }
    self.ranks = ranks
    memberCount = count
  }

  /// Returns the number of members before a position.
  func rank(of position: Int) -> Int {
    guard position >> 6 < ranks.count else { return memberCount }
    let below = positions.words[position >> 6] & ~(~0 << UInt64(position & 63))
    return Int(ranks[position >> 6]) + below.nonzeroBitCount
  }

  /// Returns the member before which there are so many others.
  ///
  /// - Precondition: There are more members.
  /// - Complexity: O(log *n*).
  subscript(rank: Int) -> Int {
    let index = ranks.partitioningIndex { Int($0) > rank } - 1
    var word = positions.words[index]
    for _ in 0..<rank - Int(ranks[index]) { word &= word - 1 }
    return index << 6 + word.trailingZeroBitCount
  }
}
