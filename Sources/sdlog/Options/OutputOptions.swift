import ArgumentParser
import Reporting

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// When output is coloured.
enum ColourArgument: String, CaseIterable, ExpressibleByArgument {
  case auto
  case always
  case never
}

/// The forms in which a command writes its report, all of them such as `ReportOptions` knows.
protocol ReportFormatArgument: ExpressibleByArgument, CaseIterable, RawRepresentable<String> {
  /// The form that is written where none is asked for.
  static var text: Self { get }
}

/// The options of every command that writes a report.
struct OutputOptions<Format: ReportFormatArgument>: ParsableArguments {
  @Option(help: .said("Write the report in this form.", "报告的格式。"))
  var format = Format.text

  @Option(
    help: .said(
      "Write to this file, whole or not at all (default: standard output).",
      "写完整后才替换该文件（默认写到标准输出）。"))
  var output: String?

  @OptionGroup var languageOptions: LanguageOptions

  @Option(
    help: .said(
      "Colour the report (auto: on a terminal, unless NO_COLOR is set).",
      "是否使用颜色（auto：输出到终端且未设置 NO_COLOR 时使用）。"))
  var color = ColourArgument.auto

  @Flag(
    help: .said(
      "Leave out names, addresses, prompts and keys.", "隐去用户名、地址、提示词和密钥。"))
  var redact = false

  /// The options as the front end takes them.
  var reportOptions: ReportOptions {
    let environment = Environment()
    let isTerminal = output == nil && StandardStream.output.isTerminal
    return ReportOptions(
      format: ReportOptions.Format(rawValue: format.rawValue) ?? .text, output: output,
      language: .current,
      isColoured: color == .always
        || color == .auto && isTerminal && !environment.forbidsColour,
      width: isTerminal ? environment.columns : 80, isRedacted: redact)
  }
}

extension ReportOptions.Format: ReportFormatArgument {}
