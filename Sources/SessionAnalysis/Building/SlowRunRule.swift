package import PatternCatalogue

/// When runs are so slow, become so much slower, or stand still for so long, that a session has a finding of it, from
/// `Patterns/tables/slow-runs.yaml`.
package struct SlowRunRule: Sendable {
  /// The finding's id.
  package let id: String
  /// The row of the table, with the finding's words.
  package let columns: [String: String]
  private let kind: Run.Kind
  private let unit: String
  private let limit: Limit
  private let severity: Finding.Severity
  private let frontEnds: Set<Substring>
  private let exception: (fact: String, pattern: LazyPattern)?

  private enum Limit {
    /// Units a second, below which a run is too slow.
    case rate(Double)
    /// The share of a run, and the seconds, from which on it stood still for too long.
    case standstill(share: Double, seconds: Int)
    /// How many times as long a step took from some place on, and for how many seconds, for a run to have
    /// become too slow.
    case slowing(factor: Double, seconds: Int)

    init?(_ columns: [String: String]) {
      if let rate = columns["below"].flatMap(Double.init) {
        self = .rate(rate)
      } else if let share = columns["standstill"].flatMap(Double.init),
        let seconds = columns["seconds"].flatMap(Int.init)
      {
        self = .standstill(share: share, seconds: seconds)
      } else if let factor = columns["slowing"].flatMap(Double.init),
        let seconds = columns["seconds"].flatMap(Int.init)
      {
        self = .slowing(factor: factor, seconds: seconds)
      } else {
        return nil
      }
    }
  }

  /// Reads a row; `nil` if it lacks what a rule needs.
  init?(_ row: Table.Row) {
    guard let id = row.columns["id"], let kind = row.columns["kind"].flatMap(Run.Kind.init(name:)),
      let limit = Limit(row.columns),
      let severity = row.columns["severity"].flatMap(Severity.init(rawValue:))
    else { return nil }
    self.id = id
    self.kind = kind
    self.limit = limit
    self.severity = Finding.Severity(severity)
    unit = row.columns["unit"] ?? "it"
    columns = row.columns
    frontEnds = Set((row.columns["except_frontends"] ?? "").split(separator: " "))
    if let fact = row.columns["except_fact"], let regex = row.columns["except_matches"] {
      exception = (fact, LazyPattern(regex))
    } else {
      exception = nil
    }
  }

  /// The rules of a catalogue.
  package static func all(in catalogue: Catalogue) -> [SlowRunRule] {
    catalogue.slowRuns.compactMap(SlowRunRule.init)
  }
}

extension SlowRunRule {
  /// Returns the finding that a session's runs give, at the worst of them.
  func finding(in session: Session) -> Finding? {
    guard !frontEnds.contains(session.frontEnd[...]),
      !isAboutRates || !session.values(of: "frames").contains { (Double($0.value) ?? 1) > 1 },
      !(exception.map { exception in
        session.values(of: exception.fact).contains { exception.pattern.matches($0.value) }
      } ?? false)
    else { return nil }
    let digests = session.runDigests.filter { $0.kind == kind && $0.unit == unit }
    guard let (line, text) = worst(in: digests) else { return nil }
    return Finding(
      pattern: id, category: columns["category"] ?? "throughput", severity: severity, count: 1,
      lines: [line], lastLine: line, message: text, captures: [:], isResolved: false)
  }

  /// Whether runs are held against a rate, which videos do not reach.
  private var isAboutRates: Bool { if case .rate = limit { true } else { false } }

  /// Whether a run stood still for longer than the rule lets it; `false` for a rule about rates.
  func isTooLong(_ standstill: RunDigest.Standstill) -> Bool {
    guard case .standstill(let share, let seconds) = limit else { return false }
    return standstill.seconds >= seconds
      && Double(standstill.seconds) >= share * Double(standstill.elapsed)
  }

  /// Returns where the worst run stands that is beyond the limit, and what its bar shows.
  private func worst(in digests: [RunDigest]) -> (line: Int, text: String)? {
    switch limit {
    case .rate(let limit):
      let slowest = digests.compactMap(\.slowest).min { $0.rate < $1.rate }
      return slowest.flatMap { $0.rate < limit ? ($0.line, $0.text) : nil }
    case .standstill:
      return digests.compactMap(\.standstill).filter(isTooLong)
        .max { $0.seconds < $1.seconds }.map { ($0.line, $0.text) }
    case .slowing(let factor, let seconds):
      return digests.compactMap(\.slowed)
        .filter { $0.slowing.factor >= factor && $0.slowing.seconds >= seconds }
        .max { $0.slowing.factor < $1.slowing.factor }.map { ($0.line, $0.text) }
    }
  }
}
