import ArgumentParser
import Reporting

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The options of every command that writes a report.
struct OutputOptions: ParsableArguments {
  /// When output is coloured.
  enum Colour: String, CaseIterable, ExpressibleByArgument {
    case auto
    case always
    case never
  }

  @Option(help: .said("Write the report in this form.", "报告的格式。"))
  var format = ReportOptions.Format.text

  @Option(
    help: .said(
      "Write to this file, whole or not at all (default: standard output).",
      "写入该文件，要么完整要么不写（默认写到标准输出）。"))
  var output: String?

  @OptionGroup var languageOptions: LanguageOptions

  @Option(
    help: .said(
      "Colour the report (auto: on a terminal, unless NO_COLOR is set).",
      "是否使用颜色（auto：输出到终端且未设置 NO_COLOR 时使用）。"))
  var color = Colour.auto

  @Flag(
    help: .said(
      "Leave out names, addresses, prompts and keys.", "隐去用户名、地址、提示词和密钥。"))
  var redact = false

  /// The options as the front end takes them.
  var reportOptions: ReportOptions {
    let environment = Environment()
    let isTerminal = output == nil && StandardStream.output.isTerminal
    return ReportOptions(
      format: format, output: output, language: .current,
      isColoured: color == .always
        || color == .auto && isTerminal && !environment.forbidsColour,
      width: isTerminal ? environment.columns : 80, isRedacted: redact)
  }
}

extension ReportOptions.Format: ExpressibleByArgument {}
