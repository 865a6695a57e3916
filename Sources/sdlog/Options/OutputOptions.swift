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

  @Option(help: "Write text, json, ndjson, markdown or html (default: text).")
  var format = ReportOptions.Format.text

  @Option(help: "Write to this file, whole or not at all (default: standard output).")
  var output: String?

  @Option(help: "Speak en or zh (default: as the locale says).")
  var lang: Language?

  @Option(
    help: "Colour auto, always or never (default: auto: on a terminal, unless NO_COLOR is set).")
  var color = Colour.auto

  @Flag(help: "Leave out names, addresses, prompts and keys.")
  var redact = false

  /// The options as the front end takes them.
  var reportOptions: ReportOptions {
    let environment = Environment()
    let isTerminal = output == nil && StandardStream.output.isTerminal
    return ReportOptions(
      format: format, output: output, language: lang ?? environment.language,
      isColoured: color == .always
        || color == .auto && isTerminal && !environment.forbidsColour,
      width: isTerminal ? environment.columns : 80, isRedacted: redact)
  }
}

extension ReportOptions.Format: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
