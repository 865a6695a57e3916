package import SessionAnalysis

/// An input whose ranges are joined as they come, in the order of the input.
///
/// A range that comes early waits for those in front. What is joined is added up and not looked at again,
/// unless a range has sessions that do not count.
struct RangeJoin {
  private(set) var chain: RangeChain
  private var whole: InputResult
  private var series = SeriesList()
  /// Ranges that came early, by their offsets.
  private var waiting: [Int: InputResult] = [:]

  /// Begins with the range that came first.
  ///
  /// - Parameter range: What it came to, which is not taken yet.
  init(_ range: InputSummary) {
    chain = RangeChain(path: range.path, identity: range.identity)
    whole = InputResult(summary: chain.summary)
  }
}

extension RangeJoin {
  /// Takes a range.
  mutating func add(_ range: InputResult) {
    // A range of what the path led to before or after has no place.
    guard let place = range.summary.range, range.summary.identity == chain.summary.identity else {
      return
    }
    waiting[place.from] = range
  }

  /// Takes the range whose turn it is out of those that wait; `nil` if it has not come yet.
  mutating func takeNext() -> InputResult? {
    guard chain.gap == nil, let next = chain.next, let range = waiting.removeValue(forKey: next)
    else { return nil }
    return range
  }

  /// Drops ranges that others were read across.
  mutating func dropPassed() {
    guard let next = chain.next else { return waiting.removeAll() }
    waiting = waiting.filter { $0.key >= next }
  }

  /// Joins the range whose turn it is.
  ///
  /// - Parameters:
  ///   - range: The summary of the range.
  ///   - begins: Whether it has a session that begins at a line, as its reader counts.
  /// - Returns: Its sessions that count; `nil` for none.
  /// - Throws: What `begins` throws.
  mutating func take(
    _ range: InputSummary, begins: (_ line: Int) throws -> Bool
  ) throws -> RangeChain.Piece? {
    try chain.take(range, begins: begins)
  }

  /// Adds the sessions of a range, all of which count.
  ///
  /// - Parameters:
  ///   - range: The range, whose parts know their store.
  ///   - store: The number of the store with its blocks of samples.
  ///   - shift: What is added to its lines.
  ///   - collector: Stores blocks of samples.
  /// - Complexity: O(workloads + causes), whatever the number of sessions.
  mutating func append(
    _ range: InputResult, store: Int, shiftedBy shift: Int,
    _ collector: inout InputCollector<some EntryStore>
  ) {
    let numbers = whole.causeSets.join(range.causeSets)
    let count = whole.parts.last.map { $0.firstOrdinal + $0.count } ?? 0
    collector.add(range.series, to: &series, firstSession: count, in: store, shift: shift)
    for var part in range.parts where part.count > 0 {
      part.store = store
      part.number(causes: numbers)
      part.place(shift: shift, behind: whole.parts.last)
      whole.parts.append(part)
    }
    whole.digest.append(range.digest, shiftedBy: shift)
    whole.tally.add(range.tally, shiftedBy: shift)
    whole.causes.add(range.causes, shiftedBy: shift)
    whole.attention.add(range.attention, shiftedBy: shift)
  }

  /// Ends the input.
  ///
  /// - Returns: What all of it comes to.
  mutating func finish() -> InputResult {
    chain.finish(waiting.values.map(\.summary))
    whole.summary = chain.summary
    whole.summary.sessions = whole.parts.reduce(0) { $0 + $1.count }
    whole.series = series.all
    return whole
  }
}

extension ReportBuilder {
  /// Takes a range of an input, and joins it with those in front as far as they are there.
  ///
  /// - Parameters:
  ///   - range: What the range came to.
  ///   - input: The number of the input among those that are read in ranges.
  ///   - number: The collector, from 1, which has stored everything.
  ///   - store: Its store.
  /// - Throws: What the stores report.
  package mutating func add(
    _ range: InputResult, ofInput input: Int, ofCollector number: Int, in store: Store
  ) throws {
    add(store, ofCollector: number)
    var range = range
    for index in range.parts.indices { range.parts[index].store = number }
    var join = joins.removeValue(forKey: input) ?? RangeJoin(range.summary)
    join.add(range)
    while let next = join.takeNext() { try take(next, &join) }
    join.dropPassed()
    joins[input] = join
  }

  /// Ends an input that was read in ranges, and counts it.
  ///
  /// - Parameters:
  ///   - input: The number of the input.
  ///   - complete: Adds to its summary what its reader alone knows.
  /// - Returns: What is missing of it; `nil` for nothing, and where nothing was read.
  package mutating func finishRanges(
    ofInput input: Int, _ complete: (inout InputSummary) -> Void = { _ in }
  ) -> RangeProblem? {
    guard var join = joins.removeValue(forKey: input) else { return nil }
    var whole = join.finish()
    complete(&whole.summary)
    add(whole, store: nil)
    return join.chain.gap.map { RangeProblem(path: whole.summary.path, gap: $0) }
  }

  private mutating func take(_ range: InputResult, _ join: inout RangeJoin) throws {
    var reader = EntryReader(stores: stores)
    guard let part = range.parts.first else { return }
    let piece = try join.take(range.summary) { line in
      try part.firstLine == line
        || reader.values(of: range.parts) { Int($0.line) }.contains(line)
    }
    guard let piece, part.count > 0 else { return }
    if piece.lines.contains(part.firstLine), piece.lines.contains(part.lastLine) {
      join.append(range, store: part.store, shiftedBy: piece.shift, &collector)
    } else {
      let counted = try counted(of: range, in: piece.lines, &reader)
      join.append(counted, store: 0, shiftedBy: piece.shift, &collector)
    }
  }

  /// Collects the sessions of a range once more that begin within some lines.
  private mutating func counted(
    of range: InputResult, in lines: Range<Int>, _ reader: inout EntryReader<Store>
  ) throws -> InputResult {
    begin(range.summary.path)
    try collect(range, in: lines, shiftedBy: 0, &reader)
    let counted = collector.finish(range.summary)
    try collector.flush()
    return counted
  }
}
