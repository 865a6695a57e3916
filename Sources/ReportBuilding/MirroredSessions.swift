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

  /// What the counted runs of a session come to, in whatever order they were added.
  private struct Signature: Hashable {
    var runs = 0
    var sum: UInt64 = 0
  }

  /// A session that may repeat another one.
  private struct Candidate {
    /// Its number in reading order.
    var number: Int
    /// Its runs, counted or not.
    var runs: UInt32
    /// The number of its input in reading order.
    var input: Int
  }

  /// Looks through all sessions.
  ///
  /// - Parameters:
  ///   - series: The counted runs.
  ///   - entries: The sessions.
  ///   - order: The position of each input in the report.
  ///   - contents: The content of each input.
  ///   - reader: Reads the entries.
  /// - Throws: What the store reports.
  /// - Complexity: O(runs + sessions · log sessions), with 16 bytes a session.
  init(
    _ series: [RateSamples], entries: EntryList, order: [Int], contents: [InputResult.Identity],
    reader: inout EntryReader<some EntryStore>
  ) throws {
    guard order.count > 1 else { return }
    var signatures = [Signature](repeating: Signature(), count: entries.count)
    for samples in series {
      let unit = Self.hash(samples.unit.utf8, start: 0xCBF2_9CE4_8422_2325)
      for sample in samples.samples where Int(sample.session) < entries.count {
        var bits = unit ^ sample.rate.bitPattern
        // The finalizer of MurmurHash3: sums of what it makes of different rates differ.
        bits = (bits ^ bits >> 33) &* 0xFF51_AFD7_ED55_8CCD
        bits = (bits ^ bits >> 33) &* 0xC4CE_B9FE_1A85_EC53
        signatures[Int(sample.session)].runs += 1
        signatures[Int(sample.session)].sum &+= bits ^ bits >> 33
      }
    }
    // The session with more runs, counted or not, holds more of the log.
    var candidates: [Candidate] = []
    for number in signatures.indices where signatures[number].runs >= Self.leastRuns {
      let entry = try reader.entry(number, of: entries)
      candidates.append(Candidate(number: number, runs: entry.runs, input: entry.input))
    }
    candidates.sort { a, b in
      (b.runs, order[a.input], a.number) < (a.runs, order[b.input], b.number)
    }
    noteCopies(entries, order, contents)
    var first: [Signature: Int] = [:]
    for candidate in candidates where !numbers.contains(UInt32(clamping: candidate.number)) {
      guard let original = first[signatures[candidate.number]] else {
        first[signatures[candidate.number]] = candidate.input
        continue
      }
      if original != candidate.input { numbers.insert(UInt32(clamping: candidate.number)) }
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
    for blocks in entries.inputs {
      guard let original = first[contents[blocks.input]], original != blocks.input else { continue }
      for number in blocks.first..<blocks.first + blocks.count {
        numbers.insert(UInt32(clamping: number))
      }
    }
  }

  /// Returns the series without the runs of the sessions that repeat another one.
  func removed(from series: [RateSamples]) -> [RateSamples] {
    guard !numbers.isEmpty else { return series }
    return series.compactMap { samples in
      var samples = samples
      samples.samples.removeAll { numbers.contains($0.session) }
      return samples.samples.isEmpty ? nil : samples
    }
  }

  private static func hash(_ bytes: some Sequence<UInt8>, start: UInt64) -> UInt64 {
    bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
