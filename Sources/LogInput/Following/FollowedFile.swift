package import Localization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Follows a log by its name through rotation: renamed, cut off, deleted and made anew, compressed, or
/// another file put behind a link.
///
/// Every byte is handed out once and in order. What was never seen is handed out as a loss. A file
/// belongs to one thread.
package final class FollowedFile {
  /// What following hands out.
  package enum Piece {
    /// The next bytes, valid only while they are handed out.
    case bytes(UnsafeRawBufferPointer)
    /// Bytes of a file of the log that were never seen; the offsets are equal where nobody knows how many.
    case loss(from: Int, to: Int, why: LocalizedText)
  }

  /// Where to begin in a file that is there already.
  package enum Start: Sendable {
    case beginning
    case end
    case checkpoint(FollowCheckpoint)
  }

  /// How long a replaced file is looked at for bytes that came late, in seconds.
  static let lateSeconds = 5.0

  /// The path that is followed.
  package let path: String

  private var start: Start?
  private var current: TailFile?
  /// Files to be read before the current one goes on.
  private var parts: [FollowedPart] = []
  /// The file before the current one, and until when it is looked at.
  private var replaced: (file: TailFile, until: Double)?
  /// Losses that are to be handed out next.
  private var losses: [(from: Int, to: Int, why: LocalizedText)] = []
  private let buffer: UnsafeMutableRawBufferPointer
  /// Files that were read to their ends, the latest last.
  private var readFiles: [Place] = []
  /// When something beside the file came or went, as of the last look.
  private var folderTime = 0

  /// How many files are remembered that were read to their ends.
  private static let readFileLimit = 64

  /// Begins to follow a file, which may not be there yet.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - start: Where to begin if it is there.
  package init(path: String, start: Start) {
    self.path = path
    self.start = start
    buffer = .allocate(byteCount: 256 << 10, alignment: 64)
  }

  deinit { buffer.deallocate() }
}

extension FollowedFile {
  /// Whether there is a file.
  package var isThere: Bool { current != nil }

  /// The place up to which everything was handed out; `nil` before there is a file, and while older files
  /// are being caught up with.
  package func checkpoint(time: Int) -> FollowCheckpoint? {
    guard let current, parts.isEmpty, losses.isEmpty else { return nil }
    return FollowCheckpoint(
      path: path, target: current.target, device: current.identity.device,
      inode: current.identity.inode, offset: current.offset, size: current.size, time: time,
      birth: current.birth, head: current.head, tail: current.tail)
  }

  /// The number of bytes that are there and were not handed out, as far as is known.
  package var backlog: Int { (current?.unreadBytes ?? 0) + parts.reduce(0) { $0 + $1.size } }

  /// Hands out the next piece.
  ///
  /// - Parameters:
  ///   - seconds: The time on a clock that only goes forwards.
  ///   - body: Takes the piece.
  /// - Returns: Whether there was one; if not, it is worth looking again when something changes.
  /// - Throws: What `body` throws.
  package func next(at seconds: Double, _ body: (Piece) throws -> Void) rethrows -> Bool {
    var steps = 0
    // Each step that hands out nothing changes what is read next; a file system that never rests is
    // left alone for a while.
    while steps < 64 {
      steps += 1
      if !losses.isEmpty {
        let loss = losses.removeFirst()
        try body(.loss(from: loss.from, to: loss.to, why: loss.why))
        return true
      }
      if let part = parts.first {
        let offset = part.offset
        switch part.next(buffer) {
        case .bytes(let bytes):
          try body(.bytes(bytes))
          return true
        case .end: break
        case .failure(let why): losses.append((offset, max(part.size, offset), why))
        }
        parts.removeFirst()
        continue
      }
      guard let file = current else {
        guard begin() else { return false }
        continue
      }
      if wasCopiedAway(file) {
        recover(file)
        continue
      }
      switch file.read(into: buffer) {
      case .bytes(let count):
        try body(.bytes(UnsafeRawBufferPointer(rebasing: buffer[..<count])))
        return true
      case .rewritten:
        recover(file)
      case .end:
        guard advance(from: file, at: seconds) else {
          noteLateBytes(at: seconds)
          if losses.isEmpty { return false }
          continue
        }
      }
    }
    return false
  }
}

// MARK: - Beginning

extension FollowedFile {
  /// Opens the file for the first time, or again after it was gone.
  private func begin() -> Bool {
    if case .checkpoint(let checkpoint)? = start { return resume(checkpoint) }
    guard let file = TailFile(path: path) else {
      // What appears later is read from its start.
      start = .beginning
      return false
    }
    if case .end? = start { file.moveToEnd() }
    start = .beginning
    current = file
    return true
  }

  /// Goes on where an earlier process stopped.
  private func resume(_ checkpoint: FollowCheckpoint) -> Bool {
    guard let file = TailFile(path: path) else {
      // Nothing is lost yet: the file may come back under its name.
      return false
    }
    start = .beginning
    current = file
    let identity = TailFile.Identity(device: checkpoint.device, inode: checkpoint.inode)
    if file.identity == identity || checkpoint.offset > 0,
      file.birth == checkpoint.birth || file.identity != identity,
      file.resume(at: checkpoint.offset, head: checkpoint.head, tail: checkpoint.tail),
      !isElsewhere(checkpoint, besides: file)
    {
      if file.identity != identity {
        // It may be a copy of the file, or another one that begins like it.
        losses.append(
          (
            checkpoint.offset, checkpoint.offset,
            LocalizedText(
              en: "the file was replaced by one that begins alike", zh: "文件被换成了开头相同的另一个文件")
          ))
      }
      return true
    }
    file.restart()
    catchUp(
      Place(checkpoint), with: file,
      why: LocalizedText(
        en: "the file was replaced or written anew while nobody looked", zh: "在未查看期间文件被替换或重写"))
    return true
  }

  /// Whether the file of a checkpoint is there under another name, or a copy that was made of it since.
  private func isElsewhere(_ checkpoint: FollowCheckpoint, besides file: TailFile) -> Bool {
    let siblings = RotatedSiblings(of: [path, checkpoint.target]).files
    let place = Place(checkpoint)
    return siblings.contains {
      $0.identity != file.identity
        && ($0.identity == place.identity || $0.changed > checkpoint.time)
        && FollowedPart.holds($0, place.head, place.tail, at: place.offset)
    }
  }
}

// MARK: - Rotation

extension FollowedFile {
  /// A place in a file of the log, wherever that file is now.
  private struct Place {
    var identity: TailFile.Identity?
    var offset: Int
    var size: Int
    var head: [UInt8]
    var tail: [UInt8]
    /// When the file was looked at last, in nanoseconds since 1970; 0 where that does not matter.
    var time = 0
    /// Where the path led to.
    var targets: [String]

    /// The place up to which a file was read.
    init(_ file: TailFile) {
      identity = file.identity
      offset = file.offset
      size = max(file.offset, file.size)
      head = file.head
      tail = file.tail
      targets = [file.target]
    }

    /// The place of a checkpoint.
    init(_ checkpoint: FollowCheckpoint) {
      identity = TailFile.Identity(device: checkpoint.device, inode: checkpoint.inode)
      offset = checkpoint.offset
      size = checkpoint.size
      head = checkpoint.head
      tail = checkpoint.tail
      time = checkpoint.time
      targets = [checkpoint.target]
    }
  }

  /// Goes over to the file that has taken the path, once something was written to it.
  ///
  /// - Returns: Whether there is one.
  private func advance(from file: TailFile, at seconds: Double) -> Bool {
    guard let there = TailFile.Identity.ofFile(at: path), there.identity != file.identity,
      there.size > 0
    else { return false }
    // Whoever writes has gone over to the other file; what came to this one before is read first.
    guard file.unreadBytes == 0 else { return true }
    guard let next = TailFile(path: path), next.identity != file.identity else { return false }
    noteLateBytes(at: .infinity)
    replaced = (file, seconds + Self.lateSeconds)
    current = next
    let siblings = RotatedSiblings(of: [path, file.target, next.target]).files
    let place = Place(file)
    readFiles.append(place)
    if readFiles.count > Self.readFileLimit { readFiles.removeFirst() }
    if let found = find(place, in: siblings, besides: next) {
      parts = files(after: found, in: siblings, before: next)
    }
    return true
  }

  /// Whether a copy of the file was made since the last look: then the file itself was emptied, though it
  /// may have grown again, with the same beginning.
  private func wasCopiedAway(_ file: TailFile) -> Bool {
    let time = RotatedSiblings.folderTime(of: path)
    guard time != folderTime else { return false }
    let last = folderTime
    folderTime = time
    // If another file has taken the path, this one was moved away, and is whole.
    guard last > 0, TailFile.Identity.ofFile(at: path)?.identity == file.identity else {
      return false
    }
    let place = Place(file)
    let siblings = RotatedSiblings(of: [path, file.target]).files.filter {
      // Any file holds a place in front of which nothing stands; one that was only renamed is no copy.
      file.offset > 0 ? $0.changed >= last : TailFile(path: $0.path)?.birth ?? 0 > last
    }
    guard let found = find(place, in: siblings, besides: file, knowsIdentity: false) else {
      return false
    }
    return !wasRead(siblings[found])
  }

  /// Goes on with a file that was cut off or written anew at its place.
  private func recover(_ file: TailFile) {
    var place = Place(file)
    place.identity = nil
    file.restart()
    catchUp(
      place, with: file,
      why: LocalizedText(
        en: "the file was cut off or written anew between two looks", zh: "在两次查看之间文件被截断或重写"))
  }

  /// Puts everything that follows upon a place and was not seen before the current file.
  private func catchUp(_ place: Place, with file: TailFile, why: LocalizedText) {
    let siblings = RotatedSiblings(of: [path, file.target] + place.targets).files
    if let found = find(place, in: siblings, besides: file) {
      let sibling = siblings[found]
      parts = [
        FollowedPart(
          sibling.path, isCompressed: sibling.isCompressed, size: sibling.size,
          offset: place.offset, head: place.head, tail: place.tail)
      ]
      parts += files(after: found, in: siblings, before: file)
    } else {
      losses.append((place.offset, max(place.size, place.offset), why))
      // What was written later than the last look was not seen either, and is read in full.
      guard place.time > 0 else { return }
      parts = siblings.filter { $0.identity != file.identity && $0.modified > place.time }
        .map { FollowedPart($0.path, isCompressed: $0.isCompressed, size: $0.size) }
    }
  }

  /// Returns the position of the file that a place is in.
  private func find(
    _ place: Place, in siblings: [RotatedSiblings.Sibling], besides file: TailFile,
    knowsIdentity: Bool = true
  ) -> Int? {
    let others = siblings.indices.filter { siblings[$0].identity != file.identity }
    if knowsIdentity, let identity = place.identity,
      let index = others.first(where: {
        siblings[$0].identity == identity
          && FollowedPart.holds(siblings[$0], place.head, place.tail, at: place.offset)
      })
    {
      return index
    }
    return others.last {
      FollowedPart.holds(siblings[$0], place.head, place.tail, at: place.offset)
    }
  }

  /// Returns the files between one of the siblings and the current file, to be read in full.
  private func files(
    after index: Int, in siblings: [RotatedSiblings.Sibling], before file: TailFile
  ) -> [FollowedPart] {
    siblings[(index + 1)...].filter { $0.identity != file.identity && !wasRead($0) }
      .map { FollowedPart($0.path, isCompressed: $0.isCompressed, size: $0.size) }
  }

  /// Whether a file was read to its end already, under whatever name and however it was compressed since.
  private func wasRead(_ sibling: RotatedSiblings.Sibling) -> Bool {
    readFiles.contains {
      FollowedPart.holds(
        sibling, $0.head, $0.tail, at: $0.offset, asWhole: $0.identity != sibling.identity)
    }
  }

  /// Says that something was written to a file after another one had taken its place.
  private func noteLateBytes(at seconds: Double) {
    guard let (file, until) = replaced, seconds >= until else { return }
    let count = file.unreadBytes
    if count > 0 {
      losses.append(
        (
          file.offset, file.offset + count,
          LocalizedText(en: "written to the old file after it was replaced", zh: "文件被替换后又写入了旧文件")
        ))
    }
    replaced = nil
  }
}
