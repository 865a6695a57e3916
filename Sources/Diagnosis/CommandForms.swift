import PatternCatalogue

/// How commands begin where the log shows which Python the program uses, from
/// `Patterns/tables/interpreters.yaml`.
///
/// A bare `pip` installs into another Python than that of a program that brings its own.
struct CommandForms: Sendable {
  private struct Form {
    var beginning: String
    var replacement: String
  }

  /// The forms for each interpreter, the longest beginning first.
  private let forms: [String: [Form]]

  /// Reads the table of a catalogue.
  init(_ catalogue: Catalogue) {
    let rows = catalogue.table("interpreters")?.rows ?? []
    forms = Dictionary(
      rows.map { row in
        let forms = row.columns.filter { $0.key != "key" }
          .map { Form(beginning: $0.key, replacement: $0.value) }
          .sorted { $0.beginning.count > $1.beginning.count }
        return (row.key, forms)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Returns a command as it is run with an interpreter.
  ///
  /// - Parameters:
  ///   - command: The command, as `pip install ...`.
  ///   - interpreter: The value of the fact, if there is one.
  /// - Returns: The command with its beginning replaced, or as it is.
  func adapted(_ command: String, to interpreter: String?) -> String {
    let known = interpreter.flatMap { forms[$0] } ?? []
    guard let form = known.first(where: { command.hasPrefix($0.beginning + " ") }) else {
      return command
    }
    return form.replacement + command.dropFirst(form.beginning.count)
  }
}
