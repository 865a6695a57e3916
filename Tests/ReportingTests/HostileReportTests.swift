import TestSupport
import Testing

@testable import Reporting

/// Every text of a report replaced by a hostile one, in every format.
struct HostileReportTests {
  private func hostile(_ text: HostileText) -> SampleReport {
    let sample = SampleReport.outOfMemory
    var head = sample.head
    var (session, runs) = sample.sessions[0]
    head.mapTexts { _ in text.text }
    session.mapTexts { _ in text.text }
    session.frontendTitle = text.text
    session.startedAt = text.text
    for index in runs.indices { runs[index].mapTexts { _ in text.text } }
    return SampleReport(name: text.name, head: head, sessions: [(session, runs)])
  }

  @Test(arguments: HostileText.all)
  func textShowsIt(_ text: HostileText) throws {
    for language in Language.allCases {
      let style = TextStyle(width: 60, language: language)
      let written = try hostile(text).written(as: TextReport(style: style))
      let hidden = written.unicodeScalars.filter {
        HiddenScalars.contains($0.value) && $0 != "\n"
      }
      #expect(hidden.isEmpty)
    }
  }

  @Test("with colours, the only escape sequences are the report's own")
  func coloredTextHasOwnEscapesOnly() throws {
    for text in HostileText.all {
      let style = TextStyle(width: 60, usesColor: true)
      let written = try hostile(text).written(as: TextReport(style: style))
      let rest = written.replacing(/\u{1B}\[(?:0|1|2|32|33|36|1;31)m/, with: "")
      #expect(!rest.unicodeScalars.contains { HiddenScalars.contains($0.value) && $0 != "\n" })
    }
  }

  @Test(arguments: HostileText.all)
  func jsonEscapesIt(_ text: HostileText) throws {
    let written = try hostile(text).written(as: JSONReport())
    #expect(!written.unicodeScalars.contains { HiddenScalars.contains($0.value) && $0 != "\n" })
    let value = try JSONValue(parsing: Array(written.utf8))
    #expect(value["inputs"]?[0]?["path"]?.text == text.text)
    #expect(value["sessions"]?[0]?["findings"]?[0]?["message"]?.text == text.text)
    let lines = try hostile(text).written(as: NDJSONReport()).split(separator: "\n")
    #expect(lines.count == 3)
    for line in lines { _ = try JSONValue(parsing: Array(line.utf8)) }
  }
}
