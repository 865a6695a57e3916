import ArgumentParser

/// `sdlog detect`.
struct DetectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detect",
    abstract: .said(
      "Find where any series of rates changed its level.", "找出任意速率序列在哪里发生了变化。"),
    discussion: .said(
      """
      The file holds a JSON object a line, {"id", "mode": "offline" or "nightly", "v": [rate, ...], \
      "s": [[day, runs], ...]}, or comma-separated values of one series, time,rate[,session]. \
      Offline reports all changes; nightly raises an alarm on the night on which a drop is certain.

      The exit status is 0 if no series got slower, 1 if one did, 2 if something could not be read, \
      64 for wrong usage.
      """,
      """
      文件每行一个 JSON 对象：{"id", "mode": "offline" 或 "nightly", "v": [速率, ...], \
      "s": [[日, 次数], ...]}；或者是单个序列的逗号分隔数据：时间,速率[,会话]。offline 报告全部变化；\
      nightly 在能够确定变慢的那一夜报警。

      退出状态：0 表示没有序列变慢，1 表示有，2 表示有内容未能读取，64 表示用法错误。
      """))

  /// The formats of this command.
  enum Format: String, ReportFormatArgument {
    case text
    case json
    case ndjson
    case markdown
  }

  @OptionGroup var outputOptions: OutputOptions<Format>

  @OptionGroup var failureOption: FailureOption

  @Argument(help: .said("Read this file; - is standard input.", "要读取的文件，- 表示标准输入。"))
  var file: String

  func run() throws {
    let frontend = DetectFrontend(
      path: file, report: outputOptions.reportOptions,
      failOn: failureOption.failOn)
    try ExitStatus.end { try frontend.run() }
  }
}
