import ArgumentParser
import Localization

/// The command line of sdlog.
@main
struct SDLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sdlog",
    abstract: .said(
      "Read console logs of Stable Diffusion programs: what is slow, why, and since when.",
      "读取 Stable Diffusion 程序的控制台日志：哪里慢、为什么慢、从什么时候开始变慢。"),
    version: Version.current,
    subcommands: [
      ScanCommand.self, WatchCommand.self, SummaryCommand.self, AckCommand.self,
      DiffCommand.self, HistoryCommand.self, MergeCommand.self, RecordsCommand.self,
      DetectCommand.self, PatternsCommand.self,
    ])

  @OptionGroup var languageOptions: LanguageOptions

  static func main() {
    StandardStream.prepare()
    ProcessMemory.prepare()
    let arguments = CommandLine.exactArguments
    do {
      if let unknown = UnknownCommand(in: arguments) {
        throw ValidationError(unknown.message)
      }
      var command = try parseAsRoot(arguments)
      ProcessMemory.beginStage()
      try command.run()
    } catch {
      let message = ParserMessage(
        error, language: .current, columns: Environment().columns)
      message.print()
      exit(withError: message.status)
    }
  }
}
