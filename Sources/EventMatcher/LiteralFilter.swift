/// Finds every occurrence of many literals in a text.
///
/// Literals of eleven bytes and more, which should be most, cost little more than reading the text once,
/// however many there are; so do those of seven to ten, of which there should be fewer; see ``GramTier``.
/// Each shorter one costs a little more; see ``PairTier``.
///
/// A plain bundle of pointers; ``PatternSet`` owns the memory.
struct LiteralFilter: Sendable {
  /// Length of the shortest literal, or `Int.max` without any.
  private let shortestLength: Int

  private let long: GramTier<UInt64>
  private let middle: GramTier<UInt32>
  private let short: PairTier

  /// Builds the tables, which ``deallocate()`` frees.
  ///
  /// - Parameter literals: The literals, none empty.
  init(_ literals: [FilterLiteral]) {
    let (longest, middlest) = (GramTier<UInt64>.windowLength, GramTier<UInt32>.windowLength)
    shortestLength = literals.map(\.bytes.count).min() ?? .max
    long = GramTier(literals.filter { $0.bytes.count >= longest })
    middle = GramTier(literals.filter { (middlest..<longest).contains($0.bytes.count) })
    short = PairTier(literals.filter { $0.bytes.count < middlest })
  }

  /// Frees the tables, after which the filter and its copies must not be used.
  func deallocate() {
    long.deallocate()
    middle.deallocate()
    short.deallocate()
  }
}

extension LiteralFilter {
  /// Reports every occurrence of every literal, some of them twice.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - candidates: Receives the patterns of the literals.
  /// - Complexity: O(*n*) for texts with few hits.
  @inline(__always)
  func scan(_ text: UnsafeRawBufferPointer, into candidates: inout CandidateList) {
    let count = text.count
    guard count >= shortestLength, let base = text.baseAddress else { return }
    if !long.isEmpty { long.scan(base, count: count, into: &candidates) }
    if !middle.isEmpty { middle.scan(base, count: count, into: &candidates) }
    if !short.isEmpty { short.scan(base, count: count, into: &candidates) }
  }
}
