import ArgumentParser

/// The command line of sdlog.
@main
struct SDLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sdlog",
    abstract: "Read console logs of Stable Diffusion programs: what is slow, why, and since when.",
    version: Version.current,
    subcommands: [
      ScanCommand.self, WatchCommand.self, DiffCommand.self, RecordsCommand.self,
      DetectCommand.self,
      PatternsCommand.self,
      HistoryCommand.self,
    ])
}
