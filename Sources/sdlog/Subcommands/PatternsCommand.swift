import ArgumentParser

/// `sdlog patterns`.
struct PatternsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patterns",
    abstract: "Show, try and check what sdlog knows of programs' messages.",
    subcommands: [
      PatternsLintCommand.self
    ])
}
