import LogInput
import Reporting
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file that appears under its name only when it is whole.
///
/// A link stays, and the file that it leads to is replaced, with the rights that it had. What is no regular
/// file, such as a device or a pipe, cannot be replaced and is written to as it is.
final class AtomicFile: ByteOutput {
  private let path: String
  /// Where the file goes in the end.
  private let place: String
  /// The file that is written meanwhile; `nil` where the place itself is.
  private var temporary: String?
  private let descriptor: FileDescriptor
  private var isOpen = true

  /// Begins a file beside its final place.
  ///
  /// - Throws: `OutputError` if the folder or what the name stands for cannot be written to.
  init(path: String) throws {
    self.path = path
    let target = OutputError.Target.file(path)
    var status = stat()
    let exists = stat(SystemPath.bytes(of: path), &status) == 0
    let type = exists ? status.st_mode & S_IFMT : S_IFREG
    guard type == S_IFREG || type == S_IFDIR, !Self.isDanglingLink(path, exists: exists) else {
      place = path
      descriptor = try OutputError.naming(target) {
        try FileDescriptor.open(
          SystemPath.bytes(of: path), .writeOnly, options: [.create, .truncate, .closeOnExec],
          permissions: [.ownerReadWrite, .groupReadWrite, .otherReadWrite])
      }
      return
    }
    place = exists ? Self.resolved(path) : path
    var template = SystemPath.bytes(of: "\(place).XXXXXX")
    let number = mkstemp(&template)
    guard number >= 0 else { throw OutputError(target: target, reason: Errno(rawValue: errno)) }
    temporary = template.withUnsafeBufferPointer { name in
      name.baseAddress.map { SystemPath.text(of: $0) }
    }
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    descriptor = FileDescriptor(rawValue: number)
    if exists {
      // Only root may give a file away; else it is the writer's from now on.
      _ = fchown(number, status.st_uid, status.st_gid)
      fchmod(number, status.st_mode & 0o7777)
    } else {
      // `mkstemp` gives the owner alone access; a report has the rights of any new file.
      let mask = umask(0)
      umask(mask)
      fchmod(number, 0o666 & ~mask)
    }
  }

  deinit {
    if isOpen { try? descriptor.close() }
    if let temporary { unlink(SystemPath.bytes(of: temporary)) }
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws {
    _ = try OutputError.naming(.file(path)) { try descriptor.writeAll(bytes) }
  }

  /// Puts the file in its place.
  ///
  /// - Throws: `OutputError` if that fails; the file that was there before is untouched.
  func commit() throws {
    try OutputError.naming(.file(path)) {
      if temporary != nil, fsync(descriptor.rawValue) != 0 { throw Errno(rawValue: errno) }
      isOpen = false
      try descriptor.close()
      guard let temporary else { return }
      let isMoved = rename(SystemPath.bytes(of: temporary), SystemPath.bytes(of: place)) == 0
      guard isMoved else { throw Errno(rawValue: errno) }
      self.temporary = nil
    }
  }
}

extension AtomicFile {
  /// The path without links.
  private static func resolved(_ path: String) -> String {
    guard let name = realpath(SystemPath.bytes(of: path), nil) else { return path }
    defer { free(name) }
    return SystemPath.text(of: name)
  }

  /// Whether a path is a link to something that is not there.
  private static func isDanglingLink(_ path: String, exists: Bool) -> Bool {
    var status = stat()
    return !exists && lstat(SystemPath.bytes(of: path), &status) == 0
  }
}
