internal import CArchive

/// The owner of one reader of libarchive.
///
/// Only what is asked for is enabled, and nothing that runs another program. No password is ever
/// asked for: what needs one fails.
final class ArchiveHandle {
  /// What a reader may expect.
  enum Form {
    /// One stream, compressed.
    case compressed(Compression)
    /// Members.
    case archive(ArchiveFormat)
    /// Members of a ZIP, from front to back, without its directory.
    case streamedZip
  }

  /// How a call of the library ended.
  enum Outcome {
    /// There is something; a warning counts as that.
    case found
    /// There is no more.
    case end
    /// This member cannot be read, the next one may.
    case failedMember(InputError)
  }

  private let archive: OpaquePointer
  private let upstream: any ByteSource
  private let path: String
  private var entry: OpaquePointer?
  private var isOpen = false
  /// Whether nothing more can be read.
  private(set) var isBroken = false
  /// What kept the upstream from going on.
  private var upstreamFailure: InputError?
  /// Whether the library has asked for bytes behind the end.
  private var hasSeenEnd = false
  /// The number of bytes that the library was lent, and the last of them.
  private var lentByteCount = 0
  private var lentChunk = UnsafeRawBufferPointer(start: nil, count: 0)
  /// Whether something is odd about the data of the member: its checksum or its length.
  private(set) var hasWarned = false

  /// Creates a reader, which reads nothing yet.
  ///
  /// - Parameters:
  ///   - form: What the bytes are.
  ///   - upstream: Lends the bytes.
  ///   - path: What errors name.
  /// - Throws: `InputError` if the library was built without the form.
  init(_ form: Form, of upstream: any ByteSource, path: String) throws(InputError) {
    guard let archive = archive_read_new() else {
      throw InputError(code: .system(0), path: path)
    }
    self.archive = archive
    self.upstream = upstream
    self.path = path
    guard Self.enable(form, in: archive) else {
      throw InputError(code: .unsupported(form.name), path: path)
    }
  }

  deinit { archive_read_free(archive) }
}

extension ArchiveHandle {
  /// Moves to the next member; a compressed stream has one.
  ///
  /// - Throws: `InputError` if no further member can be read.
  func nextMember() throws(InputError) -> Outcome {
    hasWarned = false
    if !isOpen {
      isOpen = true
      let status = open()
      if status != ARCHIVE_OK, status != ARCHIVE_WARN { throw fatalFailure() }
    }
    while true {
      switch archive_read_next_header(archive, &entry) {
      case ARCHIVE_OK, ARCHIVE_WARN: return .found
      case ARCHIVE_EOF: return .end
      case ARCHIVE_RETRY: continue
      case ARCHIVE_FAILED: return .failedMember(failure())
      default: throw fatalFailure()
      }
    }
  }

  /// Lends the next bytes of the member; none at its end.
  ///
  /// Holes of a sparse member are left out.
  ///
  /// - Throws: `InputError` if no further byte can be read.
  func nextBlock() throws(InputError) -> UnsafeRawBufferPointer {
    var start: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    while true {
      let status = archive_read_data_block(archive, &start, &count, &offset)
      switch status {
      case ARCHIVE_OK, ARCHIVE_WARN:
        if status == ARCHIVE_WARN { hasWarned = true }
        if count > 0 { return UnsafeRawBufferPointer(start: start, count: count) }
      case ARCHIVE_EOF: return UnsafeRawBufferPointer(start: nil, count: 0)
      case ARCHIVE_RETRY: continue
      case ARCHIVE_FAILED: throw failure()
      default: throw fatalFailure()
      }
    }
  }

  /// How many compressions the library takes off: more than one for a `.gz` of a `.gz`.
  var filterCount: Int { max(0, Int(archive_filter_count(archive)) - 1) }

  /// How many bytes of the upstream were made use of; where the library does not seek.
  var usedByteCount: Int { Int(archive_filter_bytes(archive, -1)) }

  /// The bytes that the upstream has lent and the library has made no use of, valid as long as the chunk
  /// that they are of; where the library does not seek.
  ///
  /// It copies what it looks at in one piece and was lent in several; of such bytes, those of the last chunk.
  var unusedBytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: lentChunk.suffix(max(0, lentByteCount - usedByteCount)))
  }

  /// The name of the member, for display alone.
  var memberName: String? {
    if let name = archive_entry_pathname_utf8(entry) { return String(cString: name) }
    return archive_entry_pathname(entry).map { String(cString: $0) }
  }

  /// Whether the member is a file of its own: no link, device or folder.
  var isRegularFile: Bool {
    UInt32(archive_entry_filetype(entry)) == sdlog_archive_regular_file
      && archive_entry_hardlink(entry) == nil && archive_entry_symlink(entry) == nil
  }

  /// Whether the member cannot be read without a password.
  var isEncrypted: Bool { archive_entry_is_encrypted(entry) != 0 }
}

extension ArchiveHandle {
  private static func enable(_ form: Form, in archive: OpaquePointer) -> Bool {
    let status: Int32
    switch form {
    case .compressed(let compression):
      archive_read_support_format_raw(archive)
      archive_read_support_format_empty(archive)
      status =
        switch compression {
        case .gzip: archive_read_support_filter_gzip(archive)
        case .bzip2: archive_read_support_filter_bzip2(archive)
        case .xz: archive_read_support_filter_xz(archive)
        case .lzma: archive_read_support_filter_lzma(archive)
        case .lzip: archive_read_support_filter_lzip(archive)
        case .zstd: archive_read_support_filter_zstd(archive)
        case .lz4: archive_read_support_filter_lz4(archive)
        case .compress: archive_read_support_filter_compress(archive)
        }
    case .archive(.tar): status = archive_read_support_format_tar(archive)
    case .archive(.zip): status = archive_read_support_format_zip(archive)
    case .archive(.sevenZip): status = archive_read_support_format_7zip(archive)
    case .streamedZip:
      status = archive_read_support_format_zip_streamable(archive)
      // No checksum is known before the end.
      archive_read_set_format_option(archive, "zip", "ignorecrc32", "1")
    }
    // A warning says that another program would do the work.
    return status == ARCHIVE_OK
  }

  private func open() -> Int32 {
    let context = Unmanaged.passUnretained(self).toOpaque()
    archive_read_set_callback_data(archive, context)
    archive_read_set_read_callback(archive) { _, context, start in
      guard let context else { return Int(ARCHIVE_FATAL) }
      return Unmanaged<ArchiveHandle>.fromOpaque(context).takeUnretainedValue().lend(to: start)
    }
    if (upstream as? DescriptorSource)?.isSeekable == true {
      archive_read_set_seek_callback(archive) { _, context, offset, whence in
        guard let context else { return Int64(ARCHIVE_FATAL) }
        return Unmanaged<ArchiveHandle>.fromOpaque(context).takeUnretainedValue()
          .seek(offset, whence)
      }
    }
    return archive_read_open1(archive)
  }

  private func lend(to start: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
    do throws(InputError) {
      let chunk = try upstream.next()
      start?.pointee = chunk.baseAddress
      if chunk.isEmpty {
        hasSeenEnd = true
      } else {
        lentChunk = chunk
      }
      lentByteCount += chunk.count
      return chunk.count
    } catch {
      upstreamFailure = error
      return Int(ARCHIVE_FATAL)
    }
  }

  private func seek(_ offset: Int64, _ whence: Int32) -> Int64 {
    let origin: DescriptorSource.Origin =
      switch whence {
      case SEEK_SET: .start
      case SEEK_CUR: .current
      default: .end
      }
    hasSeenEnd = false
    return (upstream as? DescriptorSource)?.seek(offset, from: origin) ?? Int64(ARCHIVE_FATAL)
  }

  private func fatalFailure() -> InputError {
    isBroken = true
    return failure()
  }

  private func failure() -> InputError {
    if let upstreamFailure { return upstreamFailure }
    if entry == nil, archive_read_has_encrypted_entries(archive) > 0 {
      return InputError(code: .encrypted, path: path)
    }
    if hasSeenEnd { return InputError(code: .truncated, path: path) }
    let words = archive_error_string(archive).map { String(cString: $0) } ?? ""
    return InputError(code: .damaged(words), path: path)
  }
}

extension ArchiveHandle.Form {
  /// The name in errors.
  fileprivate var name: String {
    switch self {
    case .compressed(let compression): compression.rawValue
    case .archive(let format): format.rawValue
    case .streamedZip: ArchiveFormat.zip.rawValue
    }
  }
}
