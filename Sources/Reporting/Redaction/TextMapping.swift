/// A function that makes one text of another.
typealias TextTransform = (String) -> String

/// A part of the report whose texts can be replaced.
protocol TextMapping {
  /// Replaces every text that may hold something of a log.
  mutating func mapTexts(_ transform: TextTransform)
}

extension Array where Element: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    for index in indices { self[index].mapTexts(transform) }
  }
}

extension Array where Element == String {
  mutating func mapTexts(_ transform: TextTransform) {
    for index in indices { self[index] = transform(self[index]) }
  }
}

extension String {
  mutating func map(_ transform: TextTransform) {
    self = transform(self)
  }
}

extension Optional where Wrapped == String {
  mutating func map(_ transform: TextTransform) {
    self = self.map { transform($0) }
  }
}

extension Optional where Wrapped: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    self?.mapTexts(transform)
  }
}

extension NamedValues {
  /// Replaces every value; that of a name which says `prompt`, and no number, as a whole.
  mutating func mapTexts(_ transform: TextTransform) {
    self = NamedValues(
      entries.map { entry in
        (name: entry.name, value: redactedValue(entry.value, of: entry.name, transform))
      })
  }
}

/// Returns a fact's or capture's value in its new form.
func redactedValue(
  _ value: String, of name: String, _ transform: TextTransform
) -> String {
  let isPrompt = name.hasSuffix("prompt") || name.hasSuffix("prompts")
  return isPrompt && !value.isEmpty ? "<prompt>" : transform(value)
}

// MARK: - The head

extension ReportHead: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    inputs.mapTexts(transform)
    series.mapTexts(transform)
    regressions.mapTexts(transform)
    improvements.mapTexts(transform)
    comparisons.mapTexts(transform)
    baselines.mapTexts(transform)
    costs.mapTexts(transform)
    verdict.text.mapTexts(transform)
    limits.mapTexts(transform)
    leading.mapTexts(transform)
    attention.mapTexts(transform)
  }
}

extension LocalizedText: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    en.map(transform)
    zh.map(transform)
  }
}

extension LimitReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    place.map(transform)
  }
}

extension LeadingCause: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    session.map(transform)
    cause.mapTexts(transform)
    input.map(transform)
  }
}

extension LeadingAttention: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    attention.mapTexts(transform)
    finding.mapTexts(transform)
    effect.mapTexts(transform)
  }
}

extension InputReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    path.map(transform)
    lost.mapTexts(transform)
    errors.mapTexts(transform)
  }
}

extension LostRange: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    why.mapTexts(transform)
  }
}

extension SeriesReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    workload.map(transform)
  }
}

extension ChangeReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    at.session.map(transform)
    workload.map(transform)
    suspects.mapTexts(transform)
  }
}

extension ComparisonReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    workload.map(transform)
    suspects.mapTexts(transform)
  }
}

extension BaselineReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    workload.map(transform)
    host = "<host>"
    suspects.mapTexts(transform)
  }
}

extension ObservedCostReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    workload.map(transform)
    differences.mapTexts(transform)
  }
}

extension SuspectReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    switch subject {
    case .fact(let name), .list(let name):
      before = before.map { redactedValue($0, of: name, transform) }
      after = after.map { redactedValue($0, of: name, transform) }
    case .finding:
      before.map(transform)
      after.map(transform)
    }
    why.mapTexts(transform)
  }
}

// MARK: - Sessions

extension SessionReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    id.map(transform)
    input.map(transform)
    facts.mapTexts(transform)
    findings.mapTexts(transform)
    causes.mapTexts(transform)
    refuted.mapTexts(transform)
    attention.mapTexts(transform)
    throughput.mapTexts(transform)
  }
}

extension FactReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    value = redactedValue(value, of: name, transform)
    note.mapTexts(transform)
  }
}

extension FindingReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    title.mapTexts(transform)
    message.map(transform)
    captures.mapTexts(transform)
    for index in variants.indices { variants[index].text.map(transform) }
    verdict.mapTexts(transform)
  }
}

extension FindingVerdict: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    text.mapTexts(transform)
  }
}

extension CauseReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    title.mapTexts(transform)
    evidence.mapTexts(transform)
    against.mapTexts(transform)
    verdict.mapTexts(transform)
    remedy.text.mapTexts(transform)
    remedy.commands.mapTexts(transform)
    check.mapTexts(transform)
    observedCost.mapTexts(transform)
  }
}

extension EvidenceReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    text.map(transform)
    if let fact {
      self.fact?.values = fact.values.map { redactedValue($0, of: fact.id, transform) }
    }
    reason.mapTexts(transform)
  }
}

extension RefutedReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    title.mapTexts(transform)
    because.mapTexts(transform)
  }
}

extension AttentionReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    requested.map(transform)
    inUse.map(transform)
    fellBackTo.map(transform)
    because.mapTexts(transform)
  }
}

extension WorkloadThroughput: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    workload.map(transform)
  }
}

// MARK: - Runs and events

extension RunReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    description.map(transform)
    unit.map(transform)
    workload.key.map(transform)
    workload.fields.mapTexts(transform)
  }
}

extension WatchEvent.RunProgress: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    description.map(transform)
    unit.map(transform)
  }
}

extension WatchEvent.Change: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    func mapped<Value: TextMapping>(_ value: Value) -> Value {
      var value = value
      value.mapTexts(transform)
      return value
    }
    self =
      switch self {
      case .sessionStarted(let input, let line, let frontend):
        .sessionStarted(input: transform(input), line: line, frontend: frontend)
      case .fact(let fact): .fact(mapped(fact))
      case .finding(let id, let finding): .finding(id: id, mapped(finding))
      case .findingUpdate(let id, let finding): .findingUpdate(id: id, mapped(finding))
      case .cause(let cause): .cause(mapped(cause))
      case .runStarted(let progress): .runStarted(mapped(progress))
      case .runProgress(let progress): .runProgress(mapped(progress))
      case .runFinished(let number, let run): .runFinished(run: number, mapped(run))
      case .regression(let change): .regression(mapped(change))
      case .stall, .sessionEnded: self
      case .loss(let input, let range): .loss(input: transform(input), mapped(range))
      }
  }
}
