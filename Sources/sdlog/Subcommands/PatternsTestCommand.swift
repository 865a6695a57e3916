import ArgumentParser
import PatternCatalogue

/// `sdlog patterns test`.
struct PatternsTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Tell which messages match the lines of a file.",
    discussion: """
      Each line is taken by itself, without its prefix, and every message is tried, whichever \
      program prints it. With --pattern one message is tried, and for a line that it does not match \
      it is said why.
      """)

  /// The formats of this command.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case ndjson
  }

  @Option(help: "Print as text or ndjson (default: text).")
  var format = Format.text

  @Option(name: .customLong("pattern"), help: "Try only the message with this id (default: all).")
  var id: String?

  @OptionGroup var catalogueOptions: CatalogueOptions

  @Argument(help: "Read this file; - is standard input.")
  var file: String

  func run() throws {
    let catalogue = try catalogueOptions.load()
    var status = ExitStatus.clean
    try PatternsCommand.write { output in
      let frontend = PatternsTestFrontend(
        messages: try messages(catalogue), explainsMisses: id != nil,
        format: format == .text ? .text : .ndjson)
      status = try frontend.run(file, &output)
    }
    throw ExitCode(status.rawValue)
  }

  private func messages(_ catalogue: Catalogue) throws -> [MessageDefinition] {
    guard let id else { return catalogue.messages }
    guard let message = catalogue.message(id) else {
      throw Diagnostic.unknown("message", id, among: catalogue.messages.map(\.id), in: "list")
    }
    return [message]
  }
}
