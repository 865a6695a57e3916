/// Something to read: a file, standard input, or the files that one log was rotated into.
package struct InputItem: Sendable, Equatable {
  /// The path that means standard input.
  static let standardInputPath = "-"

  /// The path as given, with what was found below a folder appended, as `SystemPath` has it.
  ///
  /// For a rotated set it is that of the newest file.
  package var path: String
  /// The path that reports show.
  package var shownPath: String { SystemPath.shown(path) }
  /// Whether the user named it, so that trouble with it is the user's business.
  package var isNamed: Bool
  /// The files that are read as one stream, oldest first; `path` alone for most.
  package var parts: [String]

  /// Creates an item.
  ///
  /// - Parameters:
  ///   - path: The path of the file, or of the newest one.
  ///   - isNamed: Whether the user named it.
  ///   - parts: The files of a rotated set, oldest first; `nil` for one file.
  package init(path: String, isNamed: Bool, parts: [String]? = nil) {
    self.path = path
    self.isNamed = isNamed
    self.parts = parts ?? [path]
  }

  /// Whether it is standard input.
  package var isStandardInput: Bool { path == Self.standardInputPath }
}
