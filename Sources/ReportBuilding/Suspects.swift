import Reporting
import SessionAnalysis

/// What changed between two sessions, or between two runs of one, and may have changed the speed.
struct Suspects {
  let before: SessionStatement
  let after: SessionStatement
  /// Says which facts matter.
  let glossary: Glossary
  /// The lines after the one run up to the other, for two runs of one session.
  var lines: Range<Int> = 0..<0

  /// How many suspects are named.
  private static let limit = 8
  /// How many options are named on either side.
  private static let optionLimit = 12

  /// The facts that differ, then the findings that are new, the weightier first, then the facts that only one
  /// side states.
  var list: [SuspectReport] {
    let isOneSession = before.ordinal == after.ordinal && before.input == after.input
    let (differing, oneSided) = isOneSession ? said : facts
    guard differing.count < Self.limit else { return Array(differing.prefix(Self.limit)) }
    let found =
      isOneSession
      ? differing + listsSaid + begun + oneSided : differing + findings + lists + oneSided
    return Array(found.prefix(Self.limit))
  }

  /// The facts that the log states anew between the two runs, those that are stated for the first time apart.
  ///
  /// Of some facts the session keeps only the latest value: whatever it was before, it is another one.
  private var said: (differing: [SuspectReport], oneSided: [SuspectReport]) {
    var (differing, oneSided): ([SuspectReport], [SuspectReport]) = ([], [])
    for fact in after.facts
    where lines.contains(fact.line) && fact.origin == after.facts.latest(fact.name)?.origin {
      let old = after.facts.last {
        $0.name == fact.name && $0.line < lines.lowerBound && $0.origin == fact.origin
      }?.value
      let isChanging = glossary.suspectRules.changing.contains(fact.name)
      guard
        let report = report(fact.name, old, fact.value, Self.saidBetween, isKept: isChanging)
      else { continue }
      if old == nil, !isChanging { oneSided.append(report) } else { differing.append(report) }
    }
    return (differing, oneSided)
  }

  /// What lists have that was not said before the two runs.
  private var listsSaid: [SuspectReport] {
    glossary.suspectRules.lists.compactMap { name in
      let new = after.facts.filter { $0.name == name && lines.contains($0.line) }.map(\.value)
      return new.isEmpty
        ? nil
        : SuspectReport(subject: .list(name), after: Self.list(new), why: Self.saidBetween)
    }
  }

  /// What lists that both sessions have differ in; one that is full may lack anything.
  private var lists: [SuspectReport] {
    glossary.suspectRules.lists.compactMap { name in
      let old = before.facts.filter { $0.name == name }.map(\.value)
      let new = after.facts.filter { $0.name == name }.map(\.value)
      guard !old.isEmpty, !new.isEmpty, max(old.count, new.count) < Fact.listLimit else {
        return nil
      }
      let removed = Self.list(old.filter { !new.contains($0) })
      let added = Self.list(new.filter { !old.contains($0) })
      guard removed != nil || added != nil else { return nil }
      return SuspectReport(
        subject: .list(name), before: removed, after: added, why: Self.differs)
    }
  }

  /// The findings that begin between the two runs.
  private var begun: [SuspectReport] {
    reports(
      of: after.messages.filter { $0.severity > .note && lines.contains($0.line) },
      Self.saidBetween)
  }

  private static let saidBetween = LocalizedText(
    en: "said between the two runs", zh: "在两次运行之间出现")

  private static let differs = LocalizedText(
    en: "differs between the two sessions", zh: "两次会话之间不同")

  /// The facts that differ, at most ``limit`` of those that both sessions state, and those that one does.
  private var facts: (differing: [SuspectReport], oneSided: [SuspectReport]) {
    var pairs = FactPairs()
    for index in before.facts.indices {
      pairs.update(before.facts[index].name) { $0.before = before.facts.later($0.before, index) }
    }
    for index in after.facts.indices {
      pairs.update(after.facts[index].name) { $0.after = after.facts.later($0.after, index) }
    }
    let isStatedOnce = LocalizedText(
      en: "stated by one of the two sessions only", zh: "仅其中一次会话有记录")
    var (differing, oneSided): ([SuspectReport], [SuspectReport]) = ([], [])
    for pair in pairs.all where differing.count < Self.limit {
      let old = pair.before.map { before.facts[$0].value }
      let new = pair.after.map { after.facts[$0].value }
      let isOneSided = old == nil || new == nil
      guard let report = report(pair.name, old, new, isOneSided ? isStatedOnce : Self.differs)
      else { continue }
      if isOneSided { oneSided.append(report) } else { differing.append(report) }
    }
    return (differing, oneSided)
  }

  /// Returns a fact's change if it may explain another speed; `isKept` says that it may where only one side
  /// states it.
  private func report(
    _ name: String, _ old: String?, _ new: String?, _ why: LocalizedText, isKept: Bool = false
  ) -> SuspectReport? {
    guard old != new, !glossary.hiddenFacts.contains(name) else { return nil }
    let rules = glossary.suspectRules
    if old == nil || new == nil, !isKept, !rules.telling.contains(name) { return nil }
    guard rules.options.contains(name) else {
      return SuspectReport(subject: .fact(name), before: old, after: new, why: why)
    }
    let (earlier, later) = (StartOptions(old ?? ""), StartOptions(new ?? ""))
    let removed = earlier.texts(besides: later, rules.idleOptions)
    let added = later.texts(besides: earlier, rules.idleOptions)
    guard !removed.isEmpty || !added.isEmpty else { return nil }
    return SuspectReport(
      subject: .list(name), before: Self.list(removed), after: Self.list(added), why: why)
  }

  /// Returns options behind one another; nil where there are none.
  private static func list(_ options: [String]) -> String? {
    guard !options.isEmpty else { return nil }
    let more = options.count > optionLimit ? " …" : ""
    return options.prefix(optionLimit).joined(separator: " ") + more
  }

  private var findings: [SuspectReport] {
    reports(
      of: after.messages.filter { new in
        new.severity > .note && !before.messages.contains { $0.pattern == new.pattern }
      },
      LocalizedText(en: "came only after the change", zh: "只在变化之后出现"))
  }

  private func reports(
    of messages: [SessionStatement.Message], _ why: LocalizedText
  ) -> [SuspectReport] {
    messages.filter { !glossary.suspectRules.findingsOfRuns.contains($0.pattern) }
      .sorted { ($0.severity, $1.line) > ($1.severity, $0.line) }.map {
        SuspectReport(
          subject: .finding($0.pattern), title: glossary.messages[$0.pattern]?.title,
          after: $0.text.firstLine(atMost: 120), why: why)
      }
  }
}

/// The facts of two sessions by name, as positions: most of them are the same and need no look.
private struct FactPairs {
  /// A name with the position of its latest fact on either side.
  struct Pair {
    let name: String
    var before: Int?
    var after: Int?
  }

  /// In the order of the names' first appearance.
  private(set) var all: [Pair] = []
  /// Where the name was that was looked for last.
  private var last = 0

  /// Changes the pair of a name.
  ///
  /// - Complexity: O(1) where names come in the order of `all`, as they mostly do, else O(names).
  @inline(__always)
  mutating func update(_ name: String, _ change: (inout Pair) -> Void) {
    let length = name.utf8.count
    let isIt = { (pair: Pair) in pair.name.utf8.count == length && pair.name == name }
    let found = all[last...].firstIndex(where: isIt) ?? all[..<last].firstIndex(where: isIt)
    last = found ?? all.count
    if found == nil { all.append(Pair(name: name)) }
    change(&all[last])
  }
}

extension [Fact] {
  /// The position of that one of two facts of a name, the first of which may be missing, that is the
  /// ``latest(_:)``.
  fileprivate func later(_ known: Int?, _ index: Int) -> Int {
    guard let known, !self[known].yields(to: self[index]) else { return index }
    return known
  }
}
