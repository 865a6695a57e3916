/// What was read, what could not be read, and which limits were hit.
struct InputsSection {
  private static let rowLimit = 60

  let head: ReportHead
  let phrases: Phrases

  var section: HTMLSection { HTMLSection(id: "inputs", title: phrases.inputsHeading) }

  var isEmpty: Bool { head.inputs.isEmpty && head.limits.isEmpty }

  func write(to html: inout HTMLWriter) {
    guard !isEmpty else { return }
    section.write(to: &html) { html in
      writeLosses(to: &html)
      writeInputs(to: &html)
      writeLimits(to: &html)
    }
  }

  private func writeLosses(to html: inout HTMLWriter) {
    var losses: [String] = []
    for input in head.inputs where !input.errors.isEmpty || !input.lost.isEmpty {
      losses += input.otherErrors.map { input.path + phrases.colon + $0 }
      losses += input.lost.map { phrases.lost($0, of: input.path) }
      if losses.count > 10_000 { break }
    }
    guard !losses.isEmpty else { return }
    html.element("div", ["class": "card"]) { html in
      html.element("h3", text: phrases.unreadHeading)
      html.list(losses, phrases)
    }
    html.newLine()
  }

  private func writeInputs(to html: inout HTMLWriter) {
    guard !head.inputs.isEmpty else { return }
    html.element("div", ["class": "card"]) { html in
      HTMLTable(
        caption: phrases.inputsCaption(
          min(head.inputs.count, Self.rowLimit), of: head.inputs.count),
        columns: [
          HTMLTable.Column(phrases.pathColumn),
          HTMLTable.Column(phrases.sizeColumn, isNumber: true),
          HTMLTable.Column(phrases.recordsColumn, isNumber: true, isSpare: true),
          HTMLTable.Column(phrases.sessionsColumn, isNumber: true),
          HTMLTable.Column(phrases.encodingColumn, isSpare: true),
        ],
        rows: head.inputs.prefix(Self.rowLimit).map { input in
          [
            .text(input.path), .text(Measure.bytes(input.bytes)),
            .text(Measure.count(input.records)), .text(Measure.count(input.sessions)),
            .text(
              phrases.list(
                [input.encoding, input.newline, input.compression].compactMap { $0 })),
          ]
        }
      ).write(to: &html)
    }
    html.newLine()
  }

  private func writeLimits(to html: inout HTMLWriter) {
    guard !head.limits.isEmpty else { return }
    html.element("div", ["class": "card"]) { html in
      html.element("h3", text: phrases.limitsHeading)
      html.list(head.limits.lazy.map(phrases.limit), phrases)
      html.paragraph(phrases.limitsNote, isMuted: true)
    }
    html.newLine()
  }
}
