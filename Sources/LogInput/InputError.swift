/// Why something could not be read.
package struct InputError: Error, Sendable, Equatable {
  /// What went wrong.
  package enum Code: Sendable, Equatable {
    /// There is no such file or folder.
    case notFound
    /// It may not be read.
    case permissionDenied
    /// It holds binary data, not a log.
    case binary
    /// A folder holds nothing to read.
    case emptyFolder
    /// The system reported another error, by its number.
    case system(Int32)
  }

  /// What went wrong.
  package var code: Code
  /// The path as it was given or found.
  package var path: String

  /// Creates an error.
  package init(code: Code, path: String) {
    self.code = code
    self.path = path
  }
}
