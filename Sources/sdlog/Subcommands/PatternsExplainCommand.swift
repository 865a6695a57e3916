import ArgumentParser
import Reporting

/// `sdlog patterns explain`.
struct PatternsExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: .said(
      "Explain a cause's rule in words, or list all causes.", "用文字说明某个原因的判断规则，或列出全部原因。"))

  @Flag(help: .said("Show all conditions that rules may have.", "显示规则可用的全部条件。"))
  var syntax = false

  @OptionGroup var catalogueOptions: CatalogueOptions
  @OptionGroup var languageOptions: LanguageOptions

  @Argument(
    help: .said(
      "Explain the cause with this id (default: list all).", "要说明的原因的 id（默认：列出全部）。"))
  var cause: String?

  func run() throws {
    if syntax {
      try PatternsCommand.write { try $0.append(PatternsExplainFrontend.syntax.text(in: .current)) }
      if cause == nil { return }
    }
    let frontend = PatternsExplainFrontend(
      catalogue: try catalogueOptions.load(), id: cause, language: .current)
    try PatternsCommand.write { try frontend.run(&$0) }
  }
}
