/// The frame of a page: one file that loads nothing, runs nothing and says so to the browser.
///
/// A report writes `begin`, its sections with ``HTMLSection``, and `end`, or all of it at once.
package struct HTMLPage: Sendable {
  /// What the page may load: nothing; and how it may look: as its own style says.
  package static let securityPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

  /// The language of the page's own words.
  package var language: Language
  /// The title, which the browser shows.
  package var title: String
  /// The line above the title, which is the program's name; none if it is empty.
  package var kicker: String
  /// What was read, in one line.
  package var subtitle: String

  /// Creates the frame.
  package init(language: Language, title: String, kicker: String = "sdlog", subtitle: String = "") {
    self.language = language
    self.title = title
    self.kicker = kicker
    self.subtitle = subtitle
  }

  /// Writes everything up to the first section.
  ///
  /// - Parameters:
  ///   - sections: The sections that follow, for the list of contents.
  ///   - html: Takes the page.
  package func begin(_ sections: [HTMLSection], to html: inout HTMLWriter) {
    html.source("<!DOCTYPE html>\n")
    html.begin("html", ["lang": language.tag])
    html.newLine()
    html.element("head") { writeHead(to: &$0) }
    html.newLine()
    html.begin("body")
    html.newLine()
    html.element("a", ["class": "skip", "href": "#main"], text: phrases.skipToContent)
    html.element("header", ["class": "top"]) { html in
      if !kicker.isEmpty { html.element("p", ["class": "kicker"], text: kicker) }
      html.element("h1", text: title)
      if !subtitle.isEmpty { html.element("p", ["class": "muted"], text: subtitle) }
    }
    html.newLine()
    if sections.count > 1 {
      html.element("nav", ["aria-label": phrases.contents]) { html in
        html.element("ul") { html in
          for section in sections {
            html.element("li") { html in
              html.element("a", ["href": "#\(section.id)"], text: section.title)
            }
          }
        }
      }
      html.newLine()
    }
    html.begin("main", ["id": "main"])
    html.newLine()
  }

  /// Writes everything behind the last section.
  ///
  /// - Parameters:
  ///   - notes: What stands at the foot of the page, a paragraph each.
  ///   - html: Takes the page.
  package func end(_ notes: [String], to html: inout HTMLWriter) {
    html.end()
    html.newLine()
    html.element("footer") { html in
      for note in notes { html.element("p", text: note) }
    }
    html.newLine()
    html.end()
    html.newLine()
    html.end()
    html.newLine()
  }

  /// A section with the function that writes what is in it.
  package typealias Part = (section: HTMLSection, content: (inout HTMLWriter) -> Void)

  /// Returns a section for some entries; `nil` where there are none.
  static func part<Entry>(
    _ id: StaticString, _ title: String, _ entries: [Entry],
    _ content: @escaping ([Entry], inout HTMLWriter) -> Void
  ) -> Part? {
    guard !entries.isEmpty else { return nil }
    return (HTMLSection(id: id, title: title), { content(entries, &$0) })
  }

  /// Writes a whole page, a section at a time.
  ///
  /// - Parameters:
  ///   - parts: The sections in their order.
  ///   - tool: The program that wrote the report.
  ///   - output: Takes the page.
  /// - Throws: What the output throws.
  package func write(
    _ parts: [Part], by tool: ToolReport, to output: inout some ByteOutput
  ) throws {
    var html = HTMLWriter()
    begin(parts.map(\.section), to: &html)
    for part in parts {
      part.section.write(to: &html, part.content)
      try html.flushIfFull(to: &output)
    }
    end([phrases.footer(tool), phrases.pageNote], to: &html)
    try html.flush(to: &output)
  }

  private var phrases: Phrases { Phrases(language: language) }

  private func writeHead(to html: inout HTMLWriter) {
    html.newLine()
    html.empty("meta", ["charset": "utf-8"])
    html.newLine()
    html.empty(
      "meta", ["http-equiv": "Content-Security-Policy", "content": Self.securityPolicy])
    html.newLine()
    let metas: [(name: String, content: String)] = [
      ("viewport", "width=device-width, initial-scale=1"),
      ("color-scheme", "light dark"),
      ("referrer", "no-referrer"),
      // Without it a phone makes links of what looks like a number or a date.
      ("format-detection", "telephone=no, date=no, address=no, email=no, url=no"),
      ("generator", "sdlog"),
    ]
    for meta in metas {
      html.empty("meta", ["name": meta.name, "content": meta.content])
      html.newLine()
    }
    html.element("title", text: title)
    html.newLine()
    html.begin("style")
    html.source(HTMLStyle.text)
    html.end()
    html.newLine()
  }
}

/// A section of a page, with its place in the list of contents.
package struct HTMLSection: Sendable {
  /// The id, which is unique in the page.
  package let id: String
  /// The heading.
  package let title: String

  /// Creates a section.
  ///
  /// - Parameters:
  ///   - id: A word of the program's source: letters and hyphens.
  ///   - title: The heading.
  package init(id: StaticString, title: String) {
    self.id = "\(id)"
    self.title = title
  }

  /// Writes the section with what a function writes into it.
  package func write(to html: inout HTMLWriter, _ content: (inout HTMLWriter) -> Void) {
    begin(to: &html)
    content(&html)
    end(to: &html)
  }

  /// Starts the section, which ``end(to:)`` ends.
  package func begin(to html: inout HTMLWriter) {
    html.begin("section", ["id": id, "aria-labelledby": "\(id)-title"])
    html.element("h2", ["id": "\(id)-title"], text: title)
    html.newLine()
  }

  /// Ends the section.
  package func end(to html: inout HTMLWriter) {
    html.end()
    html.newLine()
  }
}

extension Language {
  /// The language's tag after BCP 47.
  package var tag: String {
    switch self {
    case .en: "en"
    case .zh: "zh-Hans"
    }
  }
}
