/// A source of which something may be read, and the rest be handed on.
final class RestSource: ByteSource {
  private let upstream: any ByteSource
  /// What was lent last and is to be lent again.
  private var rest = UnsafeRawBufferPointer(start: nil, count: 0)

  /// Creates a source of the same bytes.
  init(_ upstream: any ByteSource) {
    self.upstream = upstream
  }

  func next() throws(InputError) -> UnsafeRawBufferPointer {
    guard !rest.isEmpty else { return try upstream.next() }
    defer { rest = UnsafeRawBufferPointer(start: nil, count: 0) }
    return rest
  }
}

extension RestSource {
  /// Takes back the end of the chunk that was lent last.
  func giveBack(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else { return }
    // What is left of the upstream's chunk stands behind it.
    rest = UnsafeRawBufferPointer(start: bytes.baseAddress, count: bytes.count + rest.count)
  }

  /// Reads a byte; `nil` at the end.
  func nextByte() throws(InputError) -> UInt8? {
    if rest.isEmpty { rest = try upstream.next() }
    guard let byte = rest.first else { return nil }
    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst())
    return byte
  }

  /// Reads at most so many bytes.
  func next(atMost count: Int) throws(InputError) -> UnsafeRawBufferPointer {
    let chunk = try next()
    guard chunk.count > count else { return chunk }
    rest = UnsafeRawBufferPointer(rebasing: chunk[count...])
    return UnsafeRawBufferPointer(rebasing: chunk[..<count])
  }

  /// Reads up to the first byte that is not NUL, which is the next one then.
  ///
  /// - Returns: Whether there is one.
  func skipPadding() throws(InputError) -> Bool {
    while true {
      let chunk = try next()
      guard !chunk.isEmpty else { return false }
      if let start = chunk.firstIndex(where: { $0 != 0 }) {
        rest = UnsafeRawBufferPointer(rebasing: chunk[start...])
        return true
      }
    }
  }

  /// Reads to the end.
  ///
  /// - Returns: The number of bytes.
  func skipRest() throws(InputError) -> Int {
    var count = 0
    while true {
      let chunk = try next()
      guard !chunk.isEmpty else { return count }
      count += chunk.count
    }
  }
}
