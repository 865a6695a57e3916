package import PatternCatalogue

/// What the catalogue says of facts and start options as reasons for another speed.
package struct SuspectRules: Sendable {
  /// Facts of which it means something that a session does not state them.
  private(set) var telling: Set<String> = []
  /// Facts of which a session keeps only the latest value.
  private(set) var changing: Set<String> = []
  /// Facts whose values are those of a list.
  private(set) var lists: [String] = []
  /// Facts whose values are lines of start options.
  private(set) var options: Set<String> = []
  /// Facts that tell how something is computed, not what.
  private(set) var manner: Set<String> = []
  /// Findings that only say that runs are slow.
  private(set) var findingsOfRuns: Set<String> = []
  /// Start options that say nothing about speed.
  private(set) var idleOptions = OptionNames()

  /// Creates rules of which no fact is known.
  package init() {}
}

extension SuspectRules {
  /// Takes the rules out of a catalogue.
  package init(_ catalogue: Catalogue) {
    for row in catalogue.table("facts")?.rows ?? [] {
      if row.columns["absence"] == "true" { telling.insert(row.key) }
      if row.columns["changes"] == "latest" { changing.insert(row.key) }
      if row.columns["list"] == "true" { lists.append(row.key) }
      if row.columns["options"] == "true" { options.insert(row.key) }
      if row.columns["manner"] == "true" { manner.insert(row.key) }
    }
    findingsOfRuns = Set(catalogue.slowRuns.compactMap { $0.columns["id"] })
    for row in catalogue.table("launch-options")?.rows ?? [] {
      for name in row.list("options") { idleOptions.insert(name) }
    }
  }

  /// Returns a workload's key without what tells only how it is computed, such as the precision.
  func relatedKey(of key: String) -> String {
    guard !manner.isEmpty else { return key }
    var kept: [Substring] = []
    var isLeftOut = false
    for part in key.split(separator: " ", omittingEmptySubsequences: false) {
      // A value may have spaces; a part without a name goes on with the one before.
      if let sign = part.utf8.firstIndex(of: UInt8(ascii: "=")),
        part[..<sign].utf8.allSatisfy(Self.isInName)
      {
        isLeftOut = manner.contains(String(part[..<sign]))
      }
      if !isLeftOut { kept.append(part) }
    }
    return kept.joined(separator: " ")
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}
