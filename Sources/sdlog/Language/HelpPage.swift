/// A page of help as the argument parser prints it, in parts.
///
/// The parser is asked for a page that is not folded, so that each text stands on one line:
///
///     OVERVIEW: Read logs.
///
///     A text of its own, with paragraphs.
///
///     USAGE: sdlog scan [--quiet] <paths> ...
///
///     ARGUMENTS:
///       <paths>                 Read these files.
///
///     OPTIONS:
///       --a-rather-long-name <value>
///                               Do something. (default: 3)
///
///       See 'sdlog help <subcommand>' for detailed help.
struct HelpPage: Equatable {
  /// A name with what it is for.
  struct Item: Equatable {
    var label: String
    var text: String
  }

  /// Items under a heading.
  struct Section: Equatable {
    /// The heading in upper case, without its colon.
    var heading: String
    var items: [Item]
  }

  /// What the command does, by paragraphs.
  var overview: [String] = []
  /// How it is called, without the word before it; a line for each way.
  var usage = ""
  var sections: [Section] = []
  /// The path of commands before `<subcommand>` where there are subcommands.
  var footer: String?
}

extension HelpPage {
  private static let overviewMark = "OVERVIEW: "
  private static let usageMark = "USAGE: "
  /// What stands before another way to call a command.
  private static let usageIndent = "       "
  private static let footerStart = "  See '"
  private static let footerEnd = " <subcommand>' for detailed help."
  /// The column in which the parser begins an item's text.
  fileprivate static let textColumn = 26

  /// Takes a page apart.
  ///
  /// - Parameter text: What the parser printed; `nil` comes of a text that is no page of help.
  init?(_ text: String) {
    guard text.hasPrefix(Self.overviewMark) || text.hasPrefix(Self.usageMark) else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let body = lines.firstIndex { $0.hasPrefix(Self.usageMark) } ?? lines.count
    overview = lines[..<body].filter { !$0.isEmpty }
    if let first = overview.first, first.hasPrefix(Self.overviewMark) {
      overview[0] = String(first.dropFirst(Self.overviewMark.count))
    }
    for line in lines[body...] where !line.isEmpty { add(line) }
  }

  private mutating func add(_ line: String) {
    if line.hasPrefix(Self.usageMark) {
      usage = String(line.dropFirst(Self.usageMark.count))
    } else if sections.isEmpty, line.hasPrefix(Self.usageIndent) {
      usage += "\n" + line.dropFirst(Self.usageIndent.count)
    } else if !line.hasPrefix(" ") {
      sections.append(Section(heading: String(line.prefix { $0 != ":" }), items: []))
    } else if line.hasPrefix(Self.footerStart), line.hasSuffix(Self.footerEnd) {
      footer = String(line.dropFirst(Self.footerStart.count).dropLast(Self.footerEnd.count))
    } else if let section = sections.indices.last {
      sections[section].add(line)
    }
  }
}

extension HelpPage.Section {
  /// Takes a line with an item, or the rest of the item before.
  fileprivate mutating func add(_ line: String) {
    let indent = line.prefix { $0 == " " }.count
    let content = String(line.dropFirst(indent))
    if indent >= HelpPage.textColumn, let last = items.indices.last {
      // The label before left no room; what looked like its text is a part of it.
      if !items[last].text.isEmpty { items[last].label += " " + items[last].text }
      items[last].text = content
      return
    }
    let label = line.prefix(HelpPage.textColumn)
    guard line.count > HelpPage.textColumn, label.last == " " else {
      return items.append(HelpPage.Item(label: content, text: ""))
    }
    items.append(
      HelpPage.Item(
        label: label.split(separator: " ").joined(separator: " "),
        text: String(line.dropFirst(HelpPage.textColumn))))
  }
}
