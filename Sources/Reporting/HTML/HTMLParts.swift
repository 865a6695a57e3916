/// What something means for the reader, which decides its colour.
package enum HTMLTone: String, Sendable, CaseIterable {
  /// All is well, or became better.
  case good
  /// Worth knowing.
  case note
  /// Costs something, or became worse.
  case warning
  /// Failed.
  case error
  /// Says nothing about good or bad.
  case plain
}

extension HTMLWriter {
  /// Writes a short label in a tone's colour.
  package mutating func badge(_ text: String, _ tone: HTMLTone) {
    element("span", ["class": "badge \(tone.rawValue)"], text: text)
  }

  /// Writes how sure a cause is; nothing for one that only says that the log does not hold the reason.
  mutating func badge(of cause: CauseReport, _ phrases: Phrases) {
    guard !cause.saysUnknown else { return }
    badge(phrases.word(cause.confidence), cause.confidence.tone)
  }

  /// Writes text of a log within a line.
  ///
  /// It is kept apart from what surrounds it, so that its direction changes nothing else, and no
  /// browser translates it.
  package mutating func code(_ text: String) {
    element("code", ["translate": "no"], text: text)
  }

  /// Writes lines of a log.
  package mutating func block(_ lines: [String]) {
    element("pre", ["translate": "no"]) { html in
      html.element("code") { $0.lines(lines) }
    }
  }

  /// Writes a command to be copied.
  package mutating func command(_ text: String) {
    element("pre", ["class": "command", "translate": "no"]) { html in
      html.element("code", text: text)
    }
  }

  /// Writes a paragraph.
  package mutating func paragraph(_ text: String, isMuted: Bool = false) {
    element("p", ["class": isMuted ? "muted" : "plain"], text: text)
  }

  /// Writes what comes of everything, with a label that says how bad it is.
  mutating func verdict(_ text: String, _ label: String? = nil, _ tone: HTMLTone = .plain) {
    element("div", ["class": "verdict \(tone.rawValue)"]) { html in
      if let label { html.badge(label, tone) }
      html.element("p", text: text)
    }
    newLine()
  }

  /// Writes a list of names, each with what a function writes beside it.
  package mutating func fields(_ fields: [(label: String, write: (inout HTMLWriter) -> Void)]) {
    guard !fields.isEmpty else { return }
    element("dl") { html in
      for field in fields {
        html.element("div") { html in
          html.element("dt", text: field.label)
          html.element("dd") { field.write(&$0) }
        }
        html.newLine()
      }
    }
  }

  /// Writes names and values side by side, each pair in a box.
  mutating func facts(_ facts: [(name: String, value: String)]) {
    guard !facts.isEmpty else { return }
    element("ul", ["class": "facts"]) { html in
      for fact in facts {
        html.element("li") { html in
          html.element("b", text: fact.name)
          html.text(" " + fact.value)
        }
      }
    }
  }

  /// Writes a list of texts, of many the first, with the number of the others.
  mutating func list(_ items: some Collection<String>, _ phrases: Phrases) {
    let limit = 60
    guard !items.isEmpty else { return }
    element("ul", ["class": "evidence"]) { html in
      for item in items.prefix(limit) { html.element("li", text: item) }
      if items.count > limit {
        html.element("li", text: phrases.moreChanges(items.count - limit))
      }
    }
  }

  /// Writes what changed at the place of a change.
  mutating func suspects(_ suspects: [SuspectReport], _ phrases: Phrases) {
    guard !suspects.isEmpty else { return paragraph(phrases.noSuspect) }
    paragraph(phrases.suspectsLabel + phrases.colon)
    element("ul") { html in
      for suspect in suspects.prefix(8) {
        html.element(
          "li", text: phrases.change(of: suspect) + phrases.bracketed(phrases.text(suspect.why)))
      }
    }
  }

  /// Writes a part that can be folded away.
  ///
  /// - Parameters:
  ///   - isOpen: Whether it is open at first.
  ///   - summary: Writes the line that stays.
  ///   - content: Writes the rest.
  package mutating func foldable(
    isOpen: Bool = false, summary: (inout HTMLWriter) -> Void,
    _ content: (inout HTMLWriter) -> Void
  ) {
    if isOpen { begin("details", ["open": "open"]) } else { begin("details") }
    element("summary", [:], summary)
    element("div", ["class": "fold"], content)
    end()
    newLine()
  }

  /// Writes a picture with its caption, what it shows for those who do not see it, and its legend.
  ///
  /// - Parameters:
  ///   - caption: What stands above the picture.
  ///   - picture: The picture.
  package mutating func figure(_ caption: String, _ picture: some HTMLPicture) {
    element("figure") { html in
      html.element("figcaption", text: caption)
      html.element("div", ["class": "chart \(picture.margin.rawValue)"]) { html in
        html.element(
          "svg",
          [
            "role": "img", "aria-label": picture.description, "height": "\(picture.height)",
            "width": "100%",
          ]
        ) { picture.write(to: &$0) }
      }
      let legend = picture.legend
      if !legend.isEmpty {
        html.element("ul", ["class": "legend"]) { html in
          for entry in legend {
            html.element("li") { html in
              html.element("svg", ["class": "key", "aria-hidden": "true", "viewBox": "0 0 16 12"]) {
                entry.mark.write(to: &$0)
              }
              html.text(entry.text)
            }
          }
        }
      }
    }
    newLine()
  }
}

extension VerdictLevel {
  /// The level's colour.
  var tone: HTMLTone {
    switch self {
    case .clean: .good
    case .notice: .note
    case .warning: .warning
    case .error: .error
    }
  }
}

extension Severity {
  /// The severity's colour.
  var tone: HTMLTone {
    switch self {
    case .note: .note
    case .warning: .warning
    case .error: .error
    }
  }
}

extension Confidence {
  /// The confidence's colour.
  var tone: HTMLTone {
    switch self {
    case .certain: .note
    case .likely, .possible: .plain
    }
  }
}
