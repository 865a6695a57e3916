import Localization
import ReportBuilding
import SessionAnalysis
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where a watched log comes from.
protocol WatchSource: AnyObject {
  /// What is waited for: readable when there are bytes.
  var descriptor: Int32 { get }

  /// Whether more can be read without waiting.
  var hasMore: Bool { get }

  /// The number of bytes that are there and were not read, as far as is known.
  var backlog: Int { get }

  /// Reads the next bytes.
  ///
  /// - Parameter consumer: Takes them, and hears of those that nobody saw.
  /// - Returns: Whether there may be more; `false` at the end.
  /// - Throws: What the consumer throws, or why nothing can be read any more.
  func read(_ consumer: WatchConsumer) throws -> Bool
}

/// Takes what a source reads, at one moment.
struct WatchConsumer {
  /// The log that the bytes belong to.
  let stream: WatchStream
  /// The moment.
  let now: Moment

  /// Takes the next bytes.
  func take(_ chunk: UnsafeRawBufferPointer) throws { try stream.take(chunk, at: now) }

  /// Hears of bytes that nobody saw; the two offsets are equal where their number is unknown.
  func note(lossFrom start: Int, to end: Int, why: LocalizedText) throws {
    try stream.note(InputSummary.Loss(from: start, to: end, why: why), at: now)
  }
}

/// Standard input.
final class StandardInputSource: WatchSource {
  /// Why it could not be read to its end.
  private(set) var failure: Errno?

  private let buffer: UnsafeMutableRawBufferPointer

  init() {
    buffer = .allocate(byteCount: 256 << 10, alignment: 64)
  }

  deinit { buffer.deallocate() }

  var descriptor: Int32 { 0 }

  var hasMore: Bool {
    var place = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    return poll(&place, 1, 0) > 0
  }

  var backlog: Int {
    var count: Int32 = 0
    return ioctl(0, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
  }

  func read(_ consumer: WatchConsumer) throws -> Bool {
    do {
      let count = try FileDescriptor.standardInput.read(into: buffer)
      guard count > 0 else { return false }
      try consumer.take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      return true
    } catch Errno.resourceTemporarilyUnavailable {
      // The program at the other end may have set the pipe not to block.
      return true
    } catch let error as Errno {
      failure = error
      return false
    }
  }
}
