import Reporting
import SessionAnalysis

/// What changed between two sessions, or between two runs of one, and may have changed the speed.
struct Suspects {
  let before: Session
  let after: Session
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
    return Array((isOneSession ? said : facts + findings).prefix(Self.limit))
  }

  /// The facts that the log states anew between the two runs, then the findings that begin there.
  private var said: [SuspectReport] {
    let why = ReportText(en: "said between the two runs", zh: "在两次运行之间出现")
    let facts = after.facts.filter {
      lines.contains($0.line) && !Self.indifferent.contains($0.name) && !hidden.contains($0.name)
        && $0.origin == after.facts.latest($0.name)?.origin
    }
    let changed = facts.compactMap { fact -> SuspectReport? in
      let old = after.values(of: fact.name).last {
        $0.line < lines.lowerBound && $0.origin == fact.origin
      }?.value
      guard old != fact.value else { return nil }
      return SuspectReport(
        subject: .fact(fact.name), before: old, after: fact.value, why: why)
    }
    let begun = after.findings.filter {
      $0.severity > .note && lines.contains($0.lines.first ?? 0)
    }
    return changed + reports(of: begun, why)
  }

  private var facts: [SuspectReport] {
    var pairs = FactPairs()
    for index in before.facts.indices {
      pairs.update(before.facts[index].name) { $0.before = before.facts.later($0.before, index) }
    }
    for index in after.facts.indices {
      pairs.update(after.facts[index].name) { $0.after = after.facts.later($0.after, index) }
    }
    return pairs.all.compactMap { pair in
      let old = pair.before.map { before.facts[$0].value }
      let new = pair.after.map { after.facts[$0].value }
      guard old != new, !Self.indifferent.contains(pair.name), !hidden.contains(pair.name)
      else { return nil }
      return SuspectReport(
        subject: .fact(pair.name), before: old, after: new,
        why: ReportText(
          en: "differs between the two sessions", zh: "两次会话之间不同"))
    }
  }

  private var findings: [SuspectReport] {
    reports(
      of: after.findings.filter { $0.severity > .note && before.finding($0.pattern) == nil },
      ReportText(en: "came only after the change", zh: "只在变化之后出现"))
  }

  private func reports(of findings: [Finding], _ why: ReportText) -> [SuspectReport] {
    findings
      .sorted { ($0.severity, $1.lines.first ?? 0) > ($1.severity, $0.lines.first ?? 0) }
      .map {
        SuspectReport(
          subject: .finding($0.pattern), after: $0.message.firstLine(atMost: 120), why: why)
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
  private var numbers: [String: Int] = [:]

  /// Changes the pair of a name.
  @inline(__always)
  mutating func update(_ name: String, _ change: (inout Pair) -> Void) {
    let number = numbers[name] ?? all.count
    if number == all.count {
      numbers[name] = number
      all.append(Pair(name: name))
    }
    change(&all[number])
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
