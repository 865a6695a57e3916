import ArgumentParser
import Localization
import LogInput
import Reporting

/// What the argument parser has to say at the end: help, a version, or what is wrong with the command
/// line.
struct ParserMessage {
  /// The whole text, without a line break at its end.
  var text: String
  /// Whether it was asked for, and so belongs on standard output.
  var isAsked: Bool
  /// The exit status that goes with it.
  var status: ExitCode

  /// Takes what ended the program.
  ///
  /// - Parameters:
  ///   - error: What a command or the parser threw.
  ///   - language: The language. The parser itself speaks English.
  ///   - columns: The width of help.
  init(_ error: any Error, language: Language, columns: Int) {
    status = SDLog.exitCode(for: error)
    isAsked = status == .success
    switch language {
    case .en:
      text = SDLog.fullMessage(for: error, columns: columns)
      if !isAsked { text = Self.withPlainLabels(text) }
    case .zh:
      // Unfolded, for the parser does not know how wide Chinese is.
      let english = SDLog.fullMessage(for: error, columns: Int.max / 2)
      if let page = HelpPage(english) {
        text = ChineseHelp(columns: columns).text(of: page)
      } else {
        text = isAsked ? english : ChineseUsage.text(of: english)
      }
    }
  }

  /// Returns a message with the labels that all other messages have.
  private static func withPlainLabels(_ message: String) -> String {
    let label = "Error: "
    guard message.hasPrefix(label) else { return message }
    return "error: " + message.dropFirst(label.count).replacing("\nHelp:  ", with: "\n  help: ")
  }

  /// Prints the text where it belongs.
  func print() {
    guard !text.isEmpty else { return }
    var stream = isAsked ? StandardStream.output : StandardStream.error
    // Whoever does not take help or usage any more needs no message.
    try? stream.append(SystemPath.shown(text) + "\n")
  }
}
