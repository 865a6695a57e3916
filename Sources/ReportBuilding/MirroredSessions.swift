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

  /// Looks through all sessions.
  ///
  /// - Parameters:
  ///   - series: The counted runs.
  ///   - entries: The sessions, in reading order.
  ///   - order: The position of each input in the report.
  ///   - contents: The content of each input.
  /// - Complexity: O(runs + sessions · log sessions), with 16 bytes a session.
  init(
    _ series: [RateSamples], entries: [SessionEntry], order: [Int],
    contents: [InputResult.Identity]
  ) {
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
    let candidates = entries.indices.filter { signatures[$0].runs >= Self.leastRuns }
      .sorted { left, right in
        let (a, b) = (entries[left], entries[right])
        return (b.runs, order[Int(a.input)], a.ordinal) < (a.runs, order[Int(b.input)], b.ordinal)
      }
    noteCopies(entries, order, contents)
    var first: [Signature: UInt32] = [:]
    for index in candidates where !numbers.contains(UInt32(clamping: index)) {
      guard let original = first[signatures[index]] else {
        first[signatures[index]] = entries[index].input
        continue
      }
      if original != entries[index].input { numbers.insert(UInt32(clamping: index)) }
    }
  }

  /// Takes the sessions of all inputs of the same content but the first.
  private mutating func noteCopies(
    _ entries: [SessionEntry], _ order: [Int], _ contents: [InputResult.Identity]
  ) {
    var first: [InputResult.Identity: Int] = [:]
    for (input, content) in contents.enumerated() where content.bytes > 0 {
      if let other = first[content], order[other] < order[input] { continue }
      first[content] = input
    }
    for (index, entry) in entries.enumerated() {
      let input = Int(entry.input)
      if let original = first[contents[input]], original != input {
        numbers.insert(UInt32(clamping: index))
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
