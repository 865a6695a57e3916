/// What the first bytes of a file say it is; names are not looked at.
enum ContentKind: Equatable {
  /// Neither compressed nor an archive.
  case plain
  case compressed(Compression)
  case archive(ArchiveFormat)
  /// A form that is not read, by its name.
  case unsupported(String)
}

/// How a stream is compressed; the raw value is the name in reports.
enum Compression: String, CaseIterable {
  case gzip
  case bzip2
  case xz
  case lzma
  case lzip
  case zstd
  case lz4
  case compress
}

/// How files are packed together; the raw value is the name in reports.
enum ArchiveFormat: String {
  case tar
  case zip
  case sevenZip = "7z"
}

extension ContentKind {
  /// The number of bytes that tell every form: a tar's first header.
  static let headSize = 512

  /// Tells what content is.
  ///
  /// - Parameter head: Its first bytes: `headSize` of them, unless there are fewer.
  init(_ head: UnsafeRawBufferPointer) {
    if let known = Self.signatures.first(where: { head.starts(with: $0.bytes) }) {
      self = known.kind
    } else if Self.isBzip2(head) {
      self = .compressed(.bzip2)
    } else if Self.isLZMA(head) {
      self = .compressed(.lzma)
    } else if Self.isSkippableFrame(head) {
      self = .compressed(.zstd)
    } else if Self.isTar(head) {
      self = .archive(.tar)
    } else {
      self = .plain
    }
  }

  /// Whether bytes are enough to tell what content is.
  ///
  /// Text does not wait for `headSize` bytes, so that a slow pipe is read as it speaks: only a tar
  /// needs them, and it has NULs behind its first name.
  static func isTold(by head: UnsafeRawBufferPointer) -> Bool {
    head.count >= headSize || (head.count >= 16 && !head.contains(0))
  }

  private static let signatures: [(bytes: [UInt8], kind: ContentKind)] = [
    ([0x1F, 0x8B, 0x08], .compressed(.gzip)),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .compressed(.xz)),
    ([0x28, 0xB5, 0x2F, 0xFD], .compressed(.zstd)),
    ([0x04, 0x22, 0x4D, 0x18], .compressed(.lz4)),
    ([0x02, 0x21, 0x4C, 0x18], .compressed(.lz4)),
    ([0x1F, 0x9D], .compressed(.compress)),
    ([0x4C, 0x5A, 0x49, 0x50, 0x01], .compressed(.lzip)),
    ([0x50, 0x4B, 0x03, 0x04], .archive(.zip)),
    ([0x50, 0x4B, 0x05, 0x06], .archive(.zip)),
    ([0x50, 0x4B, 0x07, 0x08], .archive(.zip)),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .archive(.sevenZip)),
    ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], .unsupported("RAR")),
    ([0x89, 0x4C, 0x5A, 0x4F, 0x00], .unsupported("lzop")),
    ([0x4C, 0x52, 0x5A, 0x49, 0x00], .unsupported("lrzip")),
    ([0x4D, 0x53, 0x43, 0x46, 0x00, 0x00, 0x00, 0x00], .unsupported("cabinet")),
  ]

  /// The digit of the block size lies between `BZh` and the mark of a block or of the end.
  private static func isBzip2(_ head: UnsafeRawBufferPointer) -> Bool {
    guard head.starts(with: "BZh".utf8), head.count >= 10 else { return false }
    let mark = head[4..<10]
    return mark.elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
      || mark.elementsEqual([0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
  }

  /// The older form of lzma has no signature: the usual properties, a dictionary of a power of two,
  /// and a size that is unknown or below 1 TiB.
  private static func isLZMA(_ head: UnsafeRawBufferPointer) -> Bool {
    guard head.count >= 14, head[0] == 0x5D, head[1] == 0, head[13] == 0 else { return false }
    let dictionary = UInt32(littleEndian: head.loadUnaligned(fromByteOffset: 1, as: UInt32.self))
    let size = UInt64(littleEndian: head.loadUnaligned(fromByteOffset: 5, as: UInt64.self))
    return dictionary >= 1 << 12 && dictionary.nonzeroBitCount <= 2
      && (size == .max || size < 1 << 40)
  }

  /// A frame of data that zstd and lz4 skip; pzstd begins with one.
  private static func isSkippableFrame(_ head: UnsafeRawBufferPointer) -> Bool {
    head.count >= 8 && head[0] & 0xF0 == 0x50 && head[1...3].elementsEqual([0x2A, 0x4D, 0x18])
  }

  /// A tar has no signature in its oldest form, but always a sum over its first header.
  private static func isTar(_ head: UnsafeRawBufferPointer) -> Bool {
    guard head.count >= headSize, head[0] != 0 else { return false }
    var expected = 0
    var digits = 0
    for byte in head[148..<156] {
      if (0x30...0x37).contains(byte) {
        expected = expected * 8 + Int(byte - 0x30)
        digits += 1
      } else if digits > 0 {
        break
      } else if byte != 0x20 {
        return false
      }
    }
    guard digits > 0 else { return false }
    // The sum counts its own field as blanks.
    var sum = 8 * 0x20
    for (index, byte) in head[..<headSize].enumerated() where !(148..<156).contains(index) {
      sum += Int(byte)
    }
    return sum == expected
  }
}
