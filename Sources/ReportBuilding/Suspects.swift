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
    let (old, new) = (before.facts.latestByName, after.facts.latestByName)
    var seen: Set<String> = []
    return (before.facts + after.facts).compactMap { fact in
      let name = fact.name
      guard seen.insert(name).inserted, old[name]?.value != new[name]?.value,
        !Self.indifferent.contains(name), !hidden.contains(name)
      else { return nil }
      return SuspectReport(
        subject: .fact(name), before: old[name]?.value, after: new[name]?.value,
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
