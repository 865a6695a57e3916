import LogInput
import RunHistory
import SessionAnalysis
import SystemPackage

extension RunHistory {
  /// Looks for a plain file that is known by its length, its first and its last bytes.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - source: The last source that is looked at.
  /// - Returns: The rows of its sessions; `nil` where it is not known, or cannot be read.
  /// - Throws: `HistoryError`.
  func sessions(ofFileAt path: String, upTo source: Int) throws(HistoryError) -> Set<Int>? {
    guard
      let file = try? FileDescriptor.open(
        SystemPath.bytes(of: path), .readOnly, options: .closeOnExec)
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
      ofSourceWith: size, head: head.withUnsafeBytes { InputHead.hash($0) }, checkpoint: tail.hash,
      upTo: source)
  }

  private static func bytes(of file: FileDescriptor, from offset: Int, count: Int) -> [UInt8]? {
    let bytes = try? [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = try file.read(
        fromAbsoluteOffset: Int64(offset), into: UnsafeMutableRawBufferPointer(buffer))
    }
    return bytes?.count == count ? bytes : nil
  }
}
