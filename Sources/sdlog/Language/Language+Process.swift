import Localization

extension Language {
  /// The language in which this process speaks to its user: in help, errors, progress and reports.
  ///
  /// Help texts are made before the command line is parsed, so the language is read from it first.
  static let current = Language(
    arguments: CommandLine.arguments.dropFirst(), environment: Environment())

  /// Chooses the language: that of `--lang`, wherever it stands, else that of the locale.
  ///
  /// - Parameters:
  ///   - arguments: The command line without the program's name.
  ///   - environment: Has the locale.
  init(arguments: some Sequence<String>, environment: Environment) {
    var given: Language?
    var previous = ""
    for argument in arguments {
      // What follows is no option.
      if argument == "--" { break }
      if previous == "--lang" {
        given = Language(rawValue: argument) ?? given
      } else if argument.hasPrefix("--lang=") {
        given = Language(rawValue: String(argument.dropFirst(7))) ?? given
      }
      previous = argument
    }
    self = given ?? environment.language
  }
}
