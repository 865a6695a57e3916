import Foundation
import Localization
import PatternCatalogue
import Testing

@testable import sdlog

/// Each folder of `Fixtures/bad` holds a catalogue with one kind of fault, and beside it what is said.
struct BadCatalogueTests {
  @Test(arguments: Folders.names(in: Folders.fixtures.appending(path: "bad")))
  func isRefusedWithTheWholeText(_ name: String) throws {
    let folder = Folders.fixtures.appending(path: "bad/\(name)")
    let expected = try String(
      contentsOf: folder.appending(path: "expected.txt"), encoding: .utf8)
    let error = #expect(throws: CatalogueErrors.self) {
      try CatalogueLoader.load(builtin: false, directories: [folder.path])
    }
    let text = (error?.problems ?? []).map {
      Diagnostic($0).rendered(isColoured: false, language: .en)
    }.joined()
      .replacing(folder.path, with: name)
    #expect(text == expected)
  }

  @Test func coloursNothingThatAFileSays() throws {
    let diagnostic = Diagnostic(
      isWarning: true, message: LocalizedText(verbatim: "a\u{1B}[31mb"), place: "x\n.yaml",
      excerpt: Diagnostic.Excerpt(
        line: "\tkey: \u{202E}v", column: 2, length: 3, label: LocalizedText(verbatim: "l")),
      notes: [LocalizedText(verbatim: "n\r")], helps: [LocalizedText(verbatim: "h")])
    #expect(
      diagnostic.rendered(isColoured: true, language: .en) == """
        \u{1B}[1;33mwarning:\u{1B}[0m a␛[31mb
          \u{1B}[2m-->\u{1B}[0m x␊.yaml
        \u{1B}[2m   |\u{1B}[0m key: <U+202E>v
        \u{1B}[2m   |\u{1B}[0m \u{1B}[1;31m^^^ l\u{1B}[0m
          \u{1B}[2mnote:\u{1B}[0m n␍
          \u{1B}[2mhelp:\u{1B}[0m h

        """)
  }

  @Test func showsAPartOfALongLine() {
    let line = String(repeating: "a", count: 200) + "BAD" + String(repeating: "c", count: 200)
    let diagnostic = Diagnostic(
      isWarning: false, message: LocalizedText(verbatim: "m"),
      excerpt: Diagnostic.Excerpt(line: line, column: 201, length: 3, label: nil))
    let before = String(repeating: "a", count: 60)
    let after = String(repeating: "c", count: 37)
    let padding = String(repeating: " ", count: 61)
    #expect(
      diagnostic.rendered(isColoured: false, language: .en) == """
        error: m
           | …\(before)BAD\(after)…
           | \(padding)^^^

        """)
  }
}
