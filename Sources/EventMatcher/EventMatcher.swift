import PCRE

/// Finds the patterns that a record matches, and where.
///
/// A literal filter first tells which patterns may match; only those are searched for. Of each pattern
/// the first match counts, and there is at most one. In records longer than 4 KiB the parts around the
/// literals are searched, in rising order, at most ``placeLimit`` of them; see `SearchWindow`.
/// Patterns without literals see the first 4 KiB of each record.
///
/// Not copyable and not Sendable: each thread has its own, and they share the ``PatternSet``. In
/// steady state a record costs no allocation.
package struct EventMatcher: ~Copyable {
  /// Places of one record at which a pattern is searched for.
  package static let placeLimit = 8

  /// The patterns.
  package let set: PatternSet

  /// The matches of the last record, ordered by pattern.
  ///
  /// Valid until the next record. Whoever keeps the array longer makes the next record copy it.
  package private(set) var matches: [PatternMatch] = []

  /// The captures of all matches of the last record; see ``PatternMatch/captures``.
  package private(set) var captures: [CaptureRange] = []

  /// How often any bound was hit since the start, for a cheap look at whether it was.
  package private(set) var limitHits = 0

  /// The set's filter, whose memory the set keeps.
  private let filter: LiteralFilter

  /// Whether there are patterns that are searched for in every record.
  private let isUnfiltered: Bool
  private var candidates: CandidateList
  private var matcher = Matcher()
  private var counts: [MatchBound: [Int: Int]] = [:]

  /// Makes a matcher with its scratch space.
  ///
  /// - Parameter set: The patterns.
  package init(_ set: PatternSet) {
    self.set = set
    filter = set.filter
    isUnfiltered = !set.unfiltered.isEmpty
    candidates = CandidateList(set)
  }
}

extension EventMatcher {
  /// Finds the patterns that a record matches.
  ///
  /// - Parameter text: The record, of any length and any bytes; offsets in the results are its.
  /// - Returns: Whether there is a match: ``matches`` and ``captures`` have been replaced.
  /// - Complexity: O(*n*) with about a nanosecond a byte, where no literal occurs.
  @discardableResult
  package mutating func match(_ text: UnsafeRawBufferPointer) -> Bool {
    if !matches.isEmpty {
      matches.removeAll(keepingCapacity: true)
      captures.removeAll(keepingCapacity: true)
    }
    candidates.begin(recordLength: text.count)
    filter.scan(text, into: &candidates)
    guard !candidates.candidates.isEmpty || isUnfiltered else { return false }
    searchCandidates(in: text)
    return !matches.isEmpty
  }

  /// Finds one pattern alone, such as one that is apart, or in a line of a record that matched it already.
  ///
  /// - Parameters:
  ///   - index: The pattern.
  ///   - text: The text; of a longer one the first 4 KiB.
  /// - Returns: Whether it matches: ``matches`` and ``captures`` have been replaced.
  package mutating func match(pattern index: Int, in text: UnsafeRawBufferPointer) -> Bool {
    matches.removeAll(keepingCapacity: true)
    captures.removeAll(keepingCapacity: true)
    let pattern = set.specs[index].pattern
    let window = SearchWindow(cell: 0, in: text, for: pattern)
    switch search(index, pattern, in: text, window, window.start...window.end) {
    case .match: return true
    case .none: return false
    case .limit(let limit):
      count(.search(limit), pattern: index)
      return false
    }
  }

  /// Returns in how many cells of a record the literal filter alone lets patterns be searched for.
  ///
  /// That is what ``match(_:)`` does first, for measurements of it; ``matches`` stay as they are.
  package mutating func candidateCount(in text: UnsafeRawBufferPointer) -> Int {
    candidates.begin(recordLength: text.count)
    filter.scan(text, into: &candidates)
    return candidates.candidates.count
  }

  /// Returns where a capture of a match lies.
  ///
  /// - Parameters:
  ///   - number: The capture's number in its pattern, counted from 1.
  ///   - match: One of ``matches``.
  /// - Returns: The range in the record, or nil when the capture took no part in the match.
  package func capture(_ number: Int, of match: PatternMatch) -> Range<Int>? {
    guard number >= 1, number <= match.captures.count else { return nil }
    return captures[match.captures.lowerBound + number - 1].range
  }

  /// How often which bound was hit for which pattern since the start.
  ///
  /// Ordered by pattern, then by bound. What was never hit is not listed.
  package var limits: [LimitCount] {
    let all = MatchBound.allCases.flatMap { bound in
      (counts[bound] ?? [:]).map { LimitCount(pattern: $0.key, bound: bound, count: $0.value) }
    }
    let order = Dictionary(uniqueKeysWithValues: zip(MatchBound.allCases, 0...))
    return all.sorted {
      ($0.pattern, order[$0.bound] ?? 0) < ($1.pattern, order[$1.bound] ?? 0)
    }
  }
}

extension EventMatcher {
  /// Searches for the patterns whose literals occur, and for those without.
  @inline(never)
  private mutating func searchCandidates(in text: UnsafeRawBufferPointer) {
    candidates.addUnfiltered()
    candidates.sort()
    var next = 0
    while next < candidates.candidates.count {
      next = search(from: next, in: text)
    }
  }

  /// Searches for the pattern of a candidate in all cells that it has.
  ///
  /// Returns the index of the next pattern's first candidate.
  private mutating func search(from first: Int, in text: UnsafeRawBufferPointer) -> Int {
    let index = candidates.candidates[first].pattern
    let pattern = set.specs[index].pattern
    var next = first
    var isDone = false
    var missedSomething = false
    var places = 0
    var lastCell = -1
    while next < candidates.candidates.count, candidates.candidates[next].pattern == index {
      let cell = candidates.candidates[next].cell
      next += 1
      guard !isDone, cell != lastCell else { continue }
      lastCell = cell
      guard places < Self.placeLimit else {
        count(.places, pattern: index)
        isDone = true
        continue
      }
      places += 1
      let window = SearchWindow(cell: cell, in: text, for: pattern)
      var starts = window.start...window.end
      if let lead = set.leads[index] {
        let places = candidates.places(of: index)
        let first = text.startOfLine(at: places.lowerBound, within: lead)
        starts = max(first, window.start)...min(places.upperBound, window.end)
      }
      switch search(index, pattern, in: text, window, starts) {
      case .match: isDone = true
      case .none: missedSomething = missedSomething || window.isCut
      case .limit(let limit): count(.search(limit), pattern: index)
      }
    }
    if missedSomething, !isDone { count(.window, pattern: index) }
    return next
  }

  /// Searches for a pattern in a window, and keeps the match.
  private mutating func search(
    _ index: Int, _ pattern: CompiledPattern, in text: UnsafeRawBufferPointer,
    _ window: SearchWindow, _ starts: ClosedRange<Int>
  ) -> MatchOutcome {
    let seen = UnsafeRawBufferPointer(rebasing: text[..<window.end])
    let outcome = matcher.firstMatch(
      of: pattern, in: seen, startingIn: starts, edges: window.isCutAtEnd ? .endIsCut : .whole)
    guard outcome == .match else { return outcome }

    let range = matcher.range
    let reachesCutEnd = window.isCutAtEnd && range.upperBound == window.end
    if reachesCutEnd, set.assertsEnd[index] { return .none }
    if reachesCutEnd || (window.start > 0 && range.lowerBound <= window.start) {
      count(.window, pattern: index)
    }
    let firstCapture = captures.count
    var number = 1
    while number <= pattern.captureCount {
      let range = matcher.capture(number)
      captures.append(
        CaptureRange(start: range?.lowerBound ?? -1, end: range?.upperBound ?? -1))
      number += 1
    }
    matches.append(
      PatternMatch(pattern: index, range: range, captures: firstCapture..<captures.count))
    return .match
  }

  private mutating func count(_ bound: MatchBound, pattern: Int) {
    limitHits += 1
    counts[bound, default: [:]][pattern, default: 0] += 1
  }
}

extension UnsafeRawBufferPointer {
  /// The position behind the last LF in front of a position, or one at most that many bytes before it.
  fileprivate func startOfLine(at position: Int, within count: Int) -> Int {
    var start = position
    let first = Swift.max(0, position - count)
    while start > first, self[start - 1] != 0x0A { start -= 1 }
    return start
  }
}
