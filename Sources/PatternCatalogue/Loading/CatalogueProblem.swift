import CatalogueSyntax
package import Localization

/// What is wrong or doubtful about a catalogue's file, with its place.
package struct CatalogueProblem: Error, Hashable, Sendable {
  /// The kind of fault.
  package enum Code: String, Sendable {
    case badFolder
    case unreadable
    case syntax
    case tooMany
    case wrongType
    case unknownKey
    case missingKey
    case missingTranslation
    case badID
    case unknownWord
    case unknownReference
    case duplicateID
    case disagreement
    case missingExample
    case example
    case reject
    case regex
    case capture
    case condition
    case weight
    case range
    case cycle
    case quality
  }

  /// The kind of fault.
  package let code: Code
  /// Whether the entry may be used all the same.
  package let isWarning: Bool
  /// What was wrong, in one line.
  package let message: LocalizedText
  /// The file, or the folder.
  package let path: String
  /// Where in the file; `nil` where it is about the whole.
  let place: SourcePlace?
  /// How many Unicode scalars from `place` on are concerned; at least 1.
  package let length: Int
  /// The line at `place`; `nil` where the source is not at hand.
  package let line: String?
  /// What is to be said of the place itself.
  package let label: LocalizedText?
  /// Why it matters, or what was found instead.
  package let notes: [LocalizedText]
  /// What to do.
  package let helps: [LocalizedText]
}

extension CatalogueProblem {
  /// The line, from 1; `nil` where the problem is about the whole file.
  package var lineNumber: Int? { place?.line }

  /// The column in Unicode scalars, from 1; `nil` where the problem is about the whole file.
  package var column: Int? { place?.column }
}

extension CatalogueProblem: CustomStringConvertible {
  /// The problem in one line.
  package var description: String {
    let place = place.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(path)\(place): \(isWarning ? "warning" : "error"): \(message.en)"
  }
}

/// Everything that is wrong with the files of a catalogue.
package struct CatalogueErrors: Error, Sendable {
  /// The problems, by file and place; at least one of them is an error.
  package let problems: [CatalogueProblem]
}
