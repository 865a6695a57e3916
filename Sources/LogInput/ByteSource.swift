/// Something that lends its bytes chunk by chunk.
///
/// Sources are stacked: a file, around it a decompressor, around it an archive, and so on. Each lends
/// what it holds anyway, so that bytes are not copied from layer to layer. A source belongs to one
/// thread at a time.
protocol ByteSource: AnyObject {
  /// Returns the next bytes; none at the end.
  ///
  /// - Returns: Bytes that are valid until the next call and as long as the source lives.
  /// - Throws: What keeps the source from going on; what was lent before is good.
  func next() throws(InputError) -> UnsafeRawBufferPointer
}

/// A source whose first bytes can be looked at before they are read.
final class PeekedSource: ByteSource {
  private let upstream: any ByteSource
  /// The first bytes, where one chunk did not hold enough of them.
  private var lent: UnsafeMutableRawBufferPointer?
  private var pending = UnsafeRawBufferPointer(start: nil, count: 0)
  private var failure: InputError?

  /// The first bytes: enough to tell what they are, unless the source ends before.
  var head: UnsafeRawBufferPointer { pending }

  /// Looks at the first bytes of a source.
  ///
  /// - Parameters:
  ///   - upstream: The source, of which nothing was read.
  ///   - isEnough: Whether bytes tell what the content is.
  init(_ upstream: any ByteSource, until isEnough: (UnsafeRawBufferPointer) -> Bool) {
    self.upstream = upstream
    var gathered: [UInt8] = []
    do throws(InputError) {
      var chunk = try upstream.next()
      guard !isEnough(chunk) else {
        pending = chunk
        return
      }
      // A pipe may hand over a few bytes at a time.
      while !chunk.isEmpty {
        gathered.append(contentsOf: chunk)
        guard !gathered.withUnsafeBytes({ isEnough($0) }) else { break }
        chunk = try upstream.next()
      }
    } catch {
      failure = error
    }
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: gathered.count, alignment: 1)
    copy.copyBytes(from: gathered)
    lent = copy
    pending = UnsafeRawBufferPointer(copy)
  }

  deinit { lent?.deallocate() }

  func next() throws(InputError) -> UnsafeRawBufferPointer {
    if !pending.isEmpty {
      defer { pending = UnsafeRawBufferPointer(start: nil, count: 0) }
      return pending
    }
    if let failure { throw failure }
    return try upstream.next()
  }
}
