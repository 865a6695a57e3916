import Diagnosis
import Localization
import PatternCatalogue
import Reporting
import SessionAnalysis

/// What all sessions come to: the cause that leads, and the words of the verdict.
struct Judgement {
  /// The causes, the best first: where something failed, one that neither explains that nor costs speed
  /// stands behind the other likely ones, however sure it is.
  private(set) var causes: [CauseTally.Entry]

  private let tally: SessionTally
  private let glossary: Glossary
  private let diagnostician: Diagnostician
  private let hasSeveralInputs: Bool

  /// Judges.
  ///
  /// - Parameters:
  ///   - causes: The causes of all sessions.
  ///   - tally: The findings of all sessions.
  ///   - glossary: The catalogue's words.
  ///   - diagnostician: Its rules.
  ///   - hasSeveralInputs: Whether a line alone does not say where it stands.
  init(
    causes: CauseTally, tally: SessionTally, glossary: Glossary, diagnostician: Diagnostician,
    hasSeveralInputs: Bool
  ) {
    self.tally = tally
    self.glossary = glossary
    self.diagnostician = diagnostician
    self.hasSeveralInputs = hasSeveralInputs
    self.causes = causes.ranked
    let leads = { [self] (entry: CauseTally.Entry) in
      entry.best.isLikely && !isBesides(entry.best)
    }
    self.causes = self.causes.filter(leads) + self.causes.filter { !leads($0) }
  }
}

extension Judgement {
  /// The best cause, unless something is said that it cannot be the reason of: one that is idle explains notes.
  var best: CauseTally.Entry? {
    let isQuiet = tally.errors == 0 && tally.warnings == 0 && tally.slow == 0
    return causes.first { !$0.best.isIdle || isQuiet }
  }

  /// The causes whose cost the runs may show: the first one, and those that are likely.
  ///
  /// One that is found by the speed itself would only prove itself.
  var costlyCauses: [String] {
    causes.enumerated().filter { index, entry in
      (index == 0 || entry.best.isLikely)
        && !entry.best.rule.conditions.contains(where: \.isAboutSpeed)
    }.map(\.element.best.rule.id)
  }

  /// Whether a cause is likely, and not the reason of what failed: other words of the log tell that, or it
  /// costs no speed either.
  func isBesides(_ cause: Cause) -> Bool {
    guard tally.errors > 0, cause.isLikely, cause.explainedSeverity != .error else { return false }
    return lastWords(at: .error) != nil
      || !cause.isHarmful && !findings(.error, areWrappers: false).isEmpty
  }

  /// The level follows the worst finding that nothing repaired, and so do the words: those of the best cause
  /// that is the reason of it or costs speed, else of a message, else of the best cause.
  var verdict: VerdictReport {
    let level: VerdictLevel =
      tally.errors > 0
      ? .error
      : tally.warnings > 0 || causes.contains { $0.best.isHarmful }
        ? .warning
        : tally.notes > 0 || !causes.isEmpty ? .notice : .clean
    let likely = best.flatMap { $0.best.isLikely ? $0.best : nil }
    return VerdictReport(
      level: level, causes: causes.map(\.best.rule.id),
      text: likely.flatMap { isBesides($0) ? nil : words(of: $0, at: level) }
        ?? meaning(at: level, ofWrappers: false)
        ?? (likely == nil && best != nil ? nil : lastWords(at: level)) ?? likely?.rule.verdict
        ?? meaning(at: level, ofWrappers: true) ?? level.text(hasPossibleCause: best != nil))
  }

  /// The findings of a severity: those that only say that something failed, or the others.
  private func findings(
    _ severity: Finding.Severity, areWrappers: Bool
  ) -> [String: FindingTally.Latest] {
    (tally.kinds[severity]?.latest ?? [:])
      .filter { (glossary.messages[$0.key]?.isWrapper ?? false) == areWrappers }
  }

  /// What the last error or the only warning means, where it slows down or breaks something by itself: of
  /// those that only say that something failed, or of the others.
  private func meaning(at level: VerdictLevel, ofWrappers: Bool) -> LocalizedText? {
    let found = level.severity.map { findings($0, areWrappers: ofWrappers) } ?? [:]
    guard level == .error || found.count == 1,
      let last = found.max(by: {
        // Of several in one line the first by its id.
        $1.value.isBehind($0.value) || !$0.value.isBehind($1.value) && $1.key < $0.key
      }),
      let verdict = glossary.messages[last.key]?.verdict,
      verdict.effect == .slower || verdict.effect == .breaks,
      // What a cause explains may have another meaning where the log speaks against that cause.
      level == .error
        ? !causes.contains(where: { $0.best.rule.explains(findingsOf: last.key) })
        : !diagnostician.mayExplain(last.key)
    else { return nil }
    return verdict.text
  }

  /// What a cause means; where something failed that it does not explain, behind what failed.
  private func words(of cause: Cause, at level: VerdictLevel) -> LocalizedText {
    guard level == .error, cause.explainedSeverity != .error,
      let failure = meaning(at: level, ofWrappers: true)
    else { return cause.rule.verdict }
    return LocalizedText(
      en: "\(failure.en) \(cause.rule.verdict.en)", zh: "\(failure.zh)\(cause.rule.verdict.zh)")
  }

  /// The program's own words for what failed, of which nothing else is known.
  private func lastWords(at level: VerdictLevel) -> LocalizedText? {
    guard level >= .warning else { return nil }
    let failure = tally.kinds[.error]?.latest.values.max { $1.isBehind($0) }?.place
    let last = tally.kinds.values.flatMap(\.latest.values)
      .filter { $0.words != nil && (failure.map($0.place.isAbout) ?? true) }
      .max { $1.isBehind($0) }
    guard let last, let words = last.words else { return nil }
    let place = hasSeveralInputs ? "\(last.place.path):\(last.place.line)" : nil
    let (en, zh) = (
      place ?? "line \(last.place.line)", place ?? "第 \(last.place.line) 行"
    )
    return level == .error
      ? LocalizedText(
        en: "Something failed: “\(words)” (\(en)).", zh: "有操作失败：“\(words)”（\(zh)）。")
      : LocalizedText(
        en: "An error was reported: “\(words)” (\(en)). The log does not show whether it matters.",
        zh: "日志报告了错误：“\(words)”（\(zh)）。是否有影响，日志没有说明。")
  }
}

extension Cause {
  /// Whether it is more than possible.
  var isLikely: Bool { confidence >= .likely }

  /// Whether it is likely and costs something, whatever its messages are worth by themselves.
  fileprivate var isHarmful: Bool { isLikely && rule.leastCost > 0 }
}

extension VerdictLevel {
  /// The severity of the findings that make it.
  fileprivate var severity: Finding.Severity? {
    switch self {
    case .error: .error
    case .warning: .warning
    case .notice, .clean: nil
    }
  }
}

extension CauseTally.Place {
  /// An error may stand so many lines in front of the line that says what failed of it.
  private static let reach = 12

  /// Whether what stands here may be about a failure, rather than about something before it.
  fileprivate func isAbout(_ failure: CauseTally.Place) -> Bool {
    path == failure.path && line >= failure.line - Self.reach
  }
}
