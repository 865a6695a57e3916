import ArgumentParser
import Foundation

/// `sdlog patterns new`.
struct PatternsNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make entries to fill in of records on standard input.",
    discussion: """
      Pipe lines of `sdlog records --format ndjson` into it. The result is a catalogue file: fill in \
      the words in capitals, then check it with `sdlog patterns lint`.
      """)

  func run() throws {
    let bytes = try FileHandle.standardInput.readToEnd() ?? Data()
    let frontend = PatternsNewFrontend(records: String(decoding: bytes, as: UTF8.self))
    try PatternsCommand.write { try frontend.run(&$0) }
  }
}
