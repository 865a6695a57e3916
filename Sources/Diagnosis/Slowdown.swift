package import SessionAnalysis

/// Runs that were slower than others of the same workload, with what was known of either side.
package struct Slowdown: Sendable, Equatable {
  /// The share of the faster runs' rate that was lost: 0.2 where they are 20 % slower.
  package var share: Double
  /// Whether there were enough runs for a test that it passes.
  package var isTested: Bool
  /// A line of the slower runs, from 1.
  package var line: Int?
  /// The two rates as text: `8.20 → 5.10 it/s`.
  package var text: String
  /// The facts under which the faster runs ran, by name.
  package var faster: [String: Fact]
  /// The facts under which the slower runs ran, by name.
  package var slower: [String: Fact]

  /// Creates the value from its parts.
  package init(
    share: Double, isTested: Bool, line: Int?, text: String, faster: [String: Fact],
    slower: [String: Fact]
  ) {
    self.share = share
    self.isTested = isTested
    self.line = line
    self.text = text
    self.faster = faster
    self.slower = slower
  }
}

extension Slowdown {
  /// The smallest share for which two runs of one session are compared.
  private static let comparedShare = 0.2

  /// Compares the slowest and the fastest run of a session whose environment changed in between, as in
  /// a log that somebody put together of two starts.
  ///
  /// It is `nil` where nothing changed, or the runs are as fast as each other or of different workloads.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - names: The facts of the environment that matter.
  init?(within session: Session, names: Set<String>) {
    guard session.throughput.count == 1, let digest = session.runDigests.first,
      names.contains(where: { session.values(of: $0).count > 1 })
    else { return nil }
    let digests = session.runDigests.filter { $0.unit == digest.unit }
    guard let slow = digests.map(\.slowest).min(by: { $0.rate < $1.rate }),
      let fast = digests.map(\.fastest).max(by: { $0.rate < $1.rate }),
      Set(digests.map(\.kind)).count == 1, fast.rate > 0
    else { return nil }
    let share = 1 - slow.rate / fast.rate
    guard share >= Self.comparedShare else { return nil }
    self.init(
      share: share, isTested: false, line: slow.line, text: "\(fast.text) → \(slow.text)",
      faster: Self.facts(of: session, at: fast.line), slower: Self.facts(of: session, at: slow.line)
    )
  }

  /// The facts of a session as they were at a line, by name.
  private static func facts(of session: Session, at line: Int) -> [String: Fact] {
    var latest: [String: Fact] = [:]
    for fact in session.facts where fact.line <= line {
      // The session has printed values first, and what only follows does not take their place.
      if let known = latest[fact.name],
        known.line > fact.line || known.origin != fact.origin
      {
        continue
      }
      latest[fact.name] = fact
    }
    return latest
  }
}
