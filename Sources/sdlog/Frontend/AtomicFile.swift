import Reporting
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file that appears under its name only when it is whole.
final class AtomicFile: ByteOutput {
  private let path: String
  private let temporary: String
  private let descriptor: FileDescriptor
  private var isDone = false

  /// Begins a file beside its final place.
  ///
  /// - Throws: `OutputError` if the folder cannot be written to.
  init(path: String) throws {
    self.path = path
    var template = Array("\(path).XXXXXX".utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else {
      throw OutputError(target: .file(path), reason: Errno(rawValue: errno))
    }
    temporary = template.withUnsafeBufferPointer { name in
      name.baseAddress.map { String(cString: $0) } ?? path
    }
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    descriptor = FileDescriptor(rawValue: number)
    // `mkstemp` gives the owner alone access; a report has the rights of any new file.
    let mask = umask(0)
    umask(mask)
    fchmod(number, 0o666 & ~mask)
  }

  deinit {
    if !isDone {
      try? descriptor.close()
      unlink(temporary)
    }
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws {
    _ = try OutputError.naming(.file(path)) { try descriptor.writeAll(bytes) }
  }

  /// Puts the file in its place.
  ///
  /// - Throws: `OutputError` if that fails; the file that was there before is untouched.
  func commit() throws {
    try OutputError.naming(.file(path)) {
      guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
      try descriptor.close()
      isDone = true
      guard rename(temporary, path) == 0 else {
        let error = Errno(rawValue: errno)
        unlink(temporary)
        throw error
      }
    }
  }
}
