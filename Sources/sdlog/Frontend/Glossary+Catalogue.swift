import PatternCatalogue
import ReportBuilding
import Reporting
import SessionAnalysis

extension Glossary {
  /// Takes the words out of a catalogue.
  init(_ catalogue: Catalogue, _ rules: AnalysisRules) {
    self.init(
      frontEndTitles: Dictionary(catalogue.frontEnds.map { ($0.id, $0.title) }) { $1 },
      messages: Dictionary(
        catalogue.messages.map { message in
          let verdict = message.verdict.flatMap { verdict in
            FindingEffect(rawValue: verdict.effect.rawValue).map {
              FindingVerdict(
                effect: $0, text: Reporting.LocalizedText(en: verdict.text.en, zh: verdict.text.zh))
            }
          }
          return (
            message.id,
            Words(
              title: Reporting.LocalizedText(en: message.title.en, zh: message.title.zh),
              verdict: verdict)
          )
        }
      ) { $1 },
      fingerprintFacts: rules.fingerprintFacts)
  }
}
