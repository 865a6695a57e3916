import Reporting
import SessionAnalysis

/// What changed between two sessions, and may have changed their speed.
struct Suspects {
  let before: Session
  let after: Session
  /// Facts that reports leave out.
  let hidden: Set<String>

  /// Facts that change from start to start and say nothing about speed.
  private static let indifferent: Set<String> = ["launch_args"]
  /// How many suspects are named.
  private static let limit = 8

  /// The facts that differ, then the findings that are new, the weightier first.
  var list: [SuspectReport] {
    guard before.ordinal != after.ordinal || before.input != after.input else { return [] }
    return Array((facts + findings).prefix(Self.limit))
  }

  private var facts: [SuspectReport] {
    var names: [String] = []
    for fact in before.facts + after.facts where !names.contains(fact.name) {
      names.append(fact.name)
    }
    return names.filter { !Self.indifferent.contains($0) && !hidden.contains($0) }.compactMap {
      name in
      let old = before.values(of: name).last?.value
      let new = after.values(of: name).last?.value
      guard old != new else { return nil }
      return SuspectReport(
        subject: .fact(name), before: old, after: new,
        why: ReportText(
          en: "differs between the two sessions", zh: "两次会话之间不同"))
    }
  }

  private var findings: [SuspectReport] {
    after.findings
      .filter { $0.severity > .note && before.finding($0.pattern) == nil }
      .sorted { ($0.severity, $1.lines.first ?? 0) > ($1.severity, $0.lines.first ?? 0) }
      .map {
        SuspectReport(
          subject: .finding($0.pattern), after: $0.message.prefixLine,
          why: ReportText(en: "came only after the change", zh: "只在变化之后出现"))
      }
  }
}

extension String {
  /// The first line, at most 120 characters.
  fileprivate var prefixLine: String {
    String((split(separator: "\n").first ?? "").prefix(120))
  }
}
