import Foundation
import TestSupport
import Testing

/// `--format html` of every command that has it.
struct PageTests {
  /// A command, run in a folder with a good and a bad log.
  struct Page: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    /// What the page says in English and in Chinese.
    let words: (en: [String], zh: [String])
    var testDescription: String { arguments[0] }
  }

  private static let pages = [
    Page(
      arguments: ["scan", "logs"],
      words: (["In short", "ERROR", "Do this"], ["概要", "错误", "怎么办"])),
    Page(
      arguments: ["summary", "--history", "h.sqlite", "--host-folders", "logs"],
      words: (
        ["ERROR", "2 machines", "Errors and stalls", "To look closer"],
        ["错误", "2 台机器", "出错与停顿", "查看详情"]
      )),
    Page(
      arguments: ["diff", "logs/good/a.log", "logs/bad/b.log"],
      words: (["WORSE", "37 % slower", "New messages"], ["变差", "慢了 37 %", "新出现的信息"])),
  ]

  /// What a log holds to become part of a page.
  private static let attack = "</code></p><script>alert(1)</script><img src=x onerror='x()'>"

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      HistoryLogs.session([4.8, 8.01, 7.98, 8.02, 7.99, 8.00, 8.03, 7.97]), to: "logs/good/a.log")
    try folder.write(
      HistoryLogs.session(
        [3.0, 5.01, 4.98, 5.02, 4.99, 5.00, 5.03, 4.97], arguments: "--theme \(Self.attack)",
        error:
          "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. \(Self.attack)"),
      to: "logs/bad/b.log")
  }

  private func sdlog(_ arguments: [String]) throws -> Command.Outcome {
    try SDLogProgram.run(arguments, in: folder.url)
  }

  @Test(arguments: pages, ["en", "zh"])
  func tellsWhatTheTextTells(_ page: Page, _ language: String) throws {
    let outcome = try sdlog(page.arguments + ["--format", "html", "--lang", language])
    #expect(outcome.status == .exited(1))
    #expect(outcome.errorText == "")
    let markup = try Markup(document: Markup.withoutStyle(outcome.outputText))
    let text = markup.text
    for words in language == "en" ? page.words.en : page.words.zh {
      #expect(text.contains(words), "\(words)")
    }
    #expect(text.contains(Self.attack), "the log's text is shown as it is")
    let names = Set(markup.elements.map(\.name))
    #expect(names.isDisjoint(with: ["script", "img", "link", "iframe", "form"]))
    #expect(outcome.outputText.contains("default-src &#39;none&#39;"))
  }

  @Test(arguments: pages)
  func goesToAFileWhole(_ page: Page) throws {
    try folder.write("what was there", to: "pages/page.html")
    let arguments = page.arguments + ["--format", "html", "--output"]
    let outcome = try sdlog(arguments + ["pages/page.html"])
    #expect(outcome.status == .exited(1))
    #expect(outcome.outputText == "" && outcome.errorText == "")
    let written = try String(contentsOf: folder.file("pages/page.html"), encoding: .utf8)
    #expect(written.hasPrefix("<!DOCTYPE html>") && written.hasSuffix("</html>\n"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.file("pages").path)
        == ["page.html"])
    let failed = try sdlog(arguments + ["no/page.html"])
    #expect(failed.status == .exited(2))
    #expect(failed.errorText.hasPrefix("error: cannot write no/page.html"))
  }

  @Test(arguments: pages)
  func leavesOutWhatIsPrivate(_ page: Page) throws {
    try folder.write(
      HistoryLogs.session([5, 8, 8], arguments: "--api-auth jane:s3cretpassword")
        + "RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB. /home/jane/models\n",
      to: "logs/bad/b.log")
    let outcome = try sdlog(page.arguments + ["--format", "html", "--redact"])
    #expect(outcome.status == .exited(1))
    #expect(!outcome.outputText.contains("s3cretpassword"))
    #expect(!outcome.outputText.contains("jane"))
  }
}
