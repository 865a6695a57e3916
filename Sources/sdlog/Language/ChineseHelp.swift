import Localization
import Reporting

/// Lays a page of help out in Chinese: with Chinese headings, and folded by the width of characters.
///
/// The texts of commands and options are Chinese already; the parser's own ones are translated here.
struct ChineseHelp {
  /// The width of the page.
  var columns: Int

  /// The column in which an item's text begins.
  private static let textColumn = 26

  /// Returns the page without a line break at its end.
  func text(of page: HelpPage) -> String {
    var blocks: [String] = []
    if let first = page.overview.first {
      blocks.append(folded(Self.texts[first] ?? first, after: "概述："))
      blocks += page.overview.dropFirst().map { folded($0, after: "") }
    }
    blocks.append(usage(page.usage))
    blocks += page.sections.map(text)
    if let footer = page.footer {
      blocks.append("  各子命令的说明见“\(footer) <子命令>”。")
    }
    return blocks.joined(separator: "\n\n")
  }
}

extension ChineseHelp {
  private func text(of section: HelpPage.Section) -> String {
    let heading = Self.headings[section.heading] ?? section.heading
    return (["\(heading)："] + section.items.map(text)).joined(separator: "\n")
  }

  private func text(of item: HelpPage.Item) -> String {
    let label = "  " + Self.placeholders(item.label)
    guard !item.text.isEmpty else { return label }
    let lines = TextWrapper.lines(
      of: Self.translated(item.text), columns: columns - Self.textColumn)
    let indent = String(repeating: " ", count: Self.textColumn)
    let body = lines.joined(separator: "\n" + indent)
    return DisplayWidth.columns(of: label) < Self.textColumn
      ? DisplayWidth.padded(label, to: Self.textColumn) + body : "\(label)\n\(indent)\(body)"
  }

  /// Returns a paragraph behind a word, its further lines below its beginning.
  private func folded(_ text: String, after word: String) -> String {
    let width = DisplayWidth.columns(of: word)
    let indent = String(repeating: " ", count: width)
    return word
      + TextWrapper.lines(of: text, columns: columns - width).joined(separator: "\n" + indent)
  }

  /// Returns how a command is called, folded between its options and never within one.
  private func usage(_ text: String) -> String {
    let ways = text.split(separator: "\n").map { way in
      var depth = 0
      let joined = way.map { character -> Character in
        if character == "[" { depth += 1 }
        if character == "]" { depth -= 1 }
        return character == " " && depth > 0 ? Self.fixedSpace : character
      }
      return Self.placeholders(String(joined))
    }
    let lines = ways.enumerated().map { number, way in
      folded(way, after: number == 0 ? "用法：" : "      ")
    }
    return lines.joined(separator: "\n").replacing(String(Self.fixedSpace), with: " ")
  }

  /// A space at which text is not folded.
  private static let fixedSpace: Character = "\u{A0}"

  private static func placeholders(_ text: String) -> String {
    text.replacing("<subcommand>", with: "<子命令>").replacing("<options>", with: "<选项>")
      .replacing("<subcommands>", with: "<子命令>")
  }

  /// Returns an item's text with what the parser says in it translated.
  private static func translated(_ text: String) -> String {
    if let whole = texts[text] { return whole }
    guard text.hasSuffix(")"), let start = text.lastRange(of: "(")?.lowerBound else { return text }
    var words = text[text.index(after: start)...].dropLast().replacing("; ", with: "；")
    let isValues = words.hasPrefix(values)
    guard isValues || words.hasPrefix(defaultValue) else { return text }
    if isValues { words = words.replacing(", ", with: "、") }
    words = words.replacing(values, with: "可选值：").replacing(defaultValue, with: "默认：")
    return text[..<start].reversed().drop { $0 == " " }.reversed() + "（\(words)）"
  }

  private static let values = "values: "
  private static let defaultValue = "default: "

  private static let headings = ["ARGUMENTS": "参数", "OPTIONS": "选项", "SUBCOMMANDS": "子命令"]

  private static let texts = [
    "Show help information.": "显示帮助。",
    "Show the version.": "显示版本。",
    "Show subcommand help information.": "显示子命令的帮助。",
  ]
}

extension String {
  /// Returns where a text occurs for the last time.
  fileprivate func lastRange(of text: String) -> Range<String.Index>? {
    ranges(of: text).last
  }
}
