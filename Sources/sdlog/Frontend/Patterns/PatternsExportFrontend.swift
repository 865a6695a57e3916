import PatternCatalogue
import Reporting

/// Prints the patterns for other programs.
struct PatternsExportFrontend {
  /// The form.
  enum Format {
    /// One regex a line, in ripgrep's syntax.
    case regex
    /// The list of patterns as JSON.
    case json
  }

  /// What is exported.
  var catalogue: Catalogue
  /// The form.
  var format: Format

  /// Writes the patterns.
  ///
  /// - Parameter output: Takes them.
  /// - Returns: The ids of the messages that the form cannot express, in the catalogue's order.
  /// - Throws: What the output reports.
  func run(_ output: inout some ByteOutput) throws -> [String] {
    switch format {
    case .json:
      try PatternsListFrontend(catalogue: catalogue, format: .json, width: 80).run(&output)
      return []
    case .regex:
      var omitted: [String] = []
      var text = ""
      for message in catalogue.messages {
        if let regex = RipgrepPattern(message.regex)?.text {
          text += regex + "\n"
        } else {
          omitted.append(message.id)
        }
      }
      try output.append(text)
      return omitted
    }
  }
}
