/// A comparison for a person: the result and the most likely reason, then both sides in detail.
package struct DiffText: Sendable {
  /// How it looks.
  package var style: TextStyle
  /// What the catalogue calls facts.
  private var words = CatalogueWords()

  /// The most rows of a part.
  private static let rowLimit = 12
  /// The most lines of a value.
  private static let valueLines = 3
  /// Below this width values stand below one another.
  private static let tableWidth = 60

  /// Creates the format.
  package init(style: TextStyle = TextStyle()) {
    self.style = style
  }

  /// Writes a comparison.
  ///
  /// - Throws: What the output throws.
  package func write(_ diff: DiffReport, to output: inout some ByteOutput) throws {
    var format = self
    format.words = diff.tool.words
    var canvas = TextCanvas(style: style)
    format.write(diff, to: &canvas)
    try canvas.flush(to: &output)
  }

  private func write(_ diff: DiffReport, to canvas: inout TextCanvas) {
    writeHead(diff, to: &canvas)
    writeSides(diff, to: &canvas)
    writeChanges(diff.facts.filter(\.isChanged), to: &canvas)
    write(diff.newFindings, phrases.newMessagesHeading, to: &canvas)
    write(diff.goneFindings, phrases.goneMessagesHeading, to: &canvas)
    writeSpeeds(diff, to: &canvas)
    writeUnchanged(diff.facts.filter { !$0.isChanged }, to: &canvas)
  }
}

extension DiffText {
  private var phrases: Phrases { Phrases(language: style.language, words: words) }

  private func writeHead(_ diff: DiffReport, to canvas: inout TextCanvas) {
    let labels = [phrases.resultLabel, phrases.reasonLabel]
    let hanging = (labels.map { DisplayWidth.columns(of: $0) }.max() ?? 0) + 2
    canvas.field(
      phrases.resultLabel, phrases.result(of: diff), hanging: hanging, labelEmphasis: .bold,
      diff.verdict.emphasis)
    if let reason = diff.reason {
      canvas.field(
        phrases.reasonLabel, phrases.text(reason), hanging: hanging, labelEmphasis: .bold)
    }
    canvas.blank()
  }

  private func writeSides(_ diff: DiffReport, to canvas: inout TextCanvas) {
    let head = DiffRow("", good: phrases.goodColumn, bad: phrases.badColumn)
    write([head] + phrases.sides(of: diff), to: &canvas)
  }

  private func writeChanges(_ facts: [FactDifference], to canvas: inout TextCanvas) {
    canvas.heading(phrases.changedFactsHeading)
    guard !facts.isEmpty else { return canvas.paragraph(phrases.noFactChanged) }
    write(
      facts.prefix(2 * Self.rowLimit).map(phrases.row), to: &canvas)
    writeRest(facts.count - 2 * Self.rowLimit, to: &canvas)
  }

  private func writeUnchanged(_ facts: [FactDifference], to canvas: inout TextCanvas) {
    guard !facts.isEmpty else { return }
    canvas.heading(phrases.sameFactsHeading)
    let texts = facts.map { "\(phrases.factName($0.name)) \($0.good ?? DiffRow.absent)" }
    canvas.paragraph(phrases.clauses(texts))
  }

  private func write(
    _ findings: [FindingReport], _ heading: String, to canvas: inout TextCanvas
  ) {
    guard !findings.isEmpty else { return }
    canvas.heading(heading)
    for finding in findings.prefix(Self.rowLimit) {
      let column = style.width < 36 ? 4 : 10
      canvas.field(
        phrases.severity(finding.severity),
        phrases.name(of: finding) + phrases.notes(on: finding), hanging: column,
        labelEmphasis: finding.resolved ? .dim : finding.severity.emphasis)
      let first = TextSanitizer.sanitizedLines(String(finding.message.prefix(4096)))
        .first { !$0.allSatisfy { $0 == " " } }
      if let first {
        canvas.field("│", first, indentation: column, hanging: column + 2, lines: 2, .dim)
      }
    }
    writeRest(findings.count - Self.rowLimit, to: &canvas)
  }

  private func writeSpeeds(_ diff: DiffReport, to canvas: inout TextCanvas) {
    canvas.heading(phrases.throughputHeading)
    if diff.throughput.isEmpty {
      canvas.paragraph(phrases.noSharedWorkload)
    }
    for speed in diff.throughput.prefix(Self.rowLimit) {
      canvas.paragraph(phrases.speed(speed), phrases.emphasis(of: speed))
      canvas.paragraph(phrases.basis(of: speed), indentation: 2)
      canvas.paragraph(phrases.workload(speed.workload), indentation: 2, .dim)
    }
    writeRest(diff.throughput.count - Self.rowLimit, to: &canvas)
    write(diff.onlyGood, phrases.onlyGoodHeading, to: &canvas)
    write(diff.onlyBad, phrases.onlyBadHeading, to: &canvas)
  }

  private func write(
    _ workloads: [LoneWorkload], _ heading: String, to canvas: inout TextCanvas
  ) {
    guard !workloads.isEmpty else { return }
    canvas.blank()
    canvas.paragraph(heading, .bold)
    for workload in workloads.prefix(Self.rowLimit) {
      let rate = Measure.rate(workload.medianRatePerSecond, unit: workload.unit)
      canvas.paragraph(phrases.medianSpeed(rate, runs: workload.runs), indentation: 2)
      canvas.paragraph(phrases.workload(workload.workload), indentation: 4, .dim)
    }
    writeRest(workloads.count - Self.rowLimit, to: &canvas)
  }

  private func writeRest(_ number: Int, to canvas: inout TextCanvas) {
    if number > 0 { canvas.paragraph(phrases.moreChanges(number), .dim) }
  }
}

extension DiffText {
  private func write(_ rows: [DiffRow], to canvas: inout TextCanvas) {
    let names = rows.map { DisplayWidth.columns(of: TextSanitizer.sanitized($0.name)) }
    let first = min(names.max() ?? 0, style.width / 4)
    guard style.width >= Self.tableWidth else { return writeStacked(rows, to: &canvas) }
    let column = (style.width - first - 4) / 2
    for row in rows {
      let cells = [(row.name, first), (row.good, column), (row.bad, column)].map { text, width in
        (
          lines: TextWrapper.lines(
            of: TextSanitizer.sanitized(text), columns: width, atMost: Self.valueLines),
          width: width
        )
      }
      for line in 0..<(cells.map(\.lines.count).max() ?? 0) {
        let text = cells.map { cell in
          DisplayWidth.padded(line < cell.lines.count ? cell.lines[line] : "", to: cell.width)
        }.joined(separator: "  ")
        canvas.line(text, row.name.isEmpty ? .dim : .plain)
      }
    }
  }

  private func writeStacked(_ rows: [DiffRow], to canvas: inout TextCanvas) {
    for row in rows where !row.name.isEmpty {
      canvas.field(
        row.name, row.good == row.bad ? row.good : "\(row.good) → \(row.bad)", hanging: 4,
        lines: Self.valueLines)
    }
  }
}

extension Phrases {
  /// How a speed looks.
  func emphasis(of speed: SpeedDifference) -> TextEmphasis {
    speed.isSlower ? .warning : speed.isFaster ? .good : .plain
  }
}
