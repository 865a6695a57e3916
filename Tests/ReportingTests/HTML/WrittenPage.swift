import TestSupport
import Testing

@testable import Reporting

/// A page that a report was written as, and what is to be true of every page.
struct WrittenPage {
  /// The page without its style.
  let html: String
  let markup: Markup

  init(_ text: String) throws {
    html = Markup.withoutStyle(text)
    markup = try Markup(document: html)
  }

  /// All that a page may be made of; nothing here loads, runs or sends anything.
  private static let elements: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "footer",
    "section", "article", "div", "p", "span", "h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt",
    "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption",
    "details", "summary", "pre", "code", "small", "b", "br", "svg", "g", "line", "rect", "circle",
    "path", "text",
  ]

  /// Checks that it is one page of the language, with landmarks, and complete in itself.
  func check(_ language: Language) {
    let elements = markup.elements
    func all(_ name: String) -> [[String: String]] {
      elements.filter { $0.name == name }.map(\.attributes)
    }
    #expect(all("html") == [["lang": language.tag]])
    for name in ["h1", "main", "header", "footer", "style"] {
      #expect(elements.count { $0.name == name } == 1, "\(name)")
    }
    #expect(elements.allSatisfy { Self.elements.contains($0.name) })
    let policies = all("meta").filter { $0["http-equiv"] == "Content-Security-Policy" }
    let policy =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    #expect(policies.map { $0["content"] } == [policy])
    #expect(
      elements[3].attributes["http-equiv"] != nil, "the policy comes right behind the charset")

    let ids = elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    let targets = elements.compactMap { $0.attributes["href"] }
    #expect(targets.allSatisfy { $0.hasPrefix("#") && ids.contains(String($0.dropFirst())) })
    #expect(all("th").allSatisfy { $0["scope"] == "col" || $0["scope"] == "row" })
    #expect(elements.count { $0.name == "caption" } == elements.count { $0.name == "table" })
    let pictures = all("svg").filter { $0["role"] == "img" }
    #expect(pictures.allSatisfy { $0["aria-label"]?.isEmpty == false })
  }

  /// Checks the page against a file of golden text.
  func equals(_ name: String) throws {
    try GoldenText.check(html, against: name)
  }

  /// Checks that texts stand in the page one behind the other.
  func holds(_ parts: [String]) throws {
    var rest = markup.text[...]
    for part in parts {
      let found = try #require(rest.firstRange(of: part), "\(part) is missing or too early")
      rest = rest[found.upperBound...]
    }
  }
}

// MARK: - Text of logs

extension WrittenPage {
  /// Texts that would be markup, or act upon a reader, if they were written as they are.
  static let attacks =
    [
      "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
      "' onmouseover='alert(1)", "\" onfocus=\"alert(1)\" autofocus=\"", "</style><style>*{}",
      "<!--", "-->", "]]>", "<![CDATA[x]]>", "<?xml?>", "</title><h1>x</h1>",
      "</code></pre><a href=//e>x</a>", "<a href=\"javascript:alert(1)\">x</a>",
      "&lt;script&gt;", "&#60;b&#62;", "&amp;lt;", "&", "https://evil.example/x",
      "<base href=//evil.example>", "<meta http-equiv=refresh content=0>",
      "<details open ontoggle=alert(1)>", "\u{2028}<b>", "\u{0}<b>", "`${alert(1)}`", "{{x}}",
      "\\\"",
    ] + HostileText.all.map(\.text)

  /// Checks that a page whose every text is an attack is made of what any other text would make.
  static func checkThatTextMakesNoMarkup(
    _ attack: String, _ write: (String) throws -> String
  ) throws {
    for written in [attack, "a\(attack)b"] {
      let page = try WrittenPage(write(written)).markup
      // Words with a value make the parts of a workload's name; no other character makes anything.
      let harmless = String(
        written.map { $0.isLetter || $0 == " " || $0 == "=" ? $0 : "." })
      #expect(try page.skeleton == WrittenPage(write(harmless)).markup.skeleton)
      #expect(page.text.contains(TextSanitizer.sanitized(written)))
      let seen =
        page.text.unicodeScalars
        + page.elements.flatMap(\.attributes.values).joined().unicodeScalars
      #expect(!seen.contains { HiddenScalars.contains($0.value) && $0 != "\n" })
    }
  }
}
