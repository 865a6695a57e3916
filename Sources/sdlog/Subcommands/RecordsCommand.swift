import ArgumentParser

/// `sdlog records`.
struct RecordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "records",
    abstract: "Show what the tokenizer sees, record by record.",
    discussion: """
      A record is a line, a redrawn frame of a progress bar, or a block of lines that belong \
      together, without escapes and prefixes. Patterns are matched against records, so this is where \
      writing one begins.
      """)

  /// The formats of this command.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case ndjson
  }

  @Option(help: "Print as text or ndjson (default: text).")
  var format = Format.text

  @Argument(help: "Read these files and folders; - is standard input.")
  var paths: [String]

  func run() throws {
    let frontend = RecordsFrontend(paths: paths, format: format == .text ? .text : .ndjson)
    throw ExitCode(try ExitStatus.running { try frontend.run() }.rawValue)
  }
}
