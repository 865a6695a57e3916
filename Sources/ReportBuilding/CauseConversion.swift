import Diagnosis
package import PatternCatalogue
package import Reporting

extension CauseReport {
  init(_ cause: Cause) {
    self.init(
      cause: cause.rule.id, family: cause.rule.family, title: cause.rule.title,
      confidence: Reporting.Confidence(cause.confidence), saysUnknown: cause.rule.saysUnknown,
      score: cause.score, explains: cause.explains,
      evidence: cause.evidence.map(EvidenceReport.init),
      against: cause.against.map(EvidenceReport.init), verdict: cause.rule.verdict,
      remedy: RemedyReport(text: cause.rule.remedy.text, commands: cause.commands),
      check: cause.rule.check,
      cost: cause.rule.cost.map { CostReport(low: $0.low, high: $0.high, source: $0.source) })
  }
}

extension RefutedReport {
  init(_ cause: RefutedCause) {
    self.init(
      cause: cause.rule.id, title: cause.rule.title,
      because: cause.because.map(EvidenceReport.init))
  }
}

extension EvidenceReport {
  init(_ evidence: Evidence) {
    self.init(
      line: evidence.line, text: evidence.text,
      fact: evidence.fact.map { FactStatement(id: $0.name, values: $0.values) },
      isQuoted: evidence.isQuoted, weight: evidence.weight, reason: evidence.because)
  }
}

extension Reporting.Confidence {
  /// How sure the catalogue's rules are; what they do not say counts as possible.
  package init(_ confidence: PatternCatalogue.Confidence) {
    self = Reporting.Confidence(rawValue: confidence.rawValue) ?? .possible
  }
}
