import ArgumentParser
import Reporting

/// `sdlog patterns`.
struct PatternsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patterns",
    abstract: .said(
      "Show, try and check what sdlog knows of programs' messages.",
      "查看、试用和检查 sdlog 认识的程序信息。"),
    subcommands: [
      PatternsListCommand.self, PatternsShowCommand.self, PatternsTestCommand.self,
      PatternsLintCommand.self, PatternsNewCommand.self, PatternsExportCommand.self,
      PatternsExplainCommand.self,
    ])

  @OptionGroup var languageOptions: LanguageOptions

  /// Runs a front end on standard output; a `Diagnostic` that it throws is printed, with status 2.
  static func write(_ body: (inout StandardStream) throws -> Void) throws {
    var output = StandardStream.output
    let status = try ExitStatus.running {
      try body(&output)
      return .clean
    }
    if status == .trouble { throw ExitCode(status.rawValue) }
  }
}
