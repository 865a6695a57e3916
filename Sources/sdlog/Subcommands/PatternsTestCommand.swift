import ArgumentParser
import PatternCatalogue

/// `sdlog patterns test`.
struct PatternsTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: .said(
      "Tell which messages match the lines of a file.", "显示文件各行匹配哪些信息。"),
    discussion: .said(
      """
      Each line is taken by itself, without its prefix, and every message is tried, whichever \
      program prints it. With --pattern one message is tried, and for a line that it does not match \
      it is said why.
      """,
      """
      每一行单独处理并去掉前缀，不论由哪个程序输出，都会与全部信息比对。使用 --pattern 时只比对一条信息，\
      不匹配的行会说明原因。
      """))

  /// The formats of this command.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case ndjson
  }

  @Option(help: .said("Print in this form.", "输出格式。"))
  var format = Format.text

  @Option(
    name: .customLong("pattern"),
    help: .said("Try only the message with this id (default: all).", "只比对该 id 的信息（默认：全部）。"))
  var id: String?

  @OptionGroup var catalogueOptions: CatalogueOptions
  @OptionGroup var languageOptions: LanguageOptions

  @Argument(help: .said("Read this file; - is standard input.", "要读取的文件，- 表示标准输入。"))
  var file: String

  func run() throws {
    let catalogue = try catalogueOptions.load()
    var status = ExitStatus.clean
    try PatternsCommand.write { output in
      let frontend = PatternsTestFrontend(
        messages: try messages(catalogue), explainsMisses: id != nil,
        format: format == .text ? .text : .ndjson, language: .current)
      status = try frontend.run(file, &output)
    }
    throw ExitCode(status.rawValue)
  }

  private func messages(_ catalogue: Catalogue) throws -> [MessageDefinition] {
    guard let id else { return catalogue.messages }
    guard let message = catalogue.message(id) else {
      throw Diagnostic.unknown(.message, id, among: catalogue.messages.map(\.id), in: "list")
    }
    return [message]
  }
}
