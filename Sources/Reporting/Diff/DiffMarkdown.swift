/// A comparison to be pasted into an issue, with nothing private in it.
package struct DiffMarkdown: Sendable {
  private let language: Language
  /// What the catalogue calls facts.
  private var words = CatalogueWords()
  /// The most rows of a part.
  private static let rowLimit = 12

  /// Creates the format.
  package init(language: Language = .en) {
    self.language = language
  }

  /// Writes a comparison; what is private is replaced.
  ///
  /// - Throws: What the output throws.
  package func write(_ diff: DiffReport, to output: inout some ByteOutput) throws {
    var format = self
    format.words = diff.tool.words
    for line in format.lines(of: diff.redacted()) { try output.append(line + "\n") }
  }

  private func lines(of diff: DiffReport) -> [String] {
    let parts = [summary(diff), facts(diff), findings(diff), speeds(diff)].filter { !$0.isEmpty }
    return ["### sdlog diff"] + parts.flatMap { [""] + $0 } + ["", footer(diff)]
  }
}

extension DiffMarkdown {
  private var phrases: Phrases { Phrases(language: language, words: words) }

  private func summary(_ diff: DiffReport) -> [String] {
    var lines = [point(phrases.resultLabel, MarkdownText.plain(phrases.result(of: diff)))]
    if let reason = diff.reason {
      lines.append(point(phrases.reasonLabel, MarkdownText.plain(phrases.text(reason))))
    }
    return lines
  }

  private func facts(_ diff: DiffReport) -> [String] {
    func line(_ row: DiffRow) -> String {
      "| \(MarkdownText.plain(row.name)) | \(MarkdownText.code(row.good, columns: 80, isCell: true)) | "
        + "\(MarkdownText.code(row.bad, columns: 80, isCell: true)) |"
    }
    let changed = diff.facts.filter(\.isChanged).prefix(Self.rowLimit).map(phrases.row)
    return [
      "| | \(MarkdownText.plain(phrases.goodColumn)) | \(MarkdownText.plain(phrases.badColumn)) |",
      "|---|---|---|",
    ] + (phrases.sides(of: diff) + changed).map(line)
  }

  private func findings(_ diff: DiffReport) -> [String] {
    func part(_ findings: [FindingReport], _ heading: String) -> [String] {
      guard !findings.isEmpty else { return [] }
      let rows = findings.prefix(Self.rowLimit).map { finding in
        let title = phrases.name(of: finding)
        return "- \(phrases.severity(finding.severity))\(phrases.colon)\(MarkdownText.plain(title))"
      }
      let rest = findings.count - rows.count
      let more = rest > 0 ? ["- " + MarkdownText.plain(phrases.moreMessages(rest))] : []
      return ["**\(MarkdownText.plain(heading))**", ""] + rows + more
    }
    let new = part(diff.newFindings, phrases.newMessagesHeading)
    let gone = part(diff.goneFindings, phrases.goneMessagesHeading)
    return new + (new.isEmpty || gone.isEmpty ? [] : [""]) + gone
  }

  private func speeds(_ diff: DiffReport) -> [String] {
    let rows = diff.throughput.prefix(Self.rowLimit).map { speed in
      "- \(MarkdownText.code(speed.workload)): "
        + MarkdownText.plain(phrases.clauses([phrases.speed(speed), phrases.basis(of: speed)]))
    }
    guard !rows.isEmpty else { return [MarkdownText.plain(phrases.noSharedWorkload)] }
    return ["**\(MarkdownText.plain(phrases.throughputHeading))**", ""] + rows
  }

  private func footer(_ diff: DiffReport) -> String {
    MarkdownText.plain("\(diff.tool.name) \(diff.tool.version) · \(diff.tool.catalogueVersion)")
  }

  private func point(_ label: String, _ text: String) -> String {
    "- **\(label)**\(phrases.colon)\(text)"
  }
}
