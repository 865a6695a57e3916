import Localization
import PatternCatalogue
import SessionAnalysis

// What shows that a verdict is right: it is put together only for those that somebody will read.
extension Diagnostician {
  /// Returns a cause with what shows it.
  func shown(_ verdict: Verdict) -> Cause {
    let (rule, evidence) = (rules[verdict.position], verdict.evidence)
    var cause = named(verdict)
    cause.explains = evidence.session.findings.map(\.pattern).filter(rule.explains(findingsOf:))
    cause.evidence = Self.merged(
      shown(rule.proves, evidence, weight: 5) + shown(rule.supports, evidence),
      or: rule.needsAny.lazy.compactMap(evidence.shown).first ?? [])
    cause.against = shown(rule.refutes, evidence)
    cause.commands = commands(of: cause.rule, evidence)
    return cause
  }

  /// Returns a cause that the log speaks against.
  func refutation(by verdict: Verdict) -> RefutedCause {
    let rule = rules[verdict.position]
    return RefutedCause(rule: rule, because: shown(rule.refutes, verdict.evidence))
  }

  /// Returns a cause that the rule at another position leaves nothing to explain.
  func refutation(of verdict: Verdict, by other: Int) -> RefutedCause {
    let title = rules[other].title
    return RefutedCause(
      rule: rules[verdict.position],
      because: [
        Evidence(
          line: nil, text: rules[other].id, weight: 0,
          because: LocalizedText(en: "Explained by: \(title.en)", zh: "已由此解释：\(title.zh)"))
      ])
  }

  /// What shows those of some weighted conditions that hold.
  private func shown(
    _ list: [CauseRule.Evidence], _ evidence: SessionEvidence, weight: Int? = nil
  ) -> [Evidence] {
    list.flatMap { item -> [Evidence] in
      guard let lines = evidence.shown(item.condition) else { return [] }
      let weight = weight ?? item.weight
      // A condition that something is absent holds without a line; its reason is all there is to show.
      return (lines.isEmpty ? [Evidence(line: nil, text: "", weight: weight)] : lines).map {
        var shown = $0
        shown.weight = weight
        shown.because = item.because
        return shown
      }
    }
  }

  /// The evidence with each line once, at its heaviest; what the rule needed where nothing else shows.
  private static func merged(
    _ evidence: [Evidence], or needed: @autoclosure () -> [Evidence]
  ) -> [Evidence] {
    var result: [Evidence] = []
    for item in evidence where !item.text.isEmpty || item.because != nil {
      if let index = result.firstIndex(where: { $0.line == item.line && $0.text == item.text }) {
        result[index].weight = max(result[index].weight, item.weight)
      } else {
        result.append(item)
      }
    }
    return result.isEmpty ? needed() : result
  }

  /// The commands of a rule whose conditions hold, with the session's facts put in.
  private func commands(of rule: CauseRule, _ evidence: SessionEvidence) -> [String] {
    let facts = evidence.session.facts
    let interpreter = facts.latest("interpreter")?.value
    return rule.remedy.commands.compactMap { command in
      if let condition = command.when, !evidence.holds(condition) { return nil }
      return command.shell.filled { name in facts.latest(name).map { Self.shellWord($0.value) } }
        .map { commandForms.adapted($0, to: interpreter) }
    }
  }

  /// A fact's value as a word that a shell takes literally; a log's text must not become a command.
  private static func shellWord(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "._-+:/=,".utf8.contains(byte)
    }
    if isPlain, !text.isEmpty { return text }
    guard text.contains(/^[A-Za-z]:\\/) else {
      return "'" + text.filter { $0 != "'" && !$0.isNewline } + "'"
    }
    // What cmd.exe, PowerShell and a shell take alike: within these marks four characters mean something
    // to one of them, and the last backslash to all.
    var path = text.filter { !"\"%$`".contains($0) && !$0.isNewline }
    while path.last == "\\" { path.removeLast() }
    return "\"\(path)\""
  }
}
