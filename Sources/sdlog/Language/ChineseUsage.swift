import Localization

/// Says in Chinese what the argument parser finds wrong with a command line.
enum ChineseUsage {
  /// Returns a message in Chinese.
  ///
  /// - Parameter english: The parser's message: what is wrong, then help and usage where they apply.
  /// - Returns: The same in Chinese. The program's own words, which are Chinese already, stay.
  static func text(of english: String) -> String {
    let (head, usage) = english.split(atLast: "\nUsage: ")
    let (message, help) = head.split(atLast: "\nHelp:  ")
    let error = "Error: "
    guard message.hasPrefix(error) else { return english }
    var text = "错误：" + sentence(String(message.dropFirst(error.count)))
    if let help { text += "\n  建议：\(help)" }
    guard let usage else { return text }
    let (call, more) = usage.split(atLast: "\n  See '")
    text += "\n用法：" + call.replacing("<subcommand>", with: "<子命令>")
    if let more, more.hasSuffix(end) { text += "\n  更多信息见“\(more.dropLast(end.count))”。" }
    return text
  }

  private static let end = "' for more information."

  /// Returns a sentence of the parser in Chinese, any other sentence as it is.
  static func sentence(_ english: String) -> String {
    for words in sentences {
      guard let parts = english.parts(of: words.en) else { continue }
      return filled(words.zh, with: parts)
    }
    return english
  }
}

extension ChineseUsage {
  /// Puts the parts in the places of `{1}`, `{2}`; the items of a list in that of `{2*}`.
  private static func filled(_ template: String, with parts: [String]) -> String {
    var pieces = template.split(separator: "{", omittingEmptySubsequences: false)[...]
    var text = String(pieces.popFirst() ?? "")
    for piece in pieces {
      let (slot, rest) = String(piece).split(atLast: "}")
      let number = slot.prefix { $0 != "*" }
      let part = Int(number).flatMap { parts.indices.contains($0 - 1) ? parts[$0 - 1] : nil } ?? ""
      text += slot.hasSuffix("*") ? part.replacing("', '", with: "”、“") : part
      text += rest ?? ""
    }
    return text
  }

  /// What swift-argument-parser 1.8.2 says in `Usage/UsageGenerator.swift`, the longer ones first.
  ///
  /// `{}` stands for a name or the user's text, which has a number in Chinese, and a star where it is a
  /// list.
  static let sentences: [LocalizedText] = [
    LocalizedText(
      en: "Unknown option '{}'. Did you mean '{}'?\n   or: Missing value for '{}' in '{}'",
      zh: "未知选项“{1}”，是不是“{2}”？\n  或者：“{4}”中的“{3}”缺少值"),
    LocalizedText(
      en: "Unknown option '{}'\n   or: Missing value for '{}' in '{}'",
      zh: "未知选项“{1}”\n  或者：“{3}”中的“{2}”缺少值"),
    LocalizedText(
      en: "Unknown option '{}'. Did you mean '{}'?", zh: "未知选项“{1}”，是不是“{2}”？"),
    LocalizedText(en: "Unknown option '{}'", zh: "未知选项“{1}”"),
    LocalizedText(en: "Missing value for '{}'", zh: "“{1}”缺少值"),
    LocalizedText(
      en: "The option '{}' does not take any value, but '{}' was specified.",
      zh: "选项“{1}”不带值，却给出了“{2}”"),
    LocalizedText(en: "Unexpected argument '{}'", zh: "多余的参数“{1}”"),
    LocalizedText(en: "{} unexpected arguments: '{}'", zh: "{1} 个多余的参数：“{2*}”"),
    LocalizedText(en: "Missing expected argument '{}'", zh: "缺少参数“{1}”"),
    LocalizedText(en: "Missing one of: '{}'", zh: "需要以下之一：“{1*}”"),
    LocalizedText(
      en: "The value '{}' is invalid for '{}'. Please provide one of the following:\n{}",
      zh: "“{2}”的值“{1}”无效，可选值：\n{3}"),
    LocalizedText(
      en: "The value '{}' is invalid for '{}'. Please provide one of '{}' or '{}'.",
      zh: "“{2}”的值“{1}”无效，可选值：“{3*}”、“{4}”"),
    LocalizedText(
      en: "The value '{}' is invalid for '{}'. Please provide one of '{}' and '{}'.",
      zh: "“{2}”的值“{1}”无效，可选值：“{3*}”、“{4}”"),
    LocalizedText(
      en: "The value '{}' is invalid for '{}'. Please provide one of '{}'.",
      zh: "“{2}”的值“{1}”无效，可选值：“{3*}”"),
    LocalizedText(
      en: "The value '{}' is invalid for '{}': {}", zh: "“{2}”的值“{1}”无效：{3}"),
    LocalizedText(en: "The value '{}' is invalid for '{}'", zh: "“{2}”的值“{1}”无效"),
    LocalizedText(
      en: "Value to be set with flag '{}' had already been set with flag '{}'",
      zh: "“{1}”不能与“{2}”同时使用"),
    LocalizedText(en: "Invalid option: {}", zh: "无效的选项：{1}"),
    LocalizedText(en: "Missing required subcommand.", zh: "缺少子命令"),
    LocalizedText(
      en: "Command '{}' is not a parent of the current command.", zh: "“{1}”不是当前命令的上级命令"),
    LocalizedText(
      en: """
        Can't autodetect a supported shell.
        Please use --generate-completion-script=<shell> with one of:
            {}
        """,
      zh: """
        无法识别当前的 shell。
        请用 --generate-completion-script=<shell> 指定其中之一：
            {1}
        """),
    LocalizedText(
      en: """
        Can't generate completion scripts for '{}'.
        Please use --generate-completion-script=<shell> with one of:
            {}
        """,
      zh: """
        不能为“{1}”生成补全脚本。
        请用 --generate-completion-script=<shell> 指定其中之一：
            {2}
        """),
    LocalizedText(
      en: "Internal error. Parsing command-line arguments hit unimplemented code path.",
      zh: "内部错误：解析命令行时遇到未实现的情况"),
    LocalizedText(
      en: "Internal error. Invalid state while parsing command-line arguments.",
      zh: "内部错误：解析命令行时状态无效"),
  ]
}

extension String {
  /// Splits at the last occurrence of a text; all of it comes first where there is none.
  fileprivate func split(atLast text: String) -> (String, String?) {
    guard let range = ranges(of: text).last else { return (self, nil) }
    return (String(self[..<range.lowerBound]), String(self[range.upperBound...]))
  }

  /// Returns what stands in the places of a template's `{}`; `nil` where it does not fit.
  fileprivate func parts(of template: String) -> [String]? {
    let literals = template.split(separator: "{}", omittingEmptySubsequences: false)
    guard let first = literals.first, hasPrefix(first) else { return nil }
    guard literals.count > 1 else { return self == template ? [] : nil }
    var rest = self[index(startIndex, offsetBy: first.count)...]
    var parts: [String] = []
    for (number, literal) in literals.dropFirst().enumerated() {
      let isLast = number == literals.count - 2
      if isLast {
        guard rest.hasSuffix(literal) else { return nil }
        parts.append(String(rest.dropLast(literal.count)))
      } else {
        guard let range = rest.firstRange(of: literal) else { return nil }
        parts.append(String(rest[..<range.lowerBound]))
        rest = rest[range.upperBound...]
      }
    }
    return parts
  }
}
