import Diagnosis
import PatternCatalogue
import Reporting

typealias ReportText = Reporting.LocalizedText

extension CauseReport {
  init(_ cause: Cause) {
    self.init(
      cause: cause.rule.id, family: cause.rule.family, title: ReportText(cause.rule.title),
      confidence: Reporting.Confidence(cause.confidence), score: cause.score,
      explains: cause.explains, evidence: cause.evidence.map(EvidenceReport.init),
      against: cause.against.map(EvidenceReport.init), verdict: ReportText(cause.rule.verdict),
      remedy: RemedyReport(text: ReportText(cause.rule.remedy.text), commands: cause.commands),
      check: cause.rule.check.map { ReportText($0) },
      cost: cause.rule.cost.map { CostReport(low: $0.low, high: $0.high, source: $0.source) })
  }
}

extension RefutedReport {
  init(_ cause: RefutedCause) {
    self.init(
      cause: cause.rule.id, title: ReportText(cause.rule.title),
      because: cause.because.map(EvidenceReport.init))
  }
}

extension EvidenceReport {
  init(_ evidence: Evidence) {
    self.init(
      line: evidence.line, text: evidence.text, weight: evidence.weight,
      reason: evidence.because.map { ReportText($0) })
  }
}

extension Reporting.Confidence {
  init(_ confidence: PatternCatalogue.Confidence) {
    self = Reporting.Confidence(rawValue: confidence.rawValue) ?? .possible
  }
}

extension Reporting.LocalizedText {
  init(_ text: PatternCatalogue.LocalizedText) {
    self.init(en: text.en, zh: text.zh)
  }
}
