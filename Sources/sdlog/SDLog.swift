import ArgumentParser

/// The command line of sdlog.
@main
struct SDLog: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "sdlog")
}
