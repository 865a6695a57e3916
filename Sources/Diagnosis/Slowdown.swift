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
  /// The facts that rules ask for under which the faster runs ran, one of each name.
  package var faster: [Fact]
  /// The facts that rules ask for under which the slower runs ran, one of each name.
  package var slower: [Fact]
  /// The ids of the causes that the faster runs' session has too: these do not tell the two apart.
  package var sharedCauses: [String] = []

  /// Creates the value from its parts.
  package init(
    share: Double, isTested: Bool, line: Int?, text: String, faster: [Fact], slower: [Fact]
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

  /// Compares the slowest and the fastest run of a session whose environment changed in between.
  ///
  /// It is `nil` where the runs are as fast as each other or of different workloads.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - names: The facts that rules ask for.
  init?(within session: Session, names: [String]) {
    guard session.throughput.count == 1, let digest = session.runDigests.first else { return nil }
    let digests = session.runDigests.filter { $0.unit == digest.unit }
    guard let slow = digests.compactMap(\.slowest).min(by: { $0.rate < $1.rate }),
      let fast = digests.compactMap(\.fastest).max(by: { $0.rate < $1.rate }),
      Set(digests.map(\.kind)).count == 1, fast.rate > 0
    else { return nil }
    let share = 1 - slow.rate / fast.rate
    guard share >= Self.comparedShare else { return nil }
    let facts = session.facts.filter { names.contains($0.name) }
    self.init(
      share: share, isTested: false, line: slow.line, text: "\(fast.text) → \(slow.text)",
      faster: Self.latest(of: facts, at: fast.line), slower: Self.latest(of: facts, at: slow.line))
  }

  /// Facts of a session as they were at a line, one of each name.
  private static func latest(of facts: [Fact], at line: Int) -> [Fact] {
    var latest: [Fact] = []
    for fact in facts where fact.line <= line {
      guard let known = latest.firstIndex(where: { $0.name == fact.name }) else {
        latest.append(fact)
        continue
      }
      // The session has printed values first, and what only follows does not take their place.
      if latest[known].line <= fact.line, latest[known].origin == fact.origin {
        latest[known] = fact
      }
    }
    return latest
  }
}
