internal import CFileBirth

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An open file that grows, with the place up to which it was read.
final class TailFile {
  /// What a file is known by to the system.
  struct Identity: Equatable {
    var device: UInt64
    var inode: UInt64
  }

  /// What reading came to.
  enum Outcome {
    /// So many bytes were read.
    case bytes(Int)
    /// There are no more for now.
    case end
    /// What was read before stands there no more: the file was cut off or written anew.
    case rewritten
  }

  let identity: Identity
  /// Where the path led to when the file was opened.
  let target: String
  /// When the file was made, in nanoseconds since 1970; 0 where the system does not tell.
  let birth: Int
  /// The offset of the next byte.
  private(set) var offset = 0
  /// The size when it was looked at last.
  private(set) var size = 0
  /// The file's first bytes, and those in front of the offset.
  private(set) var head: [UInt8] = []
  private(set) var tail: [UInt8] = []

  private let descriptor: Int32

  /// Opens a file at its start; `nil` if it cannot be opened, or is none that has bytes at offsets.
  init?(path: String) {
    let name = SystemPath.bytes(of: path)
    descriptor = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return nil
    }
    identity = Identity(status)
    birth = Int(sdlog_file_birth(descriptor))
    size = Int(status.st_size)
    target =
      realpath(name, nil).map { resolved in
        defer { free(resolved) }
        return SystemPath.text(of: resolved)
      } ?? path
  }

  deinit { close(descriptor) }
}

extension TailFile.Identity {
  init(_ status: stat) {
    self.init(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  /// The file that a path leads to, and its size; `nil` if there is none.
  static func ofFile(at path: String) -> (identity: TailFile.Identity, size: Int)? {
    var status = stat()
    guard stat(SystemPath.bytes(of: path), &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return (TailFile.Identity(status), Int(status.st_size))
  }
}

extension TailFile {
  /// Reads the next bytes.
  ///
  /// What stands in front of them is looked at after they were read: if it is what was read before, the
  /// file was not written anew meanwhile, and the bytes follow upon those before.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
    let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
    guard count >= 0, isUnchanged() else { return count < 0 ? .end : .rewritten }
    // Cut off and grown again within one look, it may be shorter than what was read.
    guard size >= offset + count else { return .rewritten }
    guard count > 0 else { return .end }
    advance(over: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    return .bytes(count)
  }

  /// Whether what was read before still stands there; notes the size.
  func isUnchanged() -> Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return false }
    size = Int(status.st_size)
    return size >= offset && holds(tail, at: offset - tail.count) && holds(head, at: 0)
  }

  /// Moves to a place behind bytes that are known.
  ///
  /// - Returns: Whether they stand there.
  func resume(at offset: Int, head: [UInt8], tail: [UInt8]) -> Bool {
    guard size >= offset, holds(tail, at: offset - tail.count), holds(head, at: 0) else {
      return false
    }
    (self.offset, self.head, self.tail) = (offset, head, tail)
    return true
  }

  /// Moves to the end, so that only what comes is read.
  func moveToEnd() {
    guard let size = TailFile.size(of: descriptor) else { return }
    let sample = FollowCheckpoint.sampleSize
    guard let head = bytes(at: 0, count: min(size, sample)),
      let tail = bytes(at: max(0, size - sample), count: min(size, sample))
    else { return }
    self.size = size
    (offset, self.head, self.tail) = (size, head, tail)
  }

  /// Moves to the start: the file was written anew.
  func restart() {
    offset = 0
    head = []
    tail = []
  }

  /// The number of bytes that were not read, as of now.
  var unreadBytes: Int { max(0, (Self.size(of: descriptor) ?? offset) - offset) }

  private static func size(of descriptor: Int32) -> Int? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
  }

  private func advance(over chunk: UnsafeRawBufferPointer) {
    let sample = FollowCheckpoint.sampleSize
    if head.count < sample { head += chunk.prefix(sample - head.count) }
    if chunk.count >= sample {
      tail = Array(chunk.suffix(sample))
    } else {
      tail += chunk
      if tail.count > sample { tail.removeFirst(tail.count - sample) }
    }
    offset += chunk.count
  }

  private func holds(_ wanted: [UInt8], at offset: Int) -> Bool {
    wanted.isEmpty || bytes(at: offset, count: wanted.count) == wanted
  }

  private func bytes(at offset: Int, count: Int) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = max(0, pread(descriptor, buffer.baseAddress, count, off_t(offset)))
    }
    return bytes.count == count ? bytes : nil
  }
}
