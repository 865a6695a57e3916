internal import CZlib

/// Expands deflated data (RFC 1951), one stream after the other, and stops exactly where each ends.
final class Inflater {
  private let stream: UnsafeMutablePointer<z_stream>
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
  /// What the library said last.
  private var status = Z_OK
  /// Whether it may have more than the output had room for.
  private var holdsMore = false

  /// Prepares the library.
  ///
  /// - Throws: `InputError` if there is no memory for it.
  init(path: String) throws(InputError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // Without a header around the data.
    status = inflateInit2_(
      stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw InputError(code: .damaged(Self.words), path: path) }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    output.deallocate()
  }

  /// What is said of data that cannot be expanded.
  static let words = "gzip decompression failed"
}

extension Inflater {
  /// Begins the next stream.
  func reset() {
    status = inflateReset(stream)
  }

  /// Lends what the next bytes expand to; it is empty at the end of the stream, and what stands behind it
  /// is the upstream's next.
  ///
  /// - Throws: `InputError` where the data is damaged or ends too early, once all before it was lent.
  func next(from upstream: RestSource, path: String) throws(InputError) -> UnsafeRawBufferPointer {
    var count = 0
    while count == 0, status != Z_STREAM_END {
      guard status == Z_OK || status == Z_BUF_ERROR else {
        throw InputError(code: .damaged(Self.words), path: path)
      }
      let input = try upstream.next()
      guard !input.isEmpty || holdsMore else { throw InputError(code: .truncated, path: path) }
      // The library only reads the input.
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
      stream.pointee.avail_in = UInt32(clamping: input.count)
      stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(output.count)
      status = inflate(stream, Z_NO_FLUSH)
      count = output.count - Int(stream.pointee.avail_out)
      holdsMore = count == output.count
      upstream.giveBack(
        UnsafeRawBufferPointer(rebasing: input.suffix(Int(stream.pointee.avail_in))))
    }
    return UnsafeRawBufferPointer(rebasing: output[..<count])
  }

  /// Returns the CRC-32 of bytes behind others.
  static func checksum(_ bytes: UnsafeRawBufferPointer, behind checksum: UInt32) -> UInt32 {
    UInt32(
      truncatingIfNeeded: crc32_z(
        UInt(checksum), bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count))
  }
}
