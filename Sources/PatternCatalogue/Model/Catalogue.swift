/// All that is known of programs: what they print, what it means, what causes it and what mends it.
///
/// A value that never changes once it is loaded.
package struct Catalogue: Sendable {
  /// Names the contents: the same for the same files.
  package let version: String
  /// The messages; the index is the pattern's number in match results.
  package let messages: [MessageDefinition]
  /// The front ends.
  package let frontEnds: [FrontEndDefinition]
  /// What bars of libraries mean, after the front ends' own rules.
  package let bars: [BarRule]
  /// The causes.
  package let causes: [CauseRule]
  /// The tables.
  package let tables: [Table]
  /// What is doubtful about the files, for the user to know.
  package private(set) var warnings: [CatalogueProblem]

  private let messageIndex: [String: Int]
  private let frontEndIndex: [String: Int]
  private let causeIndex: [String: Int]
  private let tableIndex: [String: Int]
  private let lineages: [String: [String]]

  /// Creates a catalogue; ids are unique.
  init(
    version: String, messages: [MessageDefinition], frontEnds: [FrontEndDefinition],
    bars: [BarRule], causes: [CauseRule], tables: [Table], warnings: [CatalogueProblem]
  ) {
    self.version = version
    self.messages = messages
    self.frontEnds = frontEnds
    self.bars = bars
    self.causes = causes
    self.tables = tables
    self.warnings = warnings
    var index: [String: Int] = Dictionary(minimumCapacity: messages.count)
    for (number, message) in messages.enumerated() {
      for alias in message.aliases where index[alias] == nil { index[alias] = number }
    }
    for (number, message) in messages.enumerated() { index[message.id] = number }
    messageIndex = index
    frontEndIndex = Self.index(frontEnds.map(\.id))
    causeIndex = Self.index(causes.map(\.id))
    tableIndex = Self.index(tables.map(\.name))
    lineages = Self.lineages(frontEnds)
  }

  private static func index(_ ids: [String]) -> [String: Int] {
    Dictionary(ids.enumerated().map { ($1, $0) }) { _, last in last }
  }
}

extension Catalogue {
  /// Returns the number of a message, by its id or by an alias: its index in `messages`.
  package func messageNumber(_ id: String) -> Int? { messageIndex[id] }

  /// Returns a message by its id or by an alias.
  package func message(_ id: String) -> MessageDefinition? { messageIndex[id].map { messages[$0] } }

  /// Returns a front end.
  package func frontEnd(_ id: String) -> FrontEndDefinition? {
    frontEndIndex[id].map { frontEnds[$0] }
  }

  /// Returns a cause.
  package func cause(_ id: String) -> CauseRule? { causeIndex[id].map { causes[$0] } }

  /// Returns a table.
  package func table(_ name: String) -> Table? { tableIndex[name].map { tables[$0] } }

  /// The rows that say which runs are so slow that they give a finding, of its id.
  package var slowRuns: [Table.Row] { table("slow-runs")?.rows ?? [] }

  /// Returns a front end and all that it extends, directly or not, nearest first.
  package func lineage(of frontEnd: String) -> [String] { lineages[frontEnd] ?? [frontEnd] }

  /// Returns whether a message may appear in a front end's sessions.
  package func emits(_ frontEnd: String, _ message: MessageDefinition) -> Bool {
    switch message.emitters {
    case .any: true
    case .frontEnds(let ids): lineage(of: frontEnd).contains { ids.contains($0) }
    }
  }

  /// Returns the rules for a front end's bars in order: its own, those of what it extends, libraries'.
  package func bars(of frontEnd: String) -> [BarRule] {
    lineage(of: frontEnd).flatMap { self.frontEnd($0)?.bars ?? [] } + bars
  }

  /// Returns the same catalogue with warnings.
  func with(warnings: [CatalogueProblem]) -> Catalogue {
    var copy = self
    copy.warnings = warnings
    return copy
  }

  private static func lineages(_ frontEnds: [FrontEndDefinition]) -> [String: [String]] {
    let extends = Dictionary(frontEnds.map { ($0.id, $0.extends) }) { _, last in last }
    var lineages: [String: [String]] = [:]
    for frontEnd in frontEnds {
      var lineage = [frontEnd.id]
      var next = 0
      while next < lineage.count {
        for id in extends[lineage[next]] ?? [] where !lineage.contains(id) { lineage.append(id) }
        next += 1
      }
      lineages[frontEnd.id] = lineage
    }
    return lineages
  }
}
