extension DiffReport {
  /// Returns the comparison with everything private replaced.
  package func redacted() -> DiffReport {
    var copy = self
    copy.mapTexts(Redactor.redacted)
    return copy
  }
}

extension DiffReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    good.mapTexts(transform)
    bad.mapTexts(transform)
    facts.mapTexts(transform)
    newFindings.mapTexts(transform)
    goneFindings.mapTexts(transform)
    throughput.mapTexts(transform)
    onlyGood.mapTexts(transform)
    onlyBad.mapTexts(transform)
    suspects.mapTexts(transform)
    reason.mapTexts(transform)
  }
}

extension DiffSideReport: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    name.map(transform)
    host = host.map { _ in "<host>" }
  }
}

extension FactDifference: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    good = good.map { redactedValue($0, of: name, transform) }
    bad = bad.map { redactedValue($0, of: name, transform) }
  }
}

extension SpeedDifference: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    workload.map(transform)
  }
}

extension LoneWorkload: TextMapping {
  mutating func mapTexts(_ transform: TextTransform) {
    workload.map(transform)
  }
}
