import PatternCatalogue
import ReportBuilding
import Reporting
import SessionAnalysis

extension ToolReport {
  /// This program with a catalogue.
  init(_ catalogue: Catalogue) {
    self.init(
      version: Version.current, catalogueVersion: catalogue.version,
      words: CatalogueWords(catalogue))
  }
}

extension Glossary {
  /// Takes the words out of a catalogue.
  init(_ catalogue: Catalogue, _ rules: AnalysisRules) {
    var words: [String: Words] = [:]
    for message in catalogue.messages { words[message.id] = Words(message) }
    for rule in SlowRunRule.all(in: catalogue) { words[rule.id] = Words(rule) }
    self.init(
      frontEndTitles: Dictionary(catalogue.frontEnds.map { ($0.id, $0.title) }) { $1 },
      messages: words, fingerprintFacts: rules.fingerprintFacts, hiddenFacts: rules.hiddenFacts,
      suspectRules: SuspectRules(catalogue))
  }
}

extension Glossary.Words {
  fileprivate init(_ message: MessageDefinition) {
    let verdict = message.verdict.flatMap { verdict in
      FindingEffect(rawValue: verdict.effect.rawValue).map {
        FindingVerdict(effect: $0, text: verdict.text)
      }
    }
    self.init(title: message.title, verdict: verdict, isWrapper: message.isWrapper)
  }

  fileprivate init(_ rule: SlowRunRule) {
    let text = { (name: String) in
      LocalizedText(
        en: rule.columns["\(name)_en"] ?? "", zh: rule.columns["\(name)_zh"] ?? "")
    }
    let effect = rule.columns["effect"].flatMap(FindingEffect.init(rawValue:))
    self.init(
      title: text("title"),
      verdict: effect.map { FindingVerdict(effect: $0, text: text("verdict")) })
  }
}
