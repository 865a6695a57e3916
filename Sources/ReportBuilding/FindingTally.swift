import SessionAnalysis

/// The messages of one severity that nothing repaired, over all sessions: where each came last.
///
/// Of many kinds it holds some; which does not depend on the order of inputs.
struct FindingTally: Sendable, Equatable {
  /// The last occurrence of a message.
  struct Latest: Sendable, Equatable {
    var place: CauseTally.Place
    /// The program's own words for what failed, where the message holds them.
    var words: String?

    /// Whether it stands behind another one; two inputs of one path are told apart by the words.
    func isBehind(_ other: Latest) -> Bool {
      place == other.place
        ? (other.words ?? "").utf8.lexicographicallyPrecedes((words ?? "").utf8)
        : other.place < place
    }
  }

  private static let limit = 16

  /// The last occurrences by the message's id.
  private(set) var latest: [String: Latest] = [:]

  /// Takes a finding of a log.
  mutating func add(_ finding: Finding, path: String) {
    add(
      Latest(
        place: CauseTally.Place(path: path, line: finding.lastLine),
        words: (finding.latestVariant ?? finding.captures["error"])
          .map { String($0.prefix(Self.wordLimit)) }),
      of: finding.pattern)
    cut()
  }

  /// How many characters of a program's words are kept.
  private static let wordLimit = 160

  /// Takes those of other sessions.
  ///
  /// - Parameters:
  ///   - other: The others.
  ///   - shift: What is added to their lines.
  mutating func add(_ other: FindingTally, shiftedBy shift: Int) {
    for (id, latest) in other.latest {
      var latest = latest
      latest.place.line += shift
      add(latest, of: id)
    }
    cut()
  }

  private mutating func add(_ new: Latest, of id: String) {
    if let known = latest[id], !new.isBehind(known) { return }
    latest[id] = new
  }

  private mutating func cut() {
    guard latest.count > Self.limit else { return }
    for id in latest.keys.sorted().dropFirst(Self.limit) { latest[id] = nil }
  }
}
