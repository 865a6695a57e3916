/// A compressed stream with the header of a ZIP member before it.
final class DressedStream: ByteSource {
  private let upstream: any ByteSource
  private let header: UnsafeMutableRawBufferPointer
  private var isHeaderLent = false

  /// Dresses a stream.
  ///
  /// - Parameters:
  ///   - method: The number of its compression in a ZIP (APPNOTE.TXT 4.4.5).
  ///   - prefix: What a ZIP has in front of such a stream besides.
  ///   - upstream: Lends the stream.
  init(method: UInt8, prefix: [UInt8] = [], of upstream: any ByteSource) {
    self.upstream = upstream
    let bytes = Self.header(method: method) + prefix
    header = .allocate(byteCount: bytes.count, alignment: 1)
    header.copyBytes(from: bytes)
  }

  deinit { header.deallocate() }

  func next() throws(InputError) -> UnsafeRawBufferPointer {
    guard isHeaderLent else {
      isHeaderLent = true
      return UnsafeRawBufferPointer(header)
    }
    return try upstream.next()
  }

  /// Returns a local file header (APPNOTE.TXT 4.3.7) with a name of one letter, and sizes beyond all
  /// bounds in the field of ZIP64 (4.5.3).
  private static func header(method: UInt8) -> [UInt8] {
    let largest: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0x10]
    var header: [UInt8] = [0x50, 0x4B, 0x03, 0x04, 63, 0, 0, 0, method, 0]
    header += [0, 0, 0, 0]  // time and date
    header += [0, 0, 0, 0]  // checksum
    header += [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]  // sizes: see the field
    header += [1, 0, 20, 0]  // the lengths of the name and of the fields
    header += [0x78]
    header += [1, 0, 16, 0] + largest + largest
    return header
  }
}
