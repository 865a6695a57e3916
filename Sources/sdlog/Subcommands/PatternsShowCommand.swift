import ArgumentParser

/// `sdlog patterns show`.
struct PatternsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a message in words, with its examples.")

  @OptionGroup var catalogueOptions: CatalogueOptions

  @Argument(help: "Show the message with this id.")
  var id: String

  func run() throws {
    let frontend = PatternsShowFrontend(catalogue: try catalogueOptions.load(), id: id)
    try PatternsCommand.write { try frontend.run(&$0) }
  }
}
