/// Reads one file or pipe, compressed or not, whose content is taken as a whole.
///
/// What may hold several logs, or lack a part, is read by `InputReader`.
package struct ChunkReader: ~Copyable {
  /// The number of bytes read so far, uncompressed.
  package var byteCount: Int { reader.byteCount }
  /// The size that the file had when it was opened; `nil` for what has no size.
  package let size: Int?

  private var reader: InputReader
  private let path: String

  /// Opens something to read.
  ///
  /// - Parameter item: A file, or standard input.
  /// - Throws: `InputError` if it cannot be opened, or holds no text.
  package init(_ item: InputItem) throws(InputError) {
    path = item.path
    var reader = InputReader(item)
    var failure: InputError?
    let stream = reader.nextStream { failure = failure ?? $0 }
    guard let stream else { throw failure ?? InputError(code: .emptyArchive, path: item.path) }
    size = stream.size
    self.reader = reader
  }

  /// Reads the next chunk.
  ///
  /// - Parameter body: Is handed the bytes, which are valid only during its call.
  /// - Returns: Whether there was a chunk; `false` at the end.
  /// - Throws: `InputError` if not everything could be read.
  package mutating func next(
    _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(InputError) -> Bool {
    if reader.next(body) { return true }
    if let failure = reader.failures.first { throw failure.error }
    return false
  }
}
