import ArgumentParser

/// `sdlog patterns list`.
struct PatternsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: .said("List all messages.", "列出全部信息。"))

  /// The formats of this command.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @Option(help: .said("Print in this form.", "输出格式。"))
  var format = Format.text

  @OptionGroup var catalogueOptions: CatalogueOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    let frontend = PatternsListFrontend(
      catalogue: try catalogueOptions.load(), format: format == .text ? .text : .json,
      width: StandardStream.output.isTerminal ? Environment().columns : Int.max / 2,
      language: .current)
    try PatternsCommand.write { try frontend.run(&$0) }
  }
}
