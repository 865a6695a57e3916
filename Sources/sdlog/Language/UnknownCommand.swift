import ArgumentParser
import Localization
import LogInput
import PatternCatalogue

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A word in the place of a subcommand that names none.
///
/// The argument parser takes such a word for a superfluous argument, or passes it over behind `help`.
struct UnknownCommand: Equatable {
  /// The word.
  let word: String
  /// The command whose subcommand it would be, such as `sdlog patterns`.
  let parent: String
  /// The subcommand that may have been meant.
  let nearest: String?
}

extension UnknownCommand {
  /// Looks for the first word that should be a subcommand and is none; `nil` where there is no such word.
  ///
  /// - Parameter arguments: The command line without the program's name.
  init?(in arguments: some Sequence<String>) {
    guard let found = Self.first(in: Array(arguments)) else { return nil }
    self = found
  }

  private static func first(in arguments: [String]) -> UnknownCommand? {
    var configuration = SDLog.configuration
    var path = ["sdlog"]
    var isLanguage = false
    for word in arguments {
      if configuration.subcommands.isEmpty { return nil }
      if isLanguage || word.hasPrefix("--lang=") {
        isLanguage = false
      } else if word == "--lang" {
        isLanguage = true
      } else if word.hasPrefix("-") {
        return nil
      } else if path.count == 1, word == "help" {
        continue
      } else if let next = configuration.subcommands.map({ $0.configuration }).first(where: {
        $0.commandName == word
      }) {
        configuration = next
        path.append(word)
      } else {
        var names = configuration.subcommands.compactMap { $0.configuration.commandName }
        if path.count == 1 { names.append("--version") }
        return UnknownCommand(
          word: word, parent: path.joined(separator: " "), nearest: nearest(to: word, among: names))
      }
    }
    return nil
  }

  private static func nearest(to word: String, among names: [String]) -> String? {
    let word = word.lowercased()
    return names.first { $0.hasPrefix(word) || $0 == "--\(word)" }
      ?? nearestName(to: word, among: names)
  }
}

extension UnknownCommand {
  /// What is said of it.
  var message: String {
    if parent == "sdlog", access(SystemPath.bytes(of: word), F_OK) == 0 {
      return .said(
        "'\(word)' is a file: sdlog scan \(word) reads it",
        "“\(word)”是文件，读取它请用 sdlog scan \(word)")
    }
    guard let nearest else {
      return .said("there is no command '\(word)'", "没有子命令“\(word)”")
    }
    return .said(
      "there is no command '\(word)'. Did you mean '\(nearest)'?",
      "没有子命令“\(word)”，是不是“\(nearest)”？")
  }
}
