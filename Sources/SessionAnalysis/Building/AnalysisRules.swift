internal import LogTokenizer
internal import PCRE

/// The catalogue in the form in which analysis uses it: names resolved to indices, rules compiled.
///
/// Immutable, so that any number of analysers share one.
package final class AnalysisRules: Sendable {
  let messages: [MessageRule]
  let frontEnds: [FrontEndRule]
  let bars: [BarAction]
  let facts: [String: FactRule]
  let derivations: [Derivation]
  let tables: TableLookup
  /// The messages that `after` of a bar rule names.
  let namedMessages: Set<Int>

  init(
    messages: [MessageRule], frontEnds: [FrontEndRule], bars: [BarAction],
    facts: [String: FactRule], derivations: [Derivation], tables: TableLookup
  ) {
    self.messages = messages
    self.frontEnds = frontEnds
    self.bars = bars
    self.facts = facts
    self.derivations = derivations
    self.tables = tables
    namedMessages = Set(bars.compactMap(\.after))
  }
}

// MARK: - Front ends

extension AnalysisRules {
  /// Returns the front end of a session among those that its lines identified, in order.
  ///
  /// The highest rank wins; among equals one that extends another, else the one identified first.
  func decide(among identified: [Int]) -> Int? {
    guard let rank = identified.map({ frontEnds[$0].rank }).max() else { return nil }
    let best = identified.filter { frontEnds[$0].rank == rank }
    return best.first { candidate in
      best.contains { frontEnds[candidate].extends.contains($0) }
    } ?? best.first
  }

  /// Whether a line of one program may stand in a session of the other.
  func areRelated(_ left: Int, _ right: Int) -> Bool {
    left == right || frontEnds[left].rank < 3 || frontEnds[right].rank < 3
      || frontEnds[left].extends.contains(right) || frontEnds[right].extends.contains(left)
  }
}

// MARK: - Closing a session

extension AnalysisRules {
  /// Decides what was open: the front end, and with it which facts and findings hold.
  func close(_ state: OpenSession, input: Int, ordinal: Int) -> Session {
    let frontEnd = decide(among: state.identified)
    let programs = frontEnd.map { frontEnds[$0].prints } ?? .any
    var facts = state.facts.facts(for: programs, rules: self.facts)
    derive(into: &facts)
    return Session(
      input: input, ordinal: ordinal, frontEnd: frontEnd.map { frontEnds[$0].id } ?? "unknown",
      firstLine: state.firstLine, lastLine: state.lastLine, start: state.start, end: state.end,
      facts: facts,
      findings: state.findings.filter { !$0.emitters.isDisjoint(with: programs) }.map(\.finding),
      workloads: state.workloads, runCount: state.runCount,
      unknownRecords: state.unknownRecords, limits: state.limits)
  }

  /// Adds the facts that tables derive from others, unless they are known already.
  private func derive(into facts: inout [Fact]) {
    for derivation in derivations {
      for source in facts where source.name == derivation.source {
        guard
          let value = tables.value(
            table: derivation.table, key: source.value, column: derivation.column),
          !value.isEmpty,
          !facts.contains(where: {
            $0.name == derivation.target && FactStore.agrees($0.value, value)
          })
        else { continue }
        facts.append(
          Fact(name: derivation.target, value: value, line: source.line, origin: .derived))
      }
    }
  }
}

/// Looks values up in the catalogue's tables.
struct TableLookup: Sendable {
  /// A table's rows.
  struct Rows: Sendable {
    /// Columns by key, for tables whose keys are compared whole.
    var exact: [String: [String: String]] = [:]
    /// Columns by regex, tried in order.
    var patterns: [(pattern: CompiledPattern, columns: [String: String])] = []
  }

  var tables: [String: Rows] = [:]

  /// Returns a column of the row that a key leads to; `nil` if there is none.
  func value(table: String, key: String, column: String) -> String? {
    guard let rows = tables[table] else { return nil }
    if let columns = rows.exact[key] { return columns[column] }
    return rows.patterns.first { $0.pattern.occurs(in: key) }?.columns[column]
  }
}

extension CompiledPattern {
  /// Whether the pattern matches somewhere in a short text; a search that hit a limit is no match.
  func occurs(in text: String) -> Bool {
    (try? firstMatch(in: text)) != nil
  }
}
