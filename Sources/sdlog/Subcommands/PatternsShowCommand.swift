import ArgumentParser

/// `sdlog patterns show`.
struct PatternsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: .said("Show a message in words, with its examples.", "用文字说明一条信息，并附示例。"))

  @OptionGroup var catalogueOptions: CatalogueOptions
  @OptionGroup var languageOptions: LanguageOptions

  @Argument(help: .said("Show the message with this id.", "要显示的信息的 id。"))
  var id: String

  func run() throws {
    let frontend = PatternsShowFrontend(
      catalogue: try catalogueOptions.load(), id: id, language: .current)
    try PatternsCommand.write { try frontend.run(&$0) }
  }
}
