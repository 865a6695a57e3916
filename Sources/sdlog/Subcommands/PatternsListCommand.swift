import ArgumentParser

/// `sdlog patterns list`.
struct PatternsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List all messages.")

  /// The formats of this command.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @Option(help: "Print as text or json (default: text).")
  var format = Format.text

  @OptionGroup var catalogueOptions: CatalogueOptions

  func run() throws {
    let frontend = PatternsListFrontend(
      catalogue: try catalogueOptions.load(), format: format == .text ? .text : .json,
      width: StandardStream.output.isTerminal ? Environment().columns : Int.max / 2)
    try PatternsCommand.write { try frontend.run(&$0) }
  }
}
