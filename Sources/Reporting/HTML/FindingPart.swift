extension HTMLWriter {
  /// Writes a message, with its text and what it does folded away at first.
  mutating func finding(_ finding: FindingReport, _ phrases: Phrases) {
    let notes = phrases.notes(on: finding)
    foldable { html in
      html.badge(
        phrases.severity(finding.severity), finding.resolved ? .plain : finding.severity.tone)
      html.text(phrases.name(of: finding))
      if !notes.isEmpty { html.element("span", ["class": "muted"], text: notes) }
    } _: { html in
      if let verdict = finding.verdict {
        html.paragraph(phrases.effect(verdict.effect) + phrases.colon + phrases.text(verdict.text))
      }
      html.block(
        phrases.excerpt(of: finding.message) + finding.variants.map(phrases.described))
    }
  }
}

extension Phrases {
  /// Returns the lines of a message, of a very long one the first and the last.
  fileprivate func excerpt(of message: String) -> [String] {
    let limit = 60
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.count > 2_000 ? line.prefix(2_000) + "…" : String(line)
    }
    guard lines.count > limit else { return lines }
    return lines.prefix(limit / 2) + [omittedLines(lines.count - limit)] + lines.suffix(limit / 2)
  }
}
