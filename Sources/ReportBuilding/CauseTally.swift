import Diagnosis
import PatternCatalogue
import Reporting
import SessionAnalysis

/// The causes of all sessions: how sure each is at best, where that is, and how many sessions have it.
struct CauseTally: Sendable {
  /// A cause over all sessions.
  struct Entry: Sendable {
    /// The occurrence that is the surest, and among equals the first in the report.
    var best: Cause
    var place: Place
    var sessions: Int
  }

  /// Where a session begins.
  struct Place: Comparable, Sendable {
    var path: String
    var line: Int

    static func < (left: Place, right: Place) -> Bool {
      (left.path, left.line) < (right.path, right.line)
    }
  }

  private var entries: [String: Entry] = [:]

  /// Takes a session's causes, with what shows those that ``mayShow(_:_:_:at:)``.
  mutating func add(_ diagnosis: Diagnosis, at place: Place) {
    for cause in diagnosis.causes { add(Entry(best: cause, place: place, sessions: 1)) }
  }

  /// Whether an occurrence may be the one to show.
  func mayShow(
    _ rule: CauseRule, _ confidence: PatternCatalogue.Confidence, _ score: Int, at place: Place
  ) -> Bool {
    guard let known = entries[rule.id] else { return true }
    let (rank, knownRank) = (
      (confidence.rank, score), (known.best.confidence.rank, known.best.score)
    )
    return rank == knownRank ? place <= known.place : rank > knownRank
  }

  /// Takes those of other sessions.
  ///
  /// - Parameters:
  ///   - other: The others.
  ///   - shift: What is added to their lines.
  mutating func add(_ other: CauseTally, shiftedBy shift: Int = 0) {
    for entry in other.entries.values { add(entry.shifted(by: shift)) }
  }

  private mutating func add(_ new: Entry) {
    guard let index = entries.index(forKey: new.best.rule.id) else {
      entries[new.best.rule.id] = new
      return
    }
    entries.values[index].add(new)
  }

  /// The causes, the best first.
  var ranked: [Entry] {
    entries.values.sorted { $0.best.precedes($1.best) }
  }
}

extension CauseTally.Entry {
  /// Returns the entry with its lines counted from another place.
  fileprivate func shifted(by lines: Int) -> CauseTally.Entry {
    guard lines != 0 else { return self }
    var entry = self
    entry.place.line += lines
    for index in best.evidence.indices { entry.best.evidence[index].line? += lines }
    for index in best.against.indices { entry.best.against[index].line? += lines }
    return entry
  }

  /// Takes occurrences of other sessions.
  fileprivate mutating func add(_ other: CauseTally.Entry) {
    let sessions = sessions + other.sessions
    if other.precedes(self) { self = other }
    self.sessions = sessions
  }

  /// Whether this occurrence is the one to show; two inputs of one path differ in what they show.
  fileprivate func precedes(_ other: CauseTally.Entry) -> Bool {
    let rank = (best.confidence.rank, best.score)
    let otherRank = (other.best.confidence.rank, other.best.score)
    guard rank == otherRank else { return rank > otherRank }
    guard place == other.place else { return place < other.place }
    return shown.lexicographicallyPrecedes(other.shown)
  }

  private var shown: [String] {
    [best.rule.title.en, best.rule.verdict.en, best.rule.remedy.text.en]
      + best.explains + best.commands
      + (best.evidence + best.against).map { "\($0.line ?? 0) \($0.text)" }
  }
}

/// The message about attention kernels that users ask about, over all sessions.
struct AttentionTally: Sendable {
  private(set) var finding: Finding?
  private var place: CauseTally.Place?
  private(set) var attention = AttentionReport()
  private(set) var sessions = 0

  /// Takes a session.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - report: Its chain of attention backends.
  ///   - place: Where it begins.
  ///   - isAbout: Whether a finding is such a message.
  mutating func add(
    _ session: Session, _ report: AttentionReport, at place: CauseTally.Place,
    isAbout: (Finding) -> Bool
  ) {
    let found = session.findings.first(where: isAbout)
    guard found != nil || report.inUse != nil else { return }
    var one = AttentionTally()
    one.finding = found
    one.place = place
    one.attention = report
    one.sessions = found == nil ? 0 : 1
    join(one)
  }

  /// Takes those of other sessions: the first message counts, else the first chain of backends.
  ///
  /// - Parameters:
  ///   - other: The others.
  ///   - shift: What is added to their lines.
  mutating func add(_ other: AttentionTally, shiftedBy shift: Int = 0) {
    var other = other
    other.place?.line += shift
    other.finding?.shift(by: shift)
    join(other)
  }

  private mutating func join(_ other: AttentionTally) {
    guard let otherPlace = other.place else { return }
    let count = sessions + other.sessions
    if place.map({ isBehind(other, at: otherPlace, $0) }) ?? true { self = other }
    sessions = count
  }

  private func isBehind(
    _ other: AttentionTally, at otherPlace: CauseTally.Place, _ place: CauseTally.Place
  ) -> Bool {
    if (finding == nil) != (other.finding == nil) { return finding == nil }
    guard place == otherPlace else { return otherPlace < place }
    // Two inputs of one path: any order will do that does not depend on which came first.
    return other.shown.lexicographicallyPrecedes(shown)
  }

  private var shown: [String] {
    [
      finding?.message, attention.inUse, attention.requested, attention.fellBackTo,
    ].map { $0 ?? "" }
  }
}
