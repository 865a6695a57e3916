package import PatternCatalogue

/// When runs are so slow that a session has a finding of it, from `Patterns/tables/slow-runs.yaml`.
package struct SlowRunRule: Sendable {
  /// The finding's id.
  package let id: String
  /// The row of the table, with the finding's words.
  package let columns: [String: String]
  private let kind: Run.Kind
  private let unit: String
  private let limit: Double
  private let severity: Finding.Severity
  private let frontEnds: Set<Substring>
  private let exception: (fact: String, pattern: LazyPattern)?

  /// Reads a row; `nil` if it lacks what a rule needs.
  init?(_ row: Table.Row) {
    guard let id = row.columns["id"], let kind = row.columns["kind"].flatMap(Run.Kind.init(name:)),
      let limit = row.columns["below"].flatMap(Double.init),
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
    (catalogue.table("slow-runs")?.rows ?? []).compactMap(SlowRunRule.init)
  }
}

extension SlowRunRule {
  /// Returns the finding that a session's runs give, at the slowest of them.
  func finding(in session: Session) -> Finding? {
    guard !frontEnds.contains(session.frontEnd[...]),
      !session.values(of: "frames").contains(where: { (Double($0.value) ?? 1) > 1 }),
      !(exception.map { exception in
        session.values(of: exception.fact).contains { exception.pattern.matches($0.value) }
      } ?? false)
    else { return nil }
    let slow = session.runDigests
      .filter { $0.kind == kind && $0.unit == unit }
      .compactMap(\.slowest)
      .min { $0.rate < $1.rate }
    guard let slow, slow.rate < limit else { return nil }
    return Finding(
      pattern: id, category: columns["category"] ?? "throughput", severity: severity, count: 1,
      lines: [slow.line], lastLine: slow.line, message: slow.text, captures: [:],
      isResolved: false)
  }
}
