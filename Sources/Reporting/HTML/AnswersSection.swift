/// The beginning of a report: the verdict, and what users ask.
struct AnswersSection {
  let head: ReportHead
  let phrases: Phrases

  var section: HTMLSection { HTMLSection(id: "answers", title: phrases.answersHeading) }

  func write(to html: inout HTMLWriter) {
    section.write(to: &html) { html in
      writeVerdict(to: &html)
      let answers = answers
      if !answers.isEmpty {
        html.element("div", ["class": "card"]) { html in html.fields(answers) }
      }
      if let attention = head.attention {
        AttentionChain(attention: attention.attention, phrases: phrases).write(to: &html)
      }
    }
  }

  private func writeVerdict(to html: inout HTMLWriter) {
    let block = HeadBlock(head: head, phrases: phrases)
    let level = head.verdict.level
    if let exception = block.exception {
      html.verdict(exception)
    } else {
      html.verdict(phrases.text(head.verdict.text), phrases.level(level), level.tone)
    }
  }

  /// The answers, each with the command that belongs to it.
  private var answers: [(label: String, write: (inout HTMLWriter) -> Void)] {
    var answers: [(label: String, write: (inout HTMLWriter) -> Void)] = []
    for entry in HeadBlock(head: head, phrases: phrases).entries {
      switch entry.kind {
      case .field(.result, _): break
      case .field(let answer, _) where answer == .cause || answer == .besides:
        answers.append((phrases.label(answer), { writeCause(entry.text, to: &$0) }))
      case .field(let answer, _):
        answers.append((phrases.label(answer), { $0.paragraph(entry.text) }))
      case .command:
        guard let last = answers.popLast() else { break }
        answers.append(
          (
            last.label,
            { html in
              last.write(&html)
              html.command(entry.text)
            }
          ))
      }
    }
    return answers
  }

  private func writeCause(_ text: String, to html: inout HTMLWriter) {
    html.element("p") { html in
      guard let leading = head.leading else { return html.text(text) }
      html.text(phrases.text(leading.cause.title) + " ")
      html.badge(of: leading.cause, phrases)
    }
    guard let leading = head.leading else { return }
    if leading.sessions > 1 {
      html.paragraph(phrases.inSessions(leading.sessions), isMuted: true)
    }
    EvidenceList(cause: leading.cause, phrases: phrases).writeFolded(to: &html)
  }
}

/// Which attention was asked for, why it is not there, and what runs, as boxes with arrows.
struct AttentionChain {
  let attention: AttentionReport
  let phrases: Phrases

  private var links: [(label: String, text: String, tone: HTMLTone)] {
    var links: [(label: String, text: String, tone: HTMLTone)] = []
    if let requested = attention.requested {
      links.append((phrases.requestedLink, phrases.backend(requested), .plain))
    }
    if let inUse = attention.inUse, inUse != attention.fellBackTo {
      links.append((phrases.inUseLink, phrases.backend(inUse), .good))
    }
    if let because = attention.because {
      links.append((phrases.becauseLink, phrases.text(because), .warning))
    }
    if let fallback = attention.fellBackTo {
      links.append((phrases.fallbackLink, phrases.backend(fallback), .note))
    }
    return links
  }

  func write(to html: inout HTMLWriter) {
    let links = links
    guard links.count > 1 else { return }
    html.element("figure") { html in
      html.element("figcaption", text: phrases.attentionLabel)
      html.element("ol", ["class": "chain"]) { html in
        for link in links {
          html.element("li", ["class": link.tone.rawValue]) { html in
            html.element("small", text: link.label)
            html.text(link.text)
          }
        }
      }
    }
    html.newLine()
  }
}

/// What speaks for and against a cause, line by line.
struct EvidenceList {
  /// The most lines on each side.
  private static let limit = 12

  let cause: CauseReport
  let phrases: Phrases

  /// Writes the lines into a part that is folded away at first.
  func writeFolded(to html: inout HTMLWriter) {
    let lines = cause.evidence.count + cause.against.count
    guard lines > 0 else { return }
    html.foldable { html in
      html.text(phrases.evidenceSummary(lines))
    } _: { html in
      write(to: &html)
    }
  }

  /// Writes the lines.
  func write(to html: inout HTMLWriter) {
    write(cause.evidence, phrases.forLabel, .good, to: &html)
    write(cause.against, phrases.againstLabel, .warning, to: &html)
  }

  private func write(
    _ evidence: [EvidenceReport], _ label: String, _ tone: HTMLTone, to html: inout HTMLWriter
  ) {
    guard !evidence.isEmpty else { return }
    html.element("ul", ["class": "evidence"]) { html in
      for item in evidence.prefix(Self.limit) {
        html.element("li") { html in
          html.badge(label, tone)
          html.text(" ")
          html.evidence(item, phrases)
        }
      }
      if evidence.count > Self.limit {
        html.element("li", text: phrases.moreChanges(evidence.count - Self.limit))
      }
    }
    html.newLine()
  }
}

extension HTMLWriter {
  /// Writes a line of evidence: where it stands, what it says, and why that matters.
  mutating func evidence(_ item: EvidenceReport, _ phrases: Phrases) {
    if let line = item.line {
      element("small", text: phrases.line(line))
      text(" ")
    }
    let statement = DisplayWidth.truncated(String(phrases.statement(item).prefix(1024)), to: 240)
    if item.isQuoted { code(statement) } else { text(statement) }
    if let reason = item.reason { text(phrases.pick(" – ", "——") + phrases.text(reason)) }
  }
}
