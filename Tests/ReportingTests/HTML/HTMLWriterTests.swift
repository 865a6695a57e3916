import TestSupport
import Testing

@testable import Reporting

struct HTMLWriterTests {
  private func written(_ write: (inout HTMLWriter) -> Void) throws -> String {
    var html = HTMLWriter()
    write(&html)
    var output = MemoryOutput()
    try html.flush(to: &output)
    return output.text
  }

  @Test func escapesTextAndValues() throws {
    let html = try written { html in
      html.element("p", ["class": "a\"b'c<d>&e\u{202E}"], text: "\"1\" & '2' <3>\u{1B}[0m\n")
      html.empty("br")
    }
    #expect(
      html
        == "<p class=\"a&quot;b&#39;c&lt;d&gt;&amp;e&lt;U+202E&gt;\">"
        + "&quot;1&quot; &amp; &#39;2&#39; &lt;3&gt;␛[0m␊</p><br/>")
  }

  @Test func cutsTextWithoutEnd() throws {
    let html = try written { $0.text(String(repeating: "字", count: 100_000)) }
    #expect(html.utf8.count < 10_000)
    #expect(html.hasSuffix("字…"))
  }

  @Test func tableNamesItsRowsAndColumns() throws {
    let table = HTMLTable(
      caption: "c",
      columns: [HTMLTable.Column("a"), HTMLTable.Column("b", isNumber: true, isSpare: true)],
      rows: [[.link("x", id: "y"), .code("<z>")]])
    let html = try written { table.write(to: &$0) }
    let page = try Markup(document: "<!DOCTYPE html>" + html)
    #expect(
      page.skeleton.contains("tr[](th[class,scope](a[href]()) td[class](code[translate]()))"))
    #expect(page.text == "cabx<z>\n")
  }

  @Test func sectionsFollowThePageFrame() throws {
    let section = HTMLSection(id: "one", title: "First")
    let page = HTMLPage(language: .zh, title: "T", subtitle: "S")
    let html = try written { html in
      page.begin([section, HTMLSection(id: "two", title: "Second")], to: &html)
      section.write(to: &html) { $0.paragraph("p") }
      HTMLSection(id: "two", title: "Second").write(to: &html) { $0.paragraph("q") }
      page.end(["n"], to: &html)
    }
    let markup = try WrittenPage(html).markup
    #expect(markup.elements.compactMap { $0.attributes["href"] } == ["#main", "#one", "#two"])
    #expect(markup.elements.first?.attributes == ["lang": "zh-Hans"])
  }
}
