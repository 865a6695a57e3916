internal import Hashing

/// Finds sessions that were logged twice: a program's own log beside a capture of its console.
///
/// The copies need not be alike: one has times in front of its lines, or no bars but the last frames.
/// What they agree in are the counted runs. Two launches of a program that differ in nothing else differ
/// in some hundredths of a rate, so sessions of different inputs with at least `leastRuns` runs that all
/// have the same rates are one session, and so are all those of a copy to the byte. Within one input the
/// same launch stands for itself each time.
struct MirroredSessions {
  /// How many runs two sessions must have in common.
  static let leastRuns = 3

  /// The sessions that repeat another one, by their numbers in reading order.
  private(set) var numbers: Set<UInt32> = []

  /// A session that may repeat another one.
  private struct Candidate {
    /// Its number in reading order.
    var number: UInt32
    /// Its runs, counted or not.
    var runs: UInt32
    /// The number of its input in reading order.
    var input: Int32
  }

  /// Looks through all sessions.
  ///
  /// - Parameters:
  ///   - series: The counted runs.
  ///   - samples: Reads them.
  ///   - entries: The sessions.
  ///   - order: The position of each input in the report.
  ///   - contents: The content of each input.
  ///   - reader: Reads the entries.
  /// - Throws: What the store reports.
  /// - Complexity: O(runs + sessions · log sessions), with 9 bytes a session, and 12 for
  ///   each one that may be a copy.
  init(
    _ series: [RateSamples], _ samples: SampleReader, entries: EntryList, order: [Int],
    contents: [InputResult.Identity],
    reader: inout EntryReader<some EntryStore>
  ) throws {
    guard order.count > 1 else { return }
    // What the counted runs of each session come to, in whatever order they are added: the number of
    // runs need not be told apart, because sums of different numbers of them differ as well.
    var sums = [UInt64](repeating: 0, count: entries.count)
    var counts = [UInt8](repeating: 0, count: entries.count)
    for series in series {
      let unit = FNV1a(series.unit).value
      try samples.forEach(of: series.samples) { sample in
        guard Int(sample.session) < sums.count else { return }
        var bits = unit ^ sample.rate.bitPattern
        // The finalizer of MurmurHash3: sums of what it makes of different rates differ.
        bits = (bits ^ bits >> 33) &* 0xFF51_AFD7_ED55_8CCD
        bits = (bits ^ bits >> 33) &* 0xC4CE_B9FE_1A85_EC53
        sums[Int(sample.session)] &+= bits ^ bits >> 33
        if counts[Int(sample.session)] < Self.leastRuns { counts[Int(sample.session)] += 1 }
      }
    }
    // The session with more runs, counted or not, holds more of the log.
    var candidates: [Candidate] = []
    for number in counts.indices where counts[number] >= Self.leastRuns {
      let entry = try reader.entry(number, of: entries)
      candidates.append(
        Candidate(
          number: UInt32(clamping: number), runs: entry.runs, input: Int32(clamping: entry.input)))
    }
    candidates.sort { a, b in
      (b.runs, order[Int(a.input)], a.number) < (a.runs, order[Int(b.input)], b.number)
    }
    noteCopies(entries, order, contents)
    var first: [UInt64: Int32] = [:]
    for candidate in candidates where !numbers.contains(candidate.number) {
      guard let original = first[sums[Int(candidate.number)]] else {
        first[sums[Int(candidate.number)]] = candidate.input
        continue
      }
      if original != candidate.input { numbers.insert(candidate.number) }
    }
  }

  /// Takes the sessions of all inputs of the same content but the first.
  private mutating func noteCopies(
    _ entries: EntryList, _ order: [Int], _ contents: [InputResult.Identity]
  ) {
    var first: [InputResult.Identity: Int] = [:]
    for (input, content) in contents.enumerated() where content.bytes > 0 {
      if let other = first[content], order[other] < order[input] { continue }
      first[content] = input
    }
    for blocks in entries.parts {
      guard let original = first[contents[blocks.input]], original != blocks.input else { continue }
      for number in blocks.first..<blocks.first + blocks.count {
        numbers.insert(UInt32(clamping: number))
      }
    }
  }
}
