import ArgumentParser
import Foundation
import Localization

/// `sdlog patterns new`.
struct PatternsNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: .said(
      "Make entries to fill in of records on standard input.", "根据标准输入的记录生成待填写的规则。"),
    discussion: .said(
      """
      Pipe lines of `sdlog records --format ndjson` into it. The result is a catalogue file: fill in \
      the words in capitals, then check it with `sdlog patterns lint`.
      """,
      """
      通过管道输入 `sdlog records --format ndjson` 的若干行，得到一个规则文件：填好大写单词处的内容，\
      再用 `sdlog patterns lint` 检查。
      """))

  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    let bytes = try FileHandle.standardInput.readToEnd() ?? Data()
    let frontend = PatternsNewFrontend(records: String(decoding: bytes, as: UTF8.self))
    try PatternsCommand.write { output in
      let frames = try frontend.run(&output)
      guard frames > 0 else { return }
      Diagnostic(
        isWarning: true,
        message: LocalizedText(
          en: "\(frames) \(frames == 1 ? "frame" : "frames") of progress bars left out",
          zh: "略去了 \(frames) 个进度条的帧"),
        helps: [
          LocalizedText(
            en: "a bar is told by an entry under `bars`", zh: "进度条请用 bars 下的条目说明")
        ]
      ).print()
    }
  }
}
