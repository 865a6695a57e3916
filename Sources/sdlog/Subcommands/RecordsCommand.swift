import ArgumentParser

/// `sdlog records`.
struct RecordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "records",
    abstract: .said(
      "Show the records that a log is read as: lines, frames of bars, blocks.",
      "逐条显示日志被切分成的记录（行、进度条的每一帧、成块的多行）。"),
    discussion: .said(
      """
      A record is a line, a redrawn frame of a progress bar, or a block of lines that belong \
      together, without escapes and prefixes. Patterns are matched against records, so this is where \
      writing one begins.
      """,
      """
      一条记录是一行、进度条的一次重绘，或属于同一内容的若干行，不含控制字符和前缀。规则是针对记录\
      匹配的，编写规则可从这里开始。
      """))

  /// The formats of this command.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case ndjson
  }

  @Option(help: .said("Print in this form.", "输出格式。"))
  var format = Format.text

  @OptionGroup var languageOptions: LanguageOptions

  @Argument(
    help: .said(
      "Read these files and folders; - is standard input.", "要读取的文件和文件夹，- 表示标准输入。"))
  var paths: [String]

  func run() throws {
    let frontend = RecordsFrontend(paths: paths, format: format == .text ? .text : .ndjson)
    try ExitStatus.end { try frontend.run() }
  }
}
