import ArgumentParser
import Reporting

/// `sdlog patterns`.
struct PatternsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patterns",
    abstract: "Show, try and check what sdlog knows of programs' messages.",
    subcommands: [
      PatternsListCommand.self, PatternsShowCommand.self, PatternsTestCommand.self,
      PatternsLintCommand.self, PatternsNewCommand.self, PatternsExportCommand.self,
      PatternsExplainCommand.self,
    ])

  /// Runs a front end on standard output; a `Diagnostic` that it throws is printed, with status 2.
  static func write(_ body: (inout StandardStream) throws -> Void) throws {
    var output = StandardStream.output
    do {
      try body(&output)
    } catch let diagnostic as Diagnostic {
      diagnostic.print()
      throw ExitCode(ExitStatus.trouble.rawValue)
    }
  }
}
