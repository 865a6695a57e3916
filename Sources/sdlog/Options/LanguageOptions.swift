import ArgumentParser
import Localization

/// The option that every command has.
///
/// `Language.current` has read the command line already, since help is in that language too; here the
/// option is declared and checked.
struct LanguageOptions: ParsableArguments {
  @Option(
    help: .said(
      "Speak this language (default: as the locale says).", "使用的语言（默认按系统区域设置）。"))
  var lang: Language?
}

extension Language: ExpressibleByArgument {}
