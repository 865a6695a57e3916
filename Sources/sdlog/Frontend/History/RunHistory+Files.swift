import LogInput
import RunHistory
import SessionAnalysis
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension RunHistory {
  /// Returns the rows of the sessions of a plain file that is known by its length, its first and its last
  /// bytes; `nil` where it is not, or cannot be read.
  func sessions(ofFileAt path: String) throws(HistoryError) -> Set<Int>? {
    guard
      let file = try? FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
    else { return nil }
    defer { try? file.close() }
    guard let size = (try? file.seek(offset: 0, from: .end)).map(Int.init), size > 0,
      let head = Self.bytes(of: file, from: 0, count: min(size, InputHead.size)),
      let last = Self.bytes(
        of: file, from: max(0, size - CheckpointTail.size), count: min(size, CheckpointTail.size))
    else { return nil }
    var tail = CheckpointTail()
    last.withUnsafeBytes { tail.add($0) }
    return try sessions(
      ofSourceWith: size, head: head.withUnsafeBytes { InputHead.hash($0) }, checkpoint: tail.hash)
  }

  private static func bytes(of file: FileDescriptor, from offset: Int, count: Int) -> [UInt8]? {
    let bytes = try? [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = try file.read(
        fromAbsoluteOffset: Int64(offset), into: UnsafeMutableRawBufferPointer(buffer))
    }
    return bytes?.count == count ? bytes : nil
  }
}

extension InputItem {
  /// When its newest file was last changed, in milliseconds since 1970; `nil` for standard input.
  var modificationTime: Int? {
    var status = stat()
    guard !isStandardInput, stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
    return Int(status.st_mtimespec.tv_sec) * 1000
    #else
    return Int(status.st_mtim.tv_sec) * 1000
    #endif
  }
}
