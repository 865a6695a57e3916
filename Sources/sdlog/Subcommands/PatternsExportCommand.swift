import ArgumentParser

/// `sdlog patterns export`.
struct PatternsExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print the patterns for other programs.",
    discussion: """
      The format regex is one pattern a line for `rg -f`; patterns with lookaround, or for several \
      lines, are left out there, which is said on standard error.
      """)

  /// The formats of this command.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case regex
    case json
  }

  @Option(help: "Print as regex or json (default: json).")
  var format = Format.json

  @OptionGroup var catalogueOptions: CatalogueOptions

  func run() throws {
    let frontend = PatternsExportFrontend(
      catalogue: try catalogueOptions.load(), format: format == .regex ? .regex : .json)
    try PatternsCommand.write { output in
      let omitted = try frontend.run(&output)
      guard !omitted.isEmpty else { return }
      Diagnostic(
        isWarning: true, message: "\(omitted.count) patterns are left out",
        notes: ["they use lookaround or match several lines: \(omitted.joined(separator: ", "))"],
        helps: ["`--format json` has all of them"]
      ).print()
    }
  }
}
