/// The last bytes of a damaged or truncated compressed file.
///
/// libarchive's filters hand out blocks of 64 KiB, and drop the one they are at when the stream
/// fails: all of a small log. Its reader of ZIP members hands out what each call of the
/// decompressor gave. So the stream is read once more, dressed as the only member of a ZIP.
final class TailRescue {
  private let handle: ArchiveHandle
  /// The bytes still to be left out, because the filter had handed them out.
  private var skipped: Int

  /// Starts to read a file again; `nil` if it cannot be, or ZIP does not know the compression.
  ///
  /// - Parameters:
  ///   - compression: How the whole of the file is compressed.
  ///   - file: The file, which is moved to its start.
  ///   - delivered: The number of expanded bytes that were handed out.
  init?(_ compression: Compression, of file: DescriptorSource, delivered: Int) {
    guard
      let stream = DressedStream(compression, file),
      let handle = try? ArchiveHandle(.streamedZip, of: stream, path: file.path),
      case .found? = try? handle.nextMember()
    else { return nil }
    self.handle = handle
    skipped = delivered
  }

  /// Lends the next bytes; `nil` when there are no more.
  func next() -> UnsafeRawBufferPointer? {
    while let block = try? handle.nextBlock(), !block.isEmpty {
      if block.count > skipped {
        defer { skipped = 0 }
        return UnsafeRawBufferPointer(rebasing: block[skipped...])
      }
      skipped -= block.count
    }
    return nil
  }
}

/// A compressed file with the header of a ZIP member before it.
private final class DressedStream: ByteSource {
  private let file: DescriptorSource
  private let header: UnsafeMutableRawBufferPointer
  private var isHeaderLent = false
  /// The bytes of the file's own header, which ZIP does not have.
  private var left: Int

  init?(_ compression: Compression, _ file: DescriptorSource) {
    guard let method = compression.zipMethod, let size = file.size,
      file.seek(0, from: .start) == 0, let head = try? file.next(),
      let start = compression == .gzip ? Self.gzipHeaderSize(head) : 0, start < size,
      file.seek(0, from: .start) == 0
    else { return nil }
    self.file = file
    left = start
    let bytes = Self.header(method: method, size: UInt32(clamping: size - start))
    header = .allocate(byteCount: bytes.count, alignment: 1)
    header.copyBytes(from: bytes)
  }

  deinit { header.deallocate() }

  func next() throws(InputError) -> UnsafeRawBufferPointer {
    guard isHeaderLent else {
      isHeaderLent = true
      return UnsafeRawBufferPointer(header)
    }
    var chunk = try file.next()
    if left > 0 {
      // The first chunk holds the whole header: it was looked at in one piece.
      chunk = UnsafeRawBufferPointer(rebasing: chunk.dropFirst(left))
      left = 0
    }
    return chunk
  }

  /// Returns a local file header (APPNOTE.TXT 4.3.7) with a name of one letter.
  private static func header(method: UInt8, size: UInt32) -> [UInt8] {
    let sizeBytes = (0..<4).map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) }
    var header: [UInt8] = [0x50, 0x4B, 0x03, 0x04, 63, 0, 0, 0, method, 0]
    header += [0, 0, 0, 0]  // time and date
    header += [0, 0, 0, 0]  // checksum
    header += sizeBytes
    header += [0xFE, 0xFF, 0xFF, 0xFF]  // the expanded size, as large as it goes
    header += [1, 0, 0, 0]
    header += [0x78]
    return header
  }

  /// Returns the size of a gzip header (RFC 1952); `nil` if it is not whole.
  private static func gzipHeaderSize(_ head: UnsafeRawBufferPointer) -> Int? {
    guard head.count > 10 else { return nil }
    let flags = head[3]
    var at = 10
    if flags & 0x04 != 0 {
      guard head.count > at + 2 else { return nil }
      at += 2 + Int(head[at]) + Int(head[at + 1]) << 8
    }
    for flag in [UInt8(0x08), 0x10] where flags & flag != 0 {
      guard at < head.count, let end = head[at...].firstIndex(of: 0) else { return nil }
      at = end + 1
    }
    if flags & 0x02 != 0 { at += 2 }
    return at < head.count ? at : nil
  }
}

extension Compression {
  /// The number of the same compression in a ZIP (APPNOTE.TXT 4.4.5).
  fileprivate var zipMethod: UInt8? {
    switch self {
    case .gzip: 8
    case .bzip2: 12
    case .xz: 95
    case .lzma, .lzip, .zstd, .lz4, .compress: nil
    }
  }
}
