/// Reads what people have: files, compressed files, archives, rotated sets and pipes.
///
/// An item gives one stream, an archive one for each file in it. A reader belongs to one thread.
/// What cannot be read is reported, and the rest is read.
package struct InputReader: ~Copyable {
  /// One log within an item.
  package struct Stream: Sendable, Equatable {
    /// The path that reports show; `ARCHIVE!MEMBER` for what lies in an archive.
    package var path: String
    /// The number of bytes it will have; `nil` where nobody knows before the end.
    package var size: Int?
  }

  /// The number of bytes of the stream read so far, uncompressed.
  package private(set) var byteCount = 0
  /// What of the stream could not be read.
  package private(set) var failures: [InputFailure] = []
  /// How the stream was packed, such as `gzip`, or `tar+gzip` in an archive; `nil` for plain files.
  ///
  /// For a rotated set it is complete at the end.
  package private(set) var compression: String?

  private let item: InputItem
  private let opener: ContentOpener
  /// The parts that were not opened yet, the next one last.
  private var partsLeft: [String]
  private var file: DescriptorSource?
  /// The archives that are open, each in the one before it.
  private var archives: [ArchiveMembers] = []
  private var streamCount = 0
  private var source: (any ByteSource)?
  private var join = LineJoin()
  private var isPlainFile = false
  private var fileOffset = 0
  /// The bytes of the first file that are still to be left out.
  private var bytesToSkip: Int
  /// How many files of a rotated set were opened so far.
  package private(set) var partCount = 0

  /// Creates a reader, which opens nothing yet.
  ///
  /// - Parameters:
  ///   - item: What to read.
  ///   - limits: What archives may demand.
  ///   - start: The offset in the first file at which reading begins, uncompressed; for a log or a
  ///     rotated set, not for archives.
  ///   - readsAhead: Whether a thread of its own expands what is compressed.
  package init(
    _ item: InputItem, limits: ArchiveLimits = .standard, startingAt start: Int = 0,
    readsAhead: Bool = true
  ) {
    self.item = item
    bytesToSkip = start
    opener = ContentOpener(limits: limits, readsAhead: readsAhead)
    partsLeft = item.parts.reversed()
  }
}

// MARK: - Streams

extension InputReader {
  /// Moves to the next stream; binary ones are passed over.
  ///
  /// - Parameter report: Is handed why something cannot be read at all.
  /// - Returns: The stream; `nil` behind the last one.
  package mutating func nextStream(_ report: (InputError) -> Void) -> Stream? {
    source = nil
    byteCount = 0
    failures = []
    compression = nil
    isPlainFile = false
    if item.parts.count > 1 { return nextSet() }
    if let path = partsLeft.popLast() {
      do throws(InputError) {
        if let stream = try openFile(path) { return stream }
      } catch {
        // A folder holds much that is no log.
        if !error.code.isNoLog || item.isNamed { report(error) }
        return nil
      }
    }
    while let archive = archives.last {
      guard let member = nextMember(of: archive, report) else {
        archives.removeLast()
        continue
      }
      do throws(InputError) {
        if let stream = try open(member, of: archive) { return stream }
      } catch {
        report(error)
      }
    }
    return nil
  }

  private mutating func openFile(_ path: String) throws(InputError) -> Stream? {
    let file = try DescriptorSource(path: path)
    self.file = file
    switch try opener.open(file) {
    case .archive(let archive):
      archives = [archive]
      return nil
    case .stream(let source, let forms):
      isPlainFile = forms.isEmpty
      let place = skip(in: file)
      if let code = start(place > 0 ? file : source, forms: forms) {
        throw InputError(code: code, path: path)
      }
      fileOffset = place
      streamCount += 1
      return Stream(path: item.shownPath, size: forms.isEmpty ? file.size : nil)
    }
  }

  private mutating func open(
    _ member: ArchiveMembers.Member, of archive: ArchiveMembers
  ) throws(InputError) -> Stream? {
    guard let file else { return nil }
    switch try opener.open(member, of: archive, file: file) {
    case .archive(let inner):
      archives.append(inner)
      return nil
    case .stream(let source, let forms):
      guard start(source, forms: forms) == nil else { return nil }
      streamCount += 1
      return Stream(path: member.path)
    }
  }

  /// Moves in a plain file to where reading begins, so that what is left out costs nothing.
  ///
  /// - Returns: The offset; 0 where nothing is to be left out, or it has to be read to be left out.
  private mutating func skip(in file: DescriptorSource) -> Int {
    guard bytesToSkip > 0, isPlainFile, let size = file.size, bytesToSkip <= size,
      file.seek(Int64(bytesToSkip), from: .start) != nil
    else { return 0 }
    defer { bytesToSkip = 0 }
    return bytesToSkip
  }

  /// Begins with a source.
  ///
  /// - Returns: Why it is no log; `nil` where it may be one.
  private mutating func start(_ source: any ByteSource, forms: [String]) -> InputError.Code? {
    self.source = nil
    fileOffset = 0
    let (source, code) = InputError.Code.judge(source)
    if let code { return code }
    self.source = source
    note(forms)
    return nil
  }

  private mutating func note(_ forms: [String]) {
    guard !forms.isEmpty else { return }
    let name = forms.joined(separator: "+")
    guard let known = compression else {
      compression = name
      return
    }
    if !known.split(separator: ",").contains(Substring(name)) { compression = "\(known),\(name)" }
  }

  private func nextMember(
    of archive: ArchiveMembers, _ report: (InputError) -> Void
  ) -> ArchiveMembers.Member? {
    do throws(InputError) {
      if let member = try archive.next(report) { return member }
      if item.isNamed, archive.depth == 1, archive.count == 0 {
        report(InputError(code: .emptyArchive, path: archive.path))
      }
    } catch {
      report(error)
    }
    return nil
  }
}

// MARK: - Bytes

extension InputReader {
  /// Reads the next chunk of the stream.
  ///
  /// - Parameter body: Is handed the bytes, which are valid only during its call.
  /// - Returns: Whether there was a chunk; `false` at the end, when `failures` tells what is missing.
  package mutating func next(_ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
    while let source {
      var chunk: UnsafeRawBufferPointer
      do throws(InputError) {
        chunk = try source.next()
      } catch {
        fail(error)
        continue
      }
      guard !chunk.isEmpty else {
        finishSource()
        continue
      }
      if bytesToSkip > 0 {
        let skipped = min(bytesToSkip, chunk.count)
        bytesToSkip -= skipped
        fileOffset += skipped
        chunk = UnsafeRawBufferPointer(rebasing: chunk[skipped...])
        guard !chunk.isEmpty else { continue }
      }
      if fileOffset == 0, let ending = join.missingEnding { ending.withUnsafeBytes(body) }
      byteCount += chunk.count
      fileOffset += chunk.count
      if item.parts.count > 1 { join.note(chunk) }
      body(chunk)
      return true
    }
    return false
  }

  private mutating func fail(_ error: InputError) {
    failures.append(InputFailure(from: byteCount, to: byteCount, error: error))
    source = nil
    openNextPart()
  }

  private mutating func finishSource() {
    source = nil
    if isPlainFile, let file, let size = file.size, fileOffset < size {
      failures.append(
        InputFailure(
          from: byteCount, to: byteCount + size - fileOffset,
          error: InputError(code: .shrank, path: file.path)))
    }
    openNextPart()
  }
}

// MARK: - Rotated sets

extension InputReader {
  private mutating func nextSet() -> Stream? {
    guard streamCount == 0 else { return nil }
    streamCount = 1
    openNextPart()
    return Stream(path: item.shownPath)
  }

  /// Opens the next part of a rotated set that can be opened; the failures of others are kept.
  private mutating func openNextPart() {
    while source == nil, let path = partsLeft.popLast() {
      do throws(InputError) {
        let file = try DescriptorSource(path: path)
        self.file = file
        guard case .stream(let source, let forms) = try opener.open(file) else {
          throw InputError(code: .unsupported("an archive among rotated files"), path: path)
        }
        isPlainFile = forms.isEmpty
        let place = skip(in: file)
        if let code = start(place > 0 ? file : source, forms: forms) {
          throw InputError(code: code, path: path)
        }
        fileOffset = place
        partCount += 1
      } catch {
        failures.append(InputFailure(from: byteCount, to: byteCount, error: error))
      }
    }
  }
}

/// What stands between two parts of a rotated set.
private struct LineJoin {
  /// The last two bytes of the part before.
  private var last: (UInt8, UInt8)?

  /// The end of line that the part before lacks, in UTF-16 where it is UTF-16.
  var missingEnding: [UInt8]? {
    switch last {
    case nil, (_, 0x0A)?, (0x0A, 0)?: nil
    case (0, _)?: [0, 0x0A]
    case (_, 0)?: [0x0A, 0]
    default: [0x0A]
    }
  }

  /// Notes how a chunk ends.
  mutating func note(_ chunk: UnsafeRawBufferPointer) {
    guard let end = chunk.last else { return }
    last = (chunk.count > 1 ? chunk[chunk.count - 2] : last?.1 ?? 0x20, end)
  }
}
