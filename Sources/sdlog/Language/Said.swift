import ArgumentParser
import Localization

// Texts that the argument parser takes as plain strings, in the language of this process:
//
//     abstract: .said("Read logs.", "读取日志。")
//     @Option(help: .said("Show at most so many.", "最多显示的数量。"))
//     throw ValidationError(.said("--limit has to be 1 or more", "--limit 至少为 1"))
//
// Every other text is a `LocalizedText`, whose language is chosen where it is printed.

extension String {
  /// Returns the English or the Chinese text.
  static func said(_ en: String, _ zh: String) -> String {
    LocalizedText(en: en, zh: zh).text(in: .current)
  }
}

extension ArgumentHelp {
  /// Makes help of the English or the Chinese text.
  static func said(_ en: String, _ zh: String) -> ArgumentHelp {
    ArgumentHelp(.said(en, zh))
  }
}
