/// A comparison as one page for a browser: the result and the most likely reason, then both sides in
/// detail.
package struct DiffHTML: Sendable {
  private var phrases: Phrases

  /// The most rows of a part, and the most workloads of the picture.
  private static let rowLimit = 40
  private static let pairLimit = 12

  /// Creates the format.
  package init(language: Language = .en) {
    phrases = Phrases(language: language)
  }

  /// Writes a comparison.
  ///
  /// - Throws: What the output throws.
  package func write(_ diff: DiffReport, to output: inout some ByteOutput) throws {
    var page = self
    page.phrases = Phrases(language: phrases.language, words: diff.tool.words)
    try page.writePage(diff, to: &output)
  }

  private func writePage(_ diff: DiffReport, to output: inout some ByteOutput) throws {
    let answers = HTMLSection(id: "answers", title: phrases.answersHeading)
    let changes = HTMLSection(id: "changes", title: phrases.changedFactsHeading)
    let speed = HTMLSection(id: "speed", title: phrases.throughputHeading)
    let parts = [
      (answers, { writeAnswers(diff, to: &$0) }),
      (changes, { write(diff.facts.filter(\.isChanged), to: &$0) }),
      HTMLPage.part("new", phrases.newMessagesHeading, diff.newFindings, write),
      HTMLPage.part("gone", phrases.goneMessagesHeading, diff.goneFindings, write),
      (speed, { writeSpeeds(diff, to: &$0) }),
      HTMLPage.part("same", phrases.sameFactsHeading, diff.facts.filter { !$0.isChanged }) {
        (facts, html) in
        html.element("div", ["class": "card"]) { html in
          html.facts(facts.map { (phrases.factName($0.name), $0.good ?? DiffRow.absent) })
        }
      },
    ]
    try HTMLPage(
      language: phrases.language, title: phrases.diffTitle,
      subtitle: "\(diff.good.name) → \(diff.bad.name)"
    ).write(parts.compactMap(\.self), by: diff.tool, to: &output)
  }

  private func writeRest(_ number: Int, to html: inout HTMLWriter) {
    if number > 0 { html.paragraph(phrases.moreChanges(number), isMuted: true) }
  }
}

// MARK: - The result, and what differs

extension DiffHTML {
  private func writeAnswers(_ diff: DiffReport, to html: inout HTMLWriter) {
    let differences = phrases.differences(of: diff)
    let word = phrases.verdict(of: diff)
    if differences.isEmpty {
      html.verdict(word)
    } else {
      html.verdict(differences, word, diff.verdict.tone)
    }
    if let reason = diff.reason {
      html.element("div", ["class": "card"]) { html in
        html.fields([(phrases.reasonLabel, { $0.text(phrases.text(reason)) })])
      }
      html.newLine()
    }
    html.element("div", ["class": "card"]) { html in
      write(phrases.sides(of: diff), phrases.sidesCaption, to: &html) { .text($0) }
    }
    html.newLine()
  }

  private func write(_ facts: [FactDifference], to html: inout HTMLWriter) {
    guard !facts.isEmpty else { return html.paragraph(phrases.noFactChanged) }
    html.element("div", ["class": "card"]) { html in
      write(facts.prefix(Self.rowLimit).map(phrases.row), phrases.factsCaption, to: &html) {
        $0 == DiffRow.absent ? .text($0) : .code($0)
      }
      writeRest(facts.count - Self.rowLimit, to: &html)
    }
    html.newLine()
  }

  private func write(
    _ rows: [DiffRow], _ caption: String, to html: inout HTMLWriter,
    cell: (String) -> HTMLTable.Cell
  ) {
    HTMLTable(
      caption: caption,
      columns: [phrases.propertyColumn, phrases.goodColumn, phrases.badColumn].map {
        HTMLTable.Column($0)
      },
      rows: rows.map { [.text($0.name), cell($0.good), cell($0.bad)] }
    ).write(to: &html)
  }

  private func write(_ findings: [FindingReport], to html: inout HTMLWriter) {
    html.element("div", ["class": "card"]) { html in
      for finding in findings.prefix(Self.rowLimit) { html.finding(finding, phrases) }
      writeRest(findings.count - Self.rowLimit, to: &html)
    }
    html.newLine()
  }
}

// MARK: - Speeds

extension DiffHTML {
  private func writeSpeeds(_ diff: DiffReport, to html: inout HTMLWriter) {
    if diff.throughput.isEmpty {
      html.paragraph(phrases.noSharedWorkload)
    } else {
      html.element("div", ["class": "card"]) { write(diff.throughput, to: &$0) }
      html.newLine()
    }
    write(diff.onlyGood, phrases.onlyGoodHeading, to: &html)
    write(diff.onlyBad, phrases.onlyBadHeading, to: &html)
  }

  private func write(_ speeds: [SpeedDifference], to html: inout HTMLWriter) {
    html.figure(
      phrases.pairsCaption,
      SpeedPairs(speeds: Array(speeds.prefix(Self.pairLimit)), phrases: phrases))
    for speed in speeds.prefix(Self.rowLimit) {
      html.element("div", ["class": "change"]) { html in
        html.element("p") { html in
          html.badge(phrases.difference(of: speed), speed.tone)
          html.text(" " + phrases.rates(of: speed))
        }
        html.paragraph(phrases.basis(of: speed), isMuted: true)
        html.paragraph(WorkloadName(speed.workload, phrases).text, isMuted: true)
      }
    }
    writeRest(speeds.count - Self.rowLimit, to: &html)
  }

  private func write(
    _ workloads: [LoneWorkload], _ heading: String, to html: inout HTMLWriter
  ) {
    guard !workloads.isEmpty else { return }
    html.element("div", ["class": "card"]) { html in
      HTMLTable(
        caption: heading,
        columns: [
          HTMLTable.Column(phrases.workloadColumn),
          HTMLTable.Column(phrases.runsLabel, isNumber: true),
          HTMLTable.Column(phrases.medianLabel, isNumber: true),
        ],
        rows: workloads.prefix(Self.rowLimit).map { workload in
          [
            .text(WorkloadName(workload.workload, phrases).text),
            .text(Measure.count(workload.runs)),
            .text(Measure.rate(workload.medianRatePerSecond, unit: workload.unit)),
          ]
        }
      ).write(to: &html)
      writeRest(workloads.count - Self.rowLimit, to: &html)
    }
    html.newLine()
  }
}

extension DiffVerdict {
  fileprivate var tone: HTMLTone {
    switch self {
    case .worse: .warning
    case .better: .good
    case .same: .plain
    }
  }
}
