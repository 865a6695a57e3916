import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Keeps two summaries of one history from being made at once.
///
/// The system gives the lock back when the process ends, however it ends.
final class SummaryLock {
  private let descriptor: FileDescriptor

  /// Takes the lock, once it is free.
  ///
  /// - Parameters:
  ///   - history: The history's path; the lock is a file beside it.
  ///   - patience: How long to wait for another process.
  /// - Throws: `SummaryTrouble`.
  init(history: String, patience: Duration) throws(SummaryTrouble) {
    let path = "\(history).lock"
    do {
      descriptor = try FileDescriptor.open(
        FilePath(path), .readWrite, options: [.create, .closeOnExec],
        permissions: .ownerReadWrite)
    } catch {
      throw .cannotLock(path, (error as? Errno) ?? .ioError)
    }
    let end = ContinuousClock.now + patience
    while flock(descriptor.rawValue, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        let reason = Errno(rawValue: errno)
        try? descriptor.close()
        throw .cannotLock(path, reason)
      }
      guard ContinuousClock.now < end else {
        let holder = Self.holder(descriptor)
        try? descriptor.close()
        throw .busy(history, process: holder)
      }
      usleep(50_000)
    }
    note()
  }

  deinit {
    try? descriptor.close()
  }

  /// Writes down who has the lock, for the message that others get.
  private func note() {
    _ = ftruncate(descriptor.rawValue, 0)
    _ = try? descriptor.writeAll(toAbsoluteOffset: 0, Array("\(getpid())\n".utf8))
  }

  private static func holder(_ descriptor: FileDescriptor) -> String? {
    let bytes = try? [UInt8](unsafeUninitializedCapacity: 20) { buffer, count in
      count = try descriptor.read(
        fromAbsoluteOffset: 0, into: UnsafeMutableRawBufferPointer(buffer))
    }
    let digits = (bytes ?? []).prefix { (0x30...0x39).contains($0) }
    return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
  }
}
