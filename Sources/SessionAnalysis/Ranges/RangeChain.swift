internal import Localization

/// Joins the ranges of one input to what the whole of it comes to.
///
/// From the input's beginning on, each reader is right up to where it stopped, and the next one is right
/// from there on: from a session that both have. A range whose reader stopped before that place has
/// nothing to add; where its reader stopped, the one behind it was in the same state.
package struct RangeChain: Sendable {
  /// The sessions of a range that count.
  package struct Piece: Sendable, Equatable {
    /// The first lines of the first session, and of the first that does not count any more, as the
    /// range's reader counts.
    package var lines: Range<Int>
    /// What is added to lines to count them from the input's beginning.
    package var shift: Int
  }

  /// Why ranges give no whole.
  package enum Gap: Sendable, Equatable {
    /// Bytes belong to none of the ranges.
    case missing(from: Int, to: Int)
    /// The range from this byte on was read from other content, or by another catalogue.
    case changed(at: Int, to: Int)
  }

  /// The offset at which the next range begins; `nil` behind the last one.
  package private(set) var next: Int? = 0
  /// What the ranges come to together.
  package private(set) var summary: InputSummary
  /// Why that is not the whole input; what lies behind is left out, since nobody knows its lines.
  package private(set) var gap: Gap?

  /// The largest size that a reader saw.
  private var size = 0
  /// What was counted up to where the ranges are joined, by the reader of the range there and in all.
  private var here = LogPosition.start
  private var total = LogPosition.start
  private var traits = TextTraits()

  /// Begins with no range.
  ///
  /// - Parameters:
  ///   - path: The input's path, as reports show it.
  ///   - identity: The hash of its first bytes.
  package init(path: String, identity: UInt64) {
    summary = InputSummary(path: path)
    summary.identity = identity
  }
}

extension RangeChain {
  /// Joins ranges.
  ///
  /// - Parameters:
  ///   - ranges: What the ranges of one input came to, in any order; each has a `range`.
  ///   - sessions: The first lines of each range's sessions.
  /// - Returns: The chain, and the pieces by the positions of their ranges among those given, in the
  ///   order of the input.
  /// - Throws: What `sessions` throws.
  package static func joining<Failure>(
    _ ranges: [InputSummary], sessions: (Int) throws(Failure) -> [Int]
  ) throws(Failure) -> (chain: RangeChain, pieces: [(range: Int, piece: Piece)]) {
    var chain = RangeChain(
      path: ranges.first?.path ?? "", identity: ranges.first?.identity ?? 0)
    var pieces: [(range: Int, piece: Piece)] = []
    while let from = chain.next, chain.gap == nil {
      let fitting = ranges.indices.filter { ranges[$0].range?.from == from }
      guard let best = fitting.max(by: { end(of: ranges[$0]) < end(of: ranges[$1]) }) else { break }
      let piece = try chain.take(ranges[best]) { (line) throws(Failure) in
        try sessions(best).contains(line)
      }
      if let piece { pieces.append((best, piece)) }
    }
    chain.finish(ranges)
    return (chain, pieces)
  }

  private static func end(of summary: InputSummary) -> Int { summary.range?.to ?? 0 }

  /// Takes the range that begins at `next`.
  ///
  /// - Parameters:
  ///   - summary: What the range came to; it has a `range`.
  ///   - begins: Whether the range has a session that begins at a line, as its reader counts.
  /// - Returns: Its sessions that count; `nil` for none.
  /// - Throws: What `begins` throws.
  package mutating func take<Failure>(
    _ summary: InputSummary, begins: (_ line: Int) throws(Failure) -> Bool
  ) throws(Failure) -> Piece? {
    guard let range = summary.range, range.from == next, gap == nil else { return nil }
    size = max(size, range.size)
    let end = range.end.place
    let isLast: Bool
    let place: LogPosition
    switch range.end {
    case .input: (isLast, place) = (true, end)
    case .session(_, let next), .nothing(_, let next): (isLast, place) = (false, next)
    }
    traits.formUnion(range.traits)
    guard isLast || end.line > here.line else {
      here = here.translated(from: end, to: place)
      next = range.to
      return nil
    }
    // The first one is right from its beginning on, whether a session begins there or not.
    let isRight = range.from == 0 ? true : try begins(here.line)
    guard isRight else {
      gap = .changed(at: range.from, to: size)
      return nil
    }
    let piece = Piece(
      lines: here.line..<(isLast ? Int.max : end.line), shift: total.line - here.line)
    total = end.translated(from: here, to: total)
    here = place
    self.summary.losses += summary.losses
    self.summary.errors += summary.errors
    next = isLast ? nil : range.to
    return piece
  }

  /// Ends the input; what was not taken is missing.
  ///
  /// - Parameter others: Ranges that were not taken, and may have been.
  package mutating func finish(_ others: [InputSummary] = []) {
    size = max(size, others.compactMap(\.range?.size).max() ?? 0)
    switch gap {
    case .changed(let from, _): gap = .changed(at: from, to: size)
    case .missing: break
    case nil:
      guard let from = next else { break }
      let behind = others.compactMap(\.range?.from).filter { $0 > from }.min()
      gap = .missing(from: from, to: behind ?? size)
    }
    noteEnd()
  }

  private mutating func noteEnd() {
    summary.bytes = next ?? size
    summary.note(total, traits)
    switch gap {
    case nil: return
    case .missing(let from, _):
      summary.losses.append(
        InputSummary.Loss(
          from: from, to: max(from, size),
          why: LocalizedText(
            en: "no partial result has the range from here on", zh: "没有任何部分结果包含从这里开始的范围")))
    case .changed(let from, _):
      summary.losses.append(
        InputSummary.Loss(
          from: from, to: max(from, size),
          why: LocalizedText(
            en: "the partial result of the range from here on does not fit the one before",
            zh: "从这里开始的部分结果与前一部分接不上")))
    }
    summary.errors.append(summary.losses[summary.losses.count - 1].why.en)
  }
}
