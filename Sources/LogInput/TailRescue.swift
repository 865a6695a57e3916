/// The last bytes of a damaged or truncated compressed file.
///
/// libarchive's filters hand out blocks of 64 KiB and more, and drop the one they are at when the stream
/// fails: all of a small log. Its reader of ZIP members hands out what each call of the decompressor gave.
/// So the file is read once more, dressed as a member of a ZIP, and byte by byte from where the filter
/// gave its last block, so that each call gives all that its bytes hold.
final class TailRescue {
  private let compression: Compression
  private let method: UInt8
  private let file: ExactSource
  private let path: String
  private var handle: ArchiveHandle?
  /// The bytes still to be left out, because the filter had handed them out.
  private var skipped: Int
  /// Whether it turned out that nothing is missing: only padding stands behind the last stream.
  private(set) var isWhole = false

  /// Starts to read a file again; `nil` if it cannot be, or ZIP does not know the compression.
  ///
  /// - Parameters:
  ///   - compression: How the whole of the file is compressed.
  ///   - file: The file, which is moved to its start.
  ///   - delivered: The number of expanded bytes that were handed out.
  ///   - used: The number of compressed bytes that they were made of.
  init?(_ compression: Compression, of file: DescriptorSource, delivered: Int, used: Int) {
    guard let method = compression.zipMethod, file.seek(0, from: .start) == 0 else { return nil }
    self.compression = compression
    self.method = method
    self.file = ExactSource(file, from: used)
    path = file.path
    skipped = delivered
    guard beginStream() else { return nil }
  }

  /// Lends the next bytes; `nil` when there are no more.
  func next() -> UnsafeRawBufferPointer? {
    while let handle {
      guard let block = try? handle.nextBlock() else { return nil }
      if block.isEmpty {
        file.rest.giveBack(handle.unusedBytes)
        self.handle = nil
        switch try? file.rest.skipPadding() {
        case true?: guard beginStream() else { return nil }
        case false?: isWhole = true
        case nil: return nil
        }
      } else if block.count > skipped {
        defer { skipped = 0 }
        return UnsafeRawBufferPointer(rebasing: block[skipped...])
      } else {
        skipped -= block.count
      }
    }
    return nil
  }

  private func beginStream() -> Bool {
    var prefix: [UInt8] = []
    if compression == .lzma {
      // A ZIP has the version of the compressor and the size of the properties, and no size of the whole.
      let head = (0..<13).compactMap { _ in try? file.rest.nextByte() }
      guard head.count == 13 else { return false }
      prefix = [9, 20, 5, 0] + head[..<5]
    }
    let stream = DressedStream(method: method, prefix: prefix, of: file)
    guard let handle = try? ArchiveHandle(.streamedZip, of: stream, path: path),
      case .found? = try? handle.nextMember()
    else { return false }
    self.handle = handle
    return true
  }
}

/// A file that is lent in large pieces up to an offset, and byte by byte from there on.
private final class ExactSource: ByteSource {
  /// How far it goes byte by byte: farther than anything that a decompressor holds back.
  ///
  /// At 0.3 us a byte it is a second at most.
  private static let reach = 4 << 20

  /// The file from where it is on.
  let rest: RestSource

  private let start: Int
  private var offset = 0

  init(_ file: DescriptorSource, from start: Int) {
    rest = RestSource(file)
    self.start = start
  }

  func next() throws(InputError) -> UnsafeRawBufferPointer {
    let limit =
      offset < start
      ? min(start - offset, 64 << 10) : offset - start < Self.reach ? 1 : 64 << 10
    let chunk = try rest.next(atMost: limit)
    offset += chunk.count
    return chunk
  }
}

extension Compression {
  /// The number of the same compression in a ZIP (APPNOTE.TXT 4.4.5).
  fileprivate var zipMethod: UInt8? {
    switch self {
    case .bzip2: 12
    case .lzma: 14
    case .zstd: 93
    case .xz: 95
    case .gzip, .lzip, .lz4, .compress: nil
    }
  }
}
