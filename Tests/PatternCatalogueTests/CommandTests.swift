import Foundation
import Localization
import PatternCatalogue
import Reporting
import Testing

@testable import sdlog

/// What `sdlog patterns` prints, compared with the files of `Fixtures/commands`.
struct CommandTests {
  private func catalogue() throws -> Catalogue {
    try CatalogueLoader.load(
      builtin: false, directories: [Folders.fixtures.appending(path: "good").path])
  }

  private func expect(
    _ name: String, _ body: (Catalogue, inout MemoryOutput) throws -> Void
  ) throws {
    var output = MemoryOutput()
    try body(try catalogue(), &output)
    let text = output.text.replacing(Folders.fixtures.path, with: "FIXTURES")
    let file = Folders.fixtures.appending(path: "commands/\(name)")
    #expect(text == (try? String(contentsOf: file, encoding: .utf8)))
  }

  @Test func listsMessages() throws {
    try expect("list.txt") {
      try PatternsListFrontend(catalogue: $0, format: .text, width: 80).run(&$1)
    }
  }

  @Test func listsMessagesAsJSON() throws {
    try expect("list.json") {
      try PatternsListFrontend(catalogue: $0, format: .json, width: 80).run(&$1)
    }
  }

  @Test func showsAMessage() throws {
    try expect("show.txt") {
      try PatternsShowFrontend(catalogue: $0, id: "torch.no-flash").run(&$1)
    }
  }

  @Test func explainsACause() throws {
    try expect("explain.txt") {
      try PatternsExplainFrontend(catalogue: $0, id: "windows-wheel-without-flash").run(&$1)
    }
  }

  @Test func listsCauses() throws {
    try expect("causes.txt") {
      try PatternsExplainFrontend(catalogue: $0).run(&$1)
    }
  }

  @Test func exportsForRipgrep() throws {
    try expect("export.txt") {
      let omitted = try PatternsExportFrontend(catalogue: $0, format: .regex).run(&$1)
      #expect(omitted == [])
    }
  }

  @Test(arguments: [("test.ndjson", true), ("test.txt", false)])
  func triesLines(_ name: String, _ isJSON: Bool) throws {
    let log = Folders.fixtures.appending(path: "commands/lines.log").path
    try expect(name) {
      let frontend = PatternsTestFrontend(
        messages: $0.messages, format: isJSON ? .ndjson : .text)
      let status = try frontend.run(log, &$1)
      #expect(status == .clean)
    }
  }

  @Test func saysWhyALineIsNotMatched() throws {
    let log = Folders.fixtures.appending(path: "commands/lines.log").path
    try expect("test-one.txt") {
      let frontend = PatternsTestFrontend(
        messages: $0.messages.filter { $0.id == "a1111.tokens" }, explainsMisses: true,
        format: .text)
      _ = try frontend.run(log, &$1)
    }
  }

  @Test func makesEntriesThatLoadOnceFilledIn() throws {
    let records = """
      {"kind":"line","text":"It's step 3 of 20"}
      {"kind":"line","text":"It's step 4 of 20"}
      {"kind":"progress","text":" 50%|█████     | 10/20 [00:02<00:02,  4.80it/s]"}
      {"kind":"block","text":"a\\nb \\u001b and \\"more\\""}
      """
    try expect("new.yaml") { _, output in
      #expect(try PatternsNewFrontend(records: records).run(&output) == 1)
      let folder = try Folders.temporary(["new.yaml": output.text])
      let made = try CatalogueLoader.load(builtin: false, directories: [folder.path])
      #expect(made.messages.count == 2)
    }
  }

  @Test(arguments: ["", "no JSON", #"{"text": 1}"#])
  func refusesWhatIsNoRecord(_ records: String) {
    var output = MemoryOutput()
    #expect(throws: Diagnostic.self) {
      _ = try PatternsNewFrontend(records: records).run(&output)
    }
    #expect(output.text == "")
  }

  @Test func proposesANameForAnUnknownOne() throws {
    let catalogue = try catalogue()
    var output = MemoryOutput()
    let error = #expect(throws: Diagnostic.self) {
      try PatternsShowFrontend(catalogue: catalogue, id: "torch.versoin").run(&output)
    }
    #expect(error?.message.en == "there is no message \"torch.versoin\"")
    #expect(error?.helps.map(\.en) == ["did you mean `torch.version`?"])
  }

  @Test("of a beginning of a name the whole names are proposed")
  func proposesWhatBeginsSo() throws {
    let catalogue = try catalogue()
    var output = MemoryOutput()
    let error = #expect(throws: Diagnostic.self) {
      try PatternsExplainFrontend(catalogue: catalogue, id: "windows-wheel").run(&output)
    }
    #expect(error?.helps.map(\.en) == ["did you mean `windows-wheel-without-flash`?"])
  }

  @Test func lintTellsErrorsFromWarnings() throws {
    let run = { (name: String) throws -> (sdlog.ExitStatus, Int) in
      var count = 0
      let folder = Folders.fixtures.appending(path: name).path
      let status = try PatternsLintFrontend(folders: [folder], includesBuiltin: false).run { _ in
        count += 1
      }
      return (status, count)
    }
    #expect(try run("good") == (.clean, 0))
    #expect(try run("commands/short") == (.findings, 1))
    #expect(try run("bad/unknown-key").0 == .trouble)
  }

  @Test func readsTheUsersOwnFolderFirst() throws {
    let home = try Folders.temporary([:])
    let own = home.appending(path: "sdlog/patterns")
    let folders = PatternFolders(given: ["x"], own: own.path)
    #expect(folders.paths == ["x"])
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    #expect(folders.paths == [own.path, "x"])
  }
}
