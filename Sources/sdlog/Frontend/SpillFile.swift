import ReportBuilding
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Bytes in a temporary file that has no name, so that nothing is left behind however the program ends.
final class SpillFile: EntryStore {
  private let descriptor: FileDescriptor
  private let folder: String
  private(set) var count = 0

  /// Creates an empty file.
  ///
  /// - Parameter folder: Where it is made, usually `$TMPDIR` or `/tmp`.
  /// - Throws: `OutputError` if it cannot be made.
  init(folder: String) throws {
    self.folder = folder
    var template = Array("\(folder)/sdlog.XXXXXX".utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else {
      throw OutputError(target: .temporaryFile(folder), reason: Errno(rawValue: errno))
    }
    unlink(template)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    descriptor = FileDescriptor(rawValue: number)
  }

  deinit {
    try? descriptor.close()
  }

  func append(_ bytes: [UInt8]) throws {
    _ = try OutputError.naming(.temporaryFile(folder)) {
      try bytes.withUnsafeBytes { try descriptor.writeAll(toAbsoluteOffset: Int64(count), $0) }
    }
    count += bytes.count
  }

  func read(at offset: Int, count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = try descriptor.read(
        fromAbsoluteOffset: Int64(offset), into: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}
