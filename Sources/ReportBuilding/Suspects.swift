import Reporting
import SessionAnalysis

/// What changed between two sessions, or between two runs of one, and may have changed the speed.
struct Suspects {
  let before: SessionStatement
  let after: SessionStatement
  /// Facts that reports leave out.
  let hidden: Set<String>
  /// The lines after the one run up to the other, for two runs of one session.
  var lines: Range<Int> = 0..<0

  /// Facts that change from start to start and say nothing about speed.
  private static let indifferent: Set<String> = ["launch_args"]
  /// How many suspects are named.
  private static let limit = 8

  /// The facts that differ, then the findings that are new, the weightier first.
  var list: [SuspectReport] {
    let isOneSession = before.ordinal == after.ordinal && before.input == after.input
    guard !isOneSession else { return Array(said.prefix(Self.limit)) }
    let facts = facts
    return facts.count < Self.limit ? Array((facts + findings).prefix(Self.limit)) : facts
  }

  /// The facts that the log states anew between the two runs, then the findings that begin there.
  private var said: [SuspectReport] {
    let why = ReportText(en: "said between the two runs", zh: "在两次运行之间出现")
    let facts = after.facts.filter {
      lines.contains($0.line) && !Self.indifferent.contains($0.name) && !hidden.contains($0.name)
        && $0.origin == after.facts.latest($0.name)?.origin
    }
    let changed = facts.compactMap { fact -> SuspectReport? in
      let old = after.facts.last {
        $0.name == fact.name && $0.line < lines.lowerBound && $0.origin == fact.origin
      }?.value
      guard old != fact.value else { return nil }
      return SuspectReport(
        subject: .fact(fact.name), before: old, after: fact.value, why: why)
    }
    let begun = after.messages.filter { $0.severity > .note && lines.contains($0.line) }
    return changed + reports(of: begun, why)
  }

  /// The facts that differ, at most ``limit``.
  private var facts: [SuspectReport] {
    var pairs = FactPairs()
    for index in before.facts.indices {
      pairs.update(before.facts[index].name) { $0.before = before.facts.later($0.before, index) }
    }
    for index in after.facts.indices {
      pairs.update(after.facts[index].name) { $0.after = after.facts.later($0.after, index) }
    }
    let why = ReportText(en: "differs between the two sessions", zh: "两次会话之间不同")
    var differing: [SuspectReport] = []
    for pair in pairs.all where differing.count < Self.limit {
      let old = pair.before.map { before.facts[$0].value }
      let new = pair.after.map { after.facts[$0].value }
      guard old != new, !Self.indifferent.contains(pair.name), !hidden.contains(pair.name)
      else { continue }
      differing.append(
        SuspectReport(subject: .fact(pair.name), before: old, after: new, why: why))
    }
    return differing
  }

  private var findings: [SuspectReport] {
    reports(
      of: after.messages.filter { new in
        new.severity > .note && !before.messages.contains { $0.pattern == new.pattern }
      },
      ReportText(en: "came only after the change", zh: "只在变化之后出现"))
  }

  private func reports(
    of messages: [SessionStatement.Message], _ why: ReportText
  ) -> [SuspectReport] {
    messages.sorted { ($0.severity, $1.line) > ($1.severity, $0.line) }.map {
      SuspectReport(subject: .finding($0.pattern), after: $0.text.firstLine(atMost: 120), why: why)
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
