internal import EventMatcher
internal import LogTokenizer
internal import PCRE
package import PatternCatalogue

/// The catalogue in the form in which analysis uses it, with names resolved to indices.
///
/// Immutable, so that any number of analysers share one.
package final class AnalysisRules: Sendable {
  let catalogue: Catalogue
  let messages: [MessageRule]
  let frontEnds: [FrontEndRule]
  let facts: [String: FactBehaviour]
  let derivations: [Derivation]
  let lookups: [TableLookup]
  let slowRuns: [SlowRunRule]
  let patterns: PatternSet
  /// The messages that any error is which a logger marks, and nothing else is known of.
  let markedErrors: [Int]
  /// The messages that are looked for in prefixes.
  let prefixMessages: [Int]
  /// The named captures of each message.
  let captureNames: [[CompiledPattern.NamedCapture]]

  /// Prepares a catalogue.
  ///
  /// - Complexity: O(messages); regexes are compiled when they are first needed.
  package init(_ catalogue: Catalogue) {
    self.catalogue = catalogue
    let frontEndIndex = Dictionary(
      catalogue.frontEnds.enumerated().map { ($1.id, $0) }
    ) { first, _ in first }
    let set = { (ids: [String]) in
      FrontEndSet(ids.compactMap { frontEndIndex[$0] }.map(FrontEndSet.init(index:)))
    }
    frontEnds = catalogue.frontEnds.map { frontEnd in
      let lineage = catalogue.lineage(of: frontEnd.id)
      return FrontEndRule(
        id: frontEnd.id, rank: frontEnd.rank, prints: set(lineage),
        extends: Set(lineage.dropFirst().compactMap { frontEndIndex[$0] }),
        bars: catalogue.bars(of: frontEnd.id), workload: frontEnd.workload)
    }
    let facts = Self.behaviours(catalogue)
    let named = Set((catalogue.bars + catalogue.frontEnds.flatMap(\.bars)).compactMap(\.after))
    messages = catalogue.messages.map { message in
      MessageRule(
        definition: message, severity: message.severity.map(Finding.Severity.init),
        emitters: message.emitters.ids.map(set) ?? .any,
        identifies: message.identifies.flatMap { frontEndIndex[$0] },
        effect: MessageRule.Effect(message),
        resolves: message.resolves.compactMap { catalogue.messageNumber($0) },
        behaviours: message.facts.map { facts[$0.name] ?? FactBehaviour() },
        isNamed: named.contains(message.id))
    }
    self.facts = facts
    (derivations, lookups) = Self.derivations(catalogue)
    slowRuns = SlowRunRule.all(in: catalogue)
    patterns = PatternSet(catalogue.messages.map(PatternSpec.init))
    markedErrors = catalogue.messages.indices.filter { catalogue.messages[$0].isMarkedError }
    prefixMessages = catalogue.messages.indices.filter { catalogue.messages[$0].isInPrefix }
    captureNames = patterns.specs.map { $0.pattern.namedCaptures }
  }

  /// Whether one of a record's matches may open a session.
  func mayOpenSession(_ matches: [MatchView]) -> Bool {
    matches.contains { messages[$0.message].effect == .opensSession }
  }

  private static func behaviours(_ catalogue: Catalogue) -> [String: FactBehaviour] {
    var behaviours: [String: FactBehaviour] = [:]
    for row in catalogue.table("facts")?.rows ?? [] {
      behaviours[row.key] = FactBehaviour(
        scope: row.columns["scope"].flatMap(FactBehaviour.Scope.init) ?? .session,
        takesLatest: row.columns["changes"] == "latest",
        isFingerprint: row.columns["fingerprint"] == "true",
        isHidden: row.columns["hidden"] == "true", isList: row.columns["list"] == "true")
    }
    return behaviours
  }

  private static func derivations(
    _ catalogue: Catalogue
  ) -> (derivations: [Derivation], lookups: [TableLookup]) {
    var derivations: [Derivation] = []
    var lookups: [TableLookup] = []
    for row in catalogue.table("derivations")?.rows ?? [] {
      guard let table = row.columns["table"].flatMap({ catalogue.table($0) }),
        let target = row.columns["to"]
      else { continue }
      let source = row.columns["from"] ?? row.key
      let known = lookups.firstIndex { $0.source == source && $0.table.name == table.name }
      let number = known ?? lookups.count
      if known == nil {
        lookups.append(TableLookup(source: source, table: table, columns: []))
      }
      derivations.append(
        Derivation(
          source: source, target: target, lookup: number, cell: lookups[number].columns.count,
          yieldsToStated: row.columns["unless_stated"] == "true"))
      lookups[number].columns.append(row.columns["column"] ?? "value")
    }
    return (derivations, lookups)
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
  /// The facts that rules need and reports leave out.
  package var hiddenFacts: Set<String> {
    Set(facts.filter(\.value.isHidden).keys)
  }

  /// The facts that belong to the environment's fingerprint, in order.
  package var fingerprintFacts: [String] {
    facts.filter(\.value.isFingerprint).keys.sorted()
  }

  /// The programs whose lines may stand in a session of a front end; that torch or Python was seen alone does
  /// not say which program ran it.
  func linesOf(_ frontEnd: Int) -> FrontEndSet {
    frontEnds[frontEnd].rank > 1 ? frontEnds[frontEnd].prints : .any
  }

  /// Decides what was open: the front end, and with it which facts and findings hold.
  func close(
    _ state: OpenSession, input: Int, ordinal: Int, derived: inout DerivedValues
  ) -> Session {
    let frontEnd = state.program
    let programs = frontEnd.map(linesOf) ?? .any
    var facts = state.facts.facts(
      for: programs, behaviours: self.facts, lastWork: state.lastWork)
    derive(into: &facts, &derived)
    var findings: [Finding] = []
    for index in state.findings.indices
    where !state.findings[index].emitters.isDisjoint(with: programs) {
      findings.append(state.findings[index].finding)
    }
    var digests = state.runDigests
    RunDigest.settle(&digests)
    var session = Session(
      input: input, ordinal: ordinal,
      frontEnd: frontEnd.map { frontEnds[$0].id } ?? FrontEndDefinition.unknown,
      firstLine: state.firstLine, lastLine: state.lastLine, start: state.start, end: state.end,
      facts: facts,
      findings: findings, workloads: state.workloads, runDigests: digests,
      runCount: state.runCount,
      unknownRecords: state.unknownRecords, limits: state.limits)
    session.findings += slowRuns.compactMap { $0.finding(in: session) }
    for index in session.runDigests.indices { session.runDigests[index].slowed = nil }
    return session
  }

  /// Adds the facts that tables derive from others, unless they are known already.
  private func derive(into facts: inout [Fact], _ derived: inout DerivedValues) {
    // Several facts follow from one row, one behind the other.
    var last = (source: -1, lookup: -1, cells: [String?]())
    let stated = facts.count
    for derivation in derivations {
      if derivation.yieldsToStated,
        facts[..<stated].contains(where: { $0.isNamed(derivation.target) })
      {
        continue
      }
      for source in facts.indices where facts[source].isNamed(derivation.source) {
        if last.source != source || last.lookup != derivation.lookup {
          last.cells = derived.cells(of: facts[source].value, derivation.lookup, of: lookups)
          (last.source, last.lookup) = (source, derivation.lookup)
        }
        guard let value = last.cells[derivation.cell], !value.isEmpty,
          !facts.indices.contains(where: {
            facts[$0].isNamed(derivation.target) && FactStore.agrees(facts[$0].value, value)
          })
        else { continue }
        facts.append(
          Fact(name: derivation.target, value: value, line: facts[source].line, origin: .derived))
      }
    }
  }
}

extension MessageRule.Effect {
  init(_ message: MessageDefinition) {
    switch message.category {
    case .sessionStart: self = .opensSession
    case .sessionReady: self = .isReady
    case .sessionEnd: self = .endsSession
    case .jobStart: self = .opensJob
    case .jobEnd: self = .endsJob
    default: self = message.startsSession ? .opensSession : .none
    }
  }
}

extension Emitters {
  /// The ids of the programs, or `nil` for every program.
  var ids: [String]? {
    switch self {
    case .any: nil
    case .frontEnds(let ids): ids
    }
  }
}

extension Finding.Severity {
  init(_ severity: Severity) {
    switch severity {
    case .note: self = .note
    case .warning: self = .warning
    case .error: self = .error
    }
  }
}

extension PatternSpec {
  /// What the matcher needs of a message.
  init(_ message: MessageDefinition) {
    guard let pattern = try? CompiledPattern(message.regex) else {
      preconditionFailure(
        "loading refuses a message whose regex is none, and tests load all built-in ones")
    }
    self.init(
      literals: message.literals.map { Array($0.utf8) }, pattern: pattern,
      isApart: message.isMarkedError || message.isInPrefix)
  }
}
