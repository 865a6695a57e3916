import Hashing
package import Reporting
import SessionAnalysis

/// The catalogue's words for what analysis names by id.
package struct Glossary: Sendable {
  /// The words for a message.
  package struct Words: Sendable {
    /// What it is called.
    package var title: LocalizedText
    /// What it means.
    package var verdict: FindingVerdict?
    /// Whether it says that something failed, and other lines what.
    package var isWrapper: Bool

    /// Creates the words.
    package init(title: LocalizedText, verdict: FindingVerdict?, isWrapper: Bool = false) {
      self.title = title
      self.verdict = verdict
      self.isWrapper = isWrapper
    }
  }

  /// The programs' names by id.
  package var frontEndTitles: [String: String]
  /// The messages' words by id.
  package var messages: [String: Words]
  /// The facts that belong to the fingerprint, in order.
  package var fingerprintFacts: [String]
  /// The facts that reports leave out.
  package var hiddenFacts: Set<String>
  /// What may explain another speed.
  package var suspectRules: SuspectRules

  /// Creates a glossary.
  package init(
    frontEndTitles: [String: String], messages: [String: Words], fingerprintFacts: [String],
    hiddenFacts: Set<String>, suspectRules: SuspectRules = SuspectRules()
  ) {
    self.hiddenFacts = hiddenFacts
    self.suspectRules = suspectRules
    self.frontEndTitles = frontEndTitles
    self.messages = messages
    self.fingerprintFacts = fingerprintFacts
  }

  /// Returns a finding as reports show it.
  func report(of finding: Finding) -> FindingReport {
    let words = messages[finding.pattern]
    return FindingReport(
      pattern: finding.pattern, title: words?.title, category: finding.category,
      severity: Reporting.Severity(finding.severity), count: finding.count, lines: finding.lines,
      message: finding.message,
      captures: NamedValues(finding.captures.map { (name: $0.key, value: $0.value) }),
      variants: finding.variants.dropFirst().map { FindingVariant(line: $0.line, text: $0.text) },
      resolved: finding.isResolved, verdict: words?.verdict)
  }

  /// Returns a hash of the facts that may change speed, as 16 hexadecimal digits (FNV-1a, 64 bits).
  func fingerprint(of session: Session) -> String {
    var hash = FNV1a()
    for name in ["frontend"] + fingerprintFacts {
      let values = name == "frontend" ? [session.frontEnd] : session.values(of: name).map(\.value)
      hash.add("\(name)=\(values.joined(separator: ","))\n")
    }
    return hash.value.hexadecimal
  }
}
