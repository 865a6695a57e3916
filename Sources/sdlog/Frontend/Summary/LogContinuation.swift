import LogInput
import RunHistory
import SessionAnalysis
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a history knows of the beginning of a log.
enum LogContinuation {
  /// A place in a log from which it is read on.
  struct Place {
    /// What was read before.
    var resume: SourceResume
    /// The files from the one in which reading begins.
    var parts: [String]
    /// The offset in the first of them, uncompressed.
    var offset: Int
    /// Where the newest file that was read before began in the whole log.
    var partStart: Int
  }

  /// All of it was read.
  case known
  /// It is read on from a place.
  case goesOn(Place)
  /// The log of this name was read up to so many bytes, and is another one.
  case begunAnew(Int)
  /// It has to be read from its start.
  case unknown
}

extension LogContinuation {
  /// Finds what is known of a log: under its name, or by its first bytes under another one.
  ///
  /// A log is recognised by the 256 bytes before the place up to which it was read, in the same place of
  /// the file; so it is found again under another name, and compressed.
  ///
  /// - Throws: `HistoryError`.
  static func find(_ item: InputItem, _ history: RunHistory) throws -> LogContinuation {
    let files = item.parts.map { PartFile($0) }
    guard let newest = files.last else { return .unknown }
    let head =
      files.count == 1 && newest.size >= InputHead.size
      ? newest.bytes(from: 0, count: InputHead.size)?.withUnsafeBytes { InputHead.hash($0) } : nil
    let candidates = try history.candidates(
      path: item.shownPath, head: head,
      size: files.count == 1 && !newest.isPacked ? newest.size : nil)
    for source in candidates {
      guard let index = files.indices.reversed().first(where: { files[$0].holds(source) }) else {
        continue
      }
      if index == files.count - 1, files[index].length == source.bytes - source.partByte {
        return .known
      }
      if let place = try place(in: files, source, newest: index, history) { return .goesOn(place) }
      return .unknown
    }
    if let bytes = try history.bytesReadLast(of: item.shownPath) { return .begunAnew(bytes) }
    return .unknown
  }

  /// Finds the start of the last session, which may lie in a file before the newest that was read.
  private static func place(
    in files: [PartFile], _ source: ResumableSource, newest index: Int, _ history: RunHistory
  ) throws -> Place? {
    guard let start = source.start else { return nil }
    var part = index
    var partStart = source.partByte
    while start.byte < partStart {
      guard part > 0, let length = files[part - 1].length, files[part - 1].endsWithALine else {
        return nil
      }
      part -= 1
      partStart -= length
    }
    let offset = start.byte - partStart
    let from = max(0, offset - CheckpointTail.size)
    guard let tail = files[part].bytes(from: from, count: offset - from) else { return nil }
    // The first files of a rotated set go; then their first bytes are not to be had again.
    let head =
      start.byte >= InputHead.size
      ? source.head
      : partStart == 0
        ? files[part].bytes(from: 0, count: start.byte)?.withUnsafeBytes { InputHead.hash($0) }
        : nil
    guard let resume = try history.resume(source, tail: tail, head: head) else { return nil }
    return Place(
      resume: resume, parts: files[part...].map(\.path), offset: offset,
      partStart: source.partByte)
  }
}

/// One of the files of a log.
private struct PartFile {
  let path: String
  /// Its size as it lies there.
  let size: Int
  /// Whether its name says that it is compressed.
  let isPacked: Bool

  init(_ path: String) {
    self.path = path
    size = FileLook(path)?.size ?? 0
    isPacked = PackedEnding.of(path) != nil
  }

  /// The bytes that it holds, uncompressed; nil where it cannot be read.
  var length: Int? {
    guard isPacked else { return size }
    var reader = InputReader(InputItem(path: path, isNamed: false))
    guard reader.nextStream({ _ in }) != nil else { return nil }
    while reader.next({ _ in }) {}
    return reader.failures.isEmpty ? reader.byteCount : nil
  }

  /// Whether it ends with a line end.
  var endsWithALine: Bool {
    if isPacked { return true }
    return size == 0 || bytes(from: size - 1, count: 1) == [0x0A]
  }

  /// Whether it is the newest file of a source as it was read, at its beginning.
  func holds(_ source: ResumableSource) -> Bool {
    let length = source.bytes - source.partByte
    // The last bytes of a short file may belong to the file before.
    guard length >= (source.partByte == 0 ? 1 : CheckpointTail.size), isPacked || length <= size
    else { return false }
    let count = min(length, CheckpointTail.size)
    guard let last = bytes(from: length - count, count: count) else { return false }
    var tail = CheckpointTail()
    last.withUnsafeBytes { tail.add($0) }
    guard tail.hash == source.checkpoint else { return false }
    guard source.partByte == 0 else { return true }
    let first = bytes(from: 0, count: min(length, InputHead.size))
    return first?.withUnsafeBytes { InputHead.hash($0) } == source.head
  }

  /// Returns bytes of it, uncompressed; nil where it has not so many.
  func bytes(from offset: Int, count: Int) -> [UInt8]? {
    isPacked ? unpacked(from: offset, count: count) : plain(from: offset, count: count)
  }

  private func plain(from offset: Int, count: Int) -> [UInt8]? {
    guard
      let file = try? FileDescriptor.open(
        SystemPath.bytes(of: path), .readOnly, options: .closeOnExec)
    else { return nil }
    defer { try? file.close() }
    let bytes = try? [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = 0
      while initialized < count {
        let more = try file.read(
          fromAbsoluteOffset: Int64(offset + initialized),
          into: UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[initialized..<count]))
        if more == 0 { break }
        initialized += more
      }
    }
    return bytes?.count == count ? bytes : nil
  }

  private func unpacked(from offset: Int, count: Int) -> [UInt8]? {
    guard count > 0 else { return [] }
    var reader = InputReader(InputItem(path: path, isNamed: false), startingAt: offset)
    guard reader.nextStream({ _ in }) != nil else { return nil }
    var bytes: [UInt8] = []
    while bytes.count < count, reader.next({ bytes.append(contentsOf: $0) }) {}
    return bytes.count >= count ? Array(bytes.prefix(count)) : nil
  }
}
