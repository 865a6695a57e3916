import ArgumentParser
import Localization
import Reporting

/// `sdlog patterns lint`.
struct PatternsLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: .said("Check catalogue files in full.", "全面检查规则文件。"),
    discussion: .said(
      """
      Every fault of every file is shown at once, with its place. The exit status is 0 for clean \
      files, 1 for warnings, 2 for errors.
      """, "一次列出所有文件的全部问题及位置。退出状态：0 表示没有问题，1 表示有警告，2 表示有错误。"))

  @OptionGroup var catalogueOptions: CatalogueOptions
  @OptionGroup var languageOptions: LanguageOptions

  @Flag(help: .said("Leave the built-in catalogue out.", "不检查内置规则。"))
  var noBuiltin = false

  func validate() throws {
    if noBuiltin, catalogueOptions.folders.isEmpty {
      throw ValidationError(
        .said(
          "--no-builtin needs a folder: --patterns DIR", "--no-builtin 需要指定文件夹：--patterns DIR"))
    }
  }

  func run() throws {
    let folders = PatternFolders(given: catalogueOptions.folders, environment: Environment())
    let frontend = PatternsLintFrontend(
      folders: noBuiltin ? catalogueOptions.folders : folders.paths, includesBuiltin: !noBuiltin)
    try ExitStatus.end {
      try frontend.run({ $0.print() }) { words in
        var output = StandardStream.output
        try output.append(words.text(in: .current))
      }
    }
  }
}
