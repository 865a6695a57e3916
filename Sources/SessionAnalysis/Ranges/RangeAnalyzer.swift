internal import LogTokenizer

/// Reads a range of one input to its sessions, so that what adjacent ranges come to joins to what the
/// whole input comes to, wherever it is cut.
///
///      range 1 ──────────────────┤ FROM of range 2
///      ···session···│···session···┆···│···session···│···
///                                 ┆   │             └ both readers begin a session: this one stops
///                                 ┆   └ reader 2, which knows nothing before, begins one here
///                                 └ the first line's start: reader 2 is imitated from here on
///
/// The first range begins with the input. Any other begins where a line begins, and takes for granted
/// what the input's beginning shows of its encoding; whether that was right is for the reader before it
/// to find out, which goes on until both are in the same state. So the guess decides how far that reader
/// goes, at worst to the input's end, and never what the ranges join to.
package struct RangeAnalyzer: ~Copyable {
  /// The last place at which both readers were between two records and in the same state.
  private struct Meeting {
    var own: LogPosition
    var next: LogPosition
    var ownSessions: Int
    var nextSessions: Int
  }

  private let path: String
  private let rules: AnalysisRules
  private var range: Range<Int>
  private let identity: UInt64
  /// What every range but the first takes for granted of the encoding.
  private let decoder: EncodingDecoder
  private var reader: LogAnalyzer
  /// The reader of the next range.
  private var next: LogAnalyzer
  private var nothing = NoSink()
  private var phase: Phase
  private var lines: LineEnds
  private var meeting: Meeting?
  private var end: InputRange.End?

  private enum Phase {
    /// Looking for the first line's start.
    case before
    /// Within the range, and on to the start of the next range's first line.
    case within
    /// Behind it, beside the next range's reader.
    case beside
    case done
  }

  /// Creates a reader of a range.
  ///
  /// - Parameters:
  ///   - path: The input's path, as reports show it.
  ///   - rules: What the programs print.
  ///   - range: The offsets in the input.
  ///   - head: The input's first `headSize` bytes, or all if it has fewer.
  package init(
    path: String, rules: AnalysisRules, range: Range<Int>, head: [UInt8]
  ) {
    self.path = path
    self.rules = rules
    self.range = range
    identity = head.withUnsafeBytes { InputHead.hash($0) }
    // The same for all ranges: of two that begin with the same line, the readers are in the same state.
    decoder = head.prefix(Self.headSize).withUnsafeBytes { EncodingDecoder.guess(fromHead: $0) }
    next = LogAnalyzer(path: path, rules: rules, within: decoder)
    lines = LineEnds(decoder.lineEnding, from: Self.firstByte(of: range))
    if range.lowerBound == 0 {
      reader = LogAnalyzer(path: path, rules: rules)
      phase = .within
    } else {
      reader = LogAnalyzer(path: path, rules: rules, within: decoder)
      phase = .before
    }
  }

  /// How many bytes of an input's beginning a reader has to know.
  package static var headSize: Int { EncodingDecoder.guessSize }

  /// The offset of the first byte that is fed: one unit of UTF-16 before the range, which may end a
  /// line.
  package static func firstByte(of range: Range<Int>) -> Int { max(0, range.lowerBound - 2) }
}

extension RangeAnalyzer {
  /// Takes the next bytes of the input, from `firstByte(of:)` on.
  ///
  /// - Returns: Whether more are wanted.
  package mutating func feed(
    _ chunk: UnsafeRawBufferPointer, to sink: inout some SessionSink
  ) -> Bool {
    var rest = chunk
    while !rest.isEmpty {
      let count: Int
      switch phase {
      case .before: count = findStart(rest)
      case .within: count = readOn(rest, &sink)
      case .beside: count = readBeside(rest, &sink)
      case .done: return false
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return wantsMore
  }

  /// Takes over ranges behind this one, whose readers it need not meet any more.
  ///
  /// - Parameter end: The offset behind the last of them, at least a unit of UTF-16 behind what was fed.
  package mutating func extend(to end: Int) {
    precondition(Self.firstByte(of: end..<end) >= lines.offset, "what was fed lies in front")
    guard phase != .done else { return }
    range = range.lowerBound..<end
    next = LogAnalyzer(path: path, rules: rules, within: decoder)
    meeting = nil
    if phase == .beside { phase = .within }
  }

  /// Whether `feed` wants more.
  package var wantsMore: Bool { phase != .done }

  /// Ends reading: the input has ended, or `feed` wanted no more.
  ///
  /// - Parameters:
  ///   - size: The input's size.
  ///   - sink: Takes what was open.
  /// - Returns: What was read, with its `range`; what it counts is that of the range.
  package mutating func finish(size: Int, to sink: inout some SessionSink) -> InputSummary {
    let isAtEnd = end == nil
    var summary = InputSummary(path: path)
    if isAtEnd { summary = reader.finish(to: &sink) }
    summary.identity = identity
    let traits = reader.traits
    let place = end ?? .input(reader.position)
    summary.bytes = lines.offset - range.lowerBound
    if !isAtEnd { summary.note(place.place, traits) }
    summary.range = InputRange(
      from: range.lowerBound, to: range.upperBound, size: size, end: place, traits: traits)
    return summary
  }
}

extension RangeAnalyzer {
  /// Passes the rest of the line in which the range begins.
  private mutating func findStart(_ bytes: UnsafeRawBufferPointer) -> Int {
    let (count, endsLine) = lines.next(in: bytes)
    guard endsLine, lines.offset >= range.lowerBound else { return count }
    if lines.offset >= range.upperBound {
      // The next range begins with the same line.
      stop(.nothing(.start, next: .start))
    } else {
      phase = .within
    }
    return count
  }

  /// Reads up to the start of the next range's first line.
  private mutating func readOn(
    _ bytes: UnsafeRawBufferPointer, _ sink: inout some SessionSink
  ) -> Int {
    // Line ends count from one unit before the next range on, as its reader sees them.
    let plain = RangeAnalyzer.firstByte(of: range.upperBound..<range.upperBound) - lines.offset
    var count = min(max(plain, 0), bytes.count)
    if count > 0 {
      lines.pass(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    } else {
      let (passed, endsLine) = lines.next(in: bytes)
      count = passed
      if endsLine, lines.offset >= range.upperBound { phase = .beside }
    }
    reader.feed(UnsafeRawBufferPointer(rebasing: bytes[..<count]), to: &sink)
    return count
  }

  /// Reads at most a line, as the next range's reader does too, and compares.
  private mutating func readBeside(
    _ bytes: UnsafeRawBufferPointer, _ sink: inout some SessionSink
  ) -> Int {
    let (count, endsLine) = lines.next(in: bytes)
    let part = UnsafeRawBufferPointer(rebasing: bytes[..<count])
    reader.feed(part, to: &sink)
    next.feed(part, to: &nothing)
    if endsLine { compare() }
    return count
  }

  private mutating func compare() {
    if let meeting, let place = commonSession(since: meeting) { return stop(place) }
    guard reader.isBetweenRecords, next.isBetweenRecords, next.decodesLike(reader),
      next.traits.isSubset(of: reader.traits)
    else { return }
    if reader.isWaiting, next.isWaiting {
      return stop(.nothing(reader.position, next: next.position))
    }
    meeting = Meeting(
      own: reader.position, next: next.position, ownSessions: reader.sessionsBegun,
      nextSessions: next.sessionsBegun)
  }

  /// Returns the place where both readers have begun a session since they met, if they have.
  private func commonSession(since meeting: Meeting) -> InputRange.End? {
    guard reader.sessionsBegun > meeting.ownSessions, next.sessionsBegun > meeting.nextSessions
    else { return nil }
    var own = meeting.own
    (own.line, own.records) = reader.sessionStart
    var place = meeting.next
    (place.line, place.records) = next.sessionStart
    let (now, nowNext) = (reader.position, next.position)
    guard own.line - place.line == meeting.own.line - meeting.next.line,
      // Lines that count themselves must not have come since, or nobody knows on which side.
      now.cutLines == own.cutLines, now.withheldLines == own.withheldLines,
      nowNext.cutLines == place.cutLines, nowNext.withheldLines == place.withheldLines
    else { return nil }
    return .session(own, next: place)
  }

  private mutating func stop(_ end: InputRange.End) {
    self.end = end
    phase = .done
  }
}
