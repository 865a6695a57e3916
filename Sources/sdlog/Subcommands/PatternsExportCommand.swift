import ArgumentParser
import Localization

/// `sdlog patterns export`.
struct PatternsExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: .said("Print the patterns for other programs.", "输出规则供其他程序使用。"),
    discussion: .said(
      """
      The format regex is one pattern a line for `rg --regex-size-limit 1G -f`; patterns with lookaround, \
      or for several lines, are left out there, which is said on standard error.
      """,
      """
      regex 格式每行一条规则，可用于 `rg --regex-size-limit 1G -f`；含环视或匹配多行的规则会略去，并在标准错误输出中说明。
      """))

  /// The formats of this command.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case regex
    case json
  }

  @Option(help: .said("Print in this form.", "输出格式。"))
  var format = Format.json

  @OptionGroup var catalogueOptions: CatalogueOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    let frontend = PatternsExportFrontend(
      catalogue: try catalogueOptions.load(), format: format == .regex ? .regex : .json)
    try PatternsCommand.write { output in
      let omitted = try frontend.run(&output)
      guard !omitted.isEmpty else { return }
      Diagnostic(
        isWarning: true,
        message: LocalizedText(
          en: "\(omitted.count) patterns are left out", zh: "略去了 \(omitted.count) 条规则"),
        notes: [
          LocalizedText(
            en: "they use lookaround or match several lines: \(omitted.joined(separator: ", "))",
            zh: "它们使用了环视或匹配多行：\(omitted.joined(separator: "、"))")
        ],
        helps: [
          LocalizedText(en: "`--format json` has all of them", zh: "`--format json` 包含全部规则")
        ]
      ).print()
    }
  }
}
