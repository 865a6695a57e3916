/// Finds every occurrence of many literals in a text.
///
/// Literals are sorted by length into tiers, each of which looks at a sample of the text's positions
/// only; see ``GramTier``. Texts that contain no literal, which are most, cost little more than
/// reading them once a tier, and a tier without literals costs nothing.
struct LiteralFilter: Sendable {
  /// Length of the shortest literal, or `Int.max` without any.
  let shortestLength: Int

  /// Literals of seven bytes and more, sampled at every fourth position.
  private let long: GramTier?

  /// Literals of four to six bytes, sampled at every second position.
  private let medium: GramTier?

  /// Literals of two or three bytes.
  private let short: GramTier?

  /// Literals of one byte.
  private let single: GramTier?

  /// Builds the tables.
  ///
  /// - Parameter literals: The literals, none empty; hits refer to them by index.
  init(_ literals: [[UInt8]]) {
    func makeTier(_ lengths: ClosedRange<Int>, stride: Int, gramLength: Int) -> GramTier? {
      let members = literals.indices.filter { lengths.contains(literals[$0].count) }
      guard !members.isEmpty else { return nil }
      return GramTier(
        members.map { ($0, literals[$0]) }, stride: stride, gramLength: gramLength)
    }
    shortestLength = literals.map(\.count).min() ?? .max
    long = makeTier(7...Int.max - 1, stride: 4, gramLength: 4)
    medium = makeTier(4...6, stride: 2, gramLength: 3)
    short = makeTier(2...3, stride: 1, gramLength: 2)
    single = makeTier(1...1, stride: 1, gramLength: 1)
  }
}

extension LiteralFilter {
  /// Reports every occurrence of every literal, each once.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - candidates: Receives the occurrences, ordered by position within each tier, except that
  ///     those that overlap may be in any order.
  /// - Complexity: O(*n*) for texts with few hits.
  @inline(__always)
  func scan(_ text: UnsafeRawBufferPointer, into candidates: inout CandidateList) {
    guard text.count >= shortestLength, let base = text.baseAddress else { return }
    // The constants are repeated here so that each loop is compiled for its own.
    long?.scan(base, count: text.count, stride: 4, gramLength: 4, into: &candidates)
    medium?.scan(base, count: text.count, stride: 2, gramLength: 3, into: &candidates)
    short?.scan(base, count: text.count, stride: 1, gramLength: 2, into: &candidates)
    single?.scan(base, count: text.count, stride: 1, gramLength: 1, into: &candidates)
  }
}
