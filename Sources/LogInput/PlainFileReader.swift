/// Reads a plain file from an offset on; what is packed has no offsets that mean anything.
package struct PlainFileReader: ~Copyable {
  /// The path, for errors.
  package let path: String
  /// The size that the file had when it was opened.
  package let size: Int
  /// Its first bytes.
  package let head: [UInt8]

  private let source: DescriptorSource

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - headSize: How many of its first bytes `head` holds.
  /// - Throws: `InputError` if it cannot be opened, or is no plain file that holds text.
  package init(path: String, headSize: Int) throws(InputError) {
    let source = try DescriptorSource(path: path)
    guard source.isSeekable, let size = source.size else {
      throw InputError(code: .notPlain, path: path)
    }
    var head: [UInt8] = []
    var code: InputError.Code?
    while head.count < headSize {
      let chunk = try source.next()
      guard !chunk.isEmpty else { break }
      // A file's first chunk is as long as what is looked at.
      if head.isEmpty { code = InputError.Code(ofHead: chunk) }
      head.append(contentsOf: chunk.prefix(headSize - head.count))
    }
    let kind = head.withUnsafeBytes {
      ContentKind(UnsafeRawBufferPointer(rebasing: $0.prefix(4096)))
    }
    guard kind == .plain else { throw InputError(code: .notPlain, path: path) }
    if let code { throw InputError(code: code, path: path) }
    self.path = path
    self.source = source
    self.size = size
    self.head = head
  }
}

extension PlainFileReader {
  /// Moves to an offset from which to read.
  ///
  /// - Returns: Whether it is there.
  package mutating func move(to offset: Int) -> Bool {
    source.seek(Int64(offset), from: .start) == Int64(offset)
  }

  /// Reads the next chunk.
  ///
  /// - Parameter body: Is handed the bytes, valid only during its call; tells whether to go on.
  /// - Returns: Whether to go on; `false` at the end.
  /// - Throws: `InputError` if the file cannot be read any further.
  package mutating func next(
    _ body: (UnsafeRawBufferPointer) -> Bool
  ) throws(InputError) -> Bool {
    let chunk = try source.next()
    return !chunk.isEmpty && body(chunk)
  }
}
