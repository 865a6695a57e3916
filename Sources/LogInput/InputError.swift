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
    /// It holds what sdlog itself wrote, not a log.
    case ownOutput(OwnOutput)
    /// A folder holds nothing to read.
    case emptyFolder
    /// An archive holds nothing to read.
    case emptyArchive
    /// A file became shorter while it was read.
    case shrank
    /// Compressed data or an archive ends in its middle.
    case truncated
    /// Compressed data or an archive is not what it should be; with the words of the library that
    /// reads it.
    case damaged(String)
    /// Compressed data expands to something else than its checksum or its length says.
    case wrongChecksum
    /// So many bytes, none of them padding, stand behind the end of compressed data.
    case behindEnd(Int)
    /// It needs a password.
    case encrypted
    /// It is packed in a form that is not read; with the form's name.
    case unsupported(String)
    /// It expands to so much more than its own size that it was stopped.
    case expandsTooMuch
    /// Archives or compressions lie in one another deeper than the bounds allow.
    case tooDeep
    /// An archive has more members than the bounds allow.
    case tooManyMembers
    /// It is packed, or no file at all, so that offsets in it mean nothing.
    case notPlain
    /// The system reported another error, by its number.
    case system(Int32)
  }

  /// What went wrong.
  package var code: Code
  /// The path as it was given or found, as it is shown; `ARCHIVE!MEMBER` for what lies in an archive.
  package var path: String

  /// Creates an error.
  package init(code: Code, path: String) {
    self.code = code
    self.path = SystemPath.shown(path)
  }
}

/// A stretch of an input that could not be read, and why.
package struct InputFailure: Sendable, Equatable {
  /// The offset, uncompressed, of the first byte that is missing.
  package var from: Int
  /// The offset behind the last one; equal to `from` where nobody knows how much is missing.
  package var to: Int
  /// Why it is missing; the path is that of the file at fault.
  package var error: InputError

  /// Creates a failure.
  package init(from: Int, to: Int, error: InputError) {
    self.from = from
    self.to = to
    self.error = error
  }
}
