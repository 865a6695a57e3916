internal import Localization

/// Joins the ranges of one input to what the whole of it comes to.
///
/// From the input's beginning on, each reader is right up to where it stopped, and the next one is right
/// from there on: from a session that both have. A range whose reader stopped before that place has
/// nothing to add; where its reader stopped, the one behind it was in the same state.
package struct RangeChain: Sendable {
  /// The sessions of a range that count.
  package struct Piece: Sendable, Equatable {
    /// The range's position among those given.
    package var range: Int
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

  /// The sessions that count, in the order of the input.
  package private(set) var pieces: [Piece] = []
  /// What the ranges come to together.
  package private(set) var summary: InputSummary
  /// Why that is not the whole input; what lies behind is left out, since nobody knows its lines.
  package private(set) var gap: Gap?

  /// What was counted up to where the ranges are joined, by the reader of the range there and in all.
  private var here = LogPosition.start
  private var total = LogPosition.start
  private var traits = TextTraits()

  /// Joins ranges.
  ///
  /// - Parameters:
  ///   - ranges: What the ranges of one input came to, in any order; each has a `range`.
  ///   - sessions: The first lines of each range's sessions.
  /// - Throws: What `sessions` throws.
  package init<Failure>(
    _ ranges: [InputSummary], sessions: (Int) throws(Failure) -> [Int]
  ) throws(Failure) {
    summary = InputSummary(path: ranges.first?.path ?? "")
    summary.identity = ranges.first?.identity ?? 0
    let size = ranges.compactMap(\.range?.size).max() ?? 0
    var covered: Int? = 0
    while let from = covered {
      let fitting = ranges.indices.filter { ranges[$0].range?.from == from }
      guard let best = fitting.max(by: { Self.end(of: ranges[$0]) < Self.end(of: ranges[$1]) })
      else {
        let next = ranges.compactMap(\.range?.from).filter { $0 > from }.min()
        gap = .missing(from: from, to: next ?? size)
        break
      }
      // The first one is right from its beginning on, whether a session begins there or not.
      guard take(best, from == 0 ? [here.line] : try sessions(best), ranges[best]) else {
        gap = .changed(at: from, to: size)
        break
      }
      covered = next(behind: ranges[best])
    }
    finish(size: size, covered: covered)
  }
}

extension RangeChain {
  private static func end(of summary: InputSummary) -> Int { summary.range?.to ?? 0 }

  /// Takes the part of a range that counts.
  ///
  /// - Returns: Whether the range has a session where the one before it left off.
  private mutating func take(
    _ number: Int, _ sessions: [Int], _ summary: InputSummary
  ) -> Bool {
    guard let range = summary.range else { return false }
    let end = range.end.place
    let next: LogPosition
    switch range.end {
    case .input: next = end
    case .session(_, let place), .nothing(_, let place): next = place
    }
    let isLast = if case .input = range.end { true } else { false }
    traits.formUnion(range.traits)
    if isLast || end.line > here.line {
      guard sessions.contains(here.line) else { return false }
      pieces.append(
        Piece(
          range: number, lines: here.line..<(isLast ? Int.max : end.line),
          shift: total.line - here.line))
      total = end.translated(from: here, to: total)
      here = next
      self.summary.losses += summary.losses
      self.summary.errors += summary.errors
    } else {
      here = here.translated(from: end, to: next)
    }
    return true
  }

  /// Where the range behind one begins; `nil` behind the last one.
  private func next(behind summary: InputSummary) -> Int? {
    guard let range = summary.range else { return nil }
    if case .input = range.end { return nil }
    return range.to
  }

  private mutating func finish(size: Int, covered: Int?) {
    summary.bytes = covered ?? size
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
