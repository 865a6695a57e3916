import ArgumentParser
import Reporting

/// `sdlog patterns explain`.
struct PatternsExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a cause's rule in words.")

  @Flag(help: "Show all conditions that rules may have.")
  var syntax = false

  @OptionGroup var catalogueOptions: CatalogueOptions

  @Argument(help: "Explain the cause with this id.")
  var cause: String?

  func validate() throws {
    if cause == nil, !syntax { throw ValidationError("name a cause, or give --syntax") }
  }

  func run() throws {
    if syntax {
      try PatternsCommand.write { try $0.append(PatternsExplainFrontend.syntax) }
    }
    guard let cause else { return }
    let frontend = PatternsExplainFrontend(catalogue: try catalogueOptions.load(), id: cause)
    try PatternsCommand.write { try frontend.run(&$0) }
  }
}
