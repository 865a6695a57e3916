#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Hashes the bytes of an input as a whole and by session.
///
/// The bytes come before their records, and a session's end is known when the next one begins; units
/// wait until it is clear which session they belong to.
struct ContentDigester {
  /// A unit that waits.
  private struct Unit {
    var hash: UInt64
    var line: Int
    var bytes: Int
  }

  /// The most bytes of a unit.
  private static let unitLimit = 512
  /// How many units wait at most: those of a line of 32 MiB.
  private static let queueLimit = 1 << 16

  private var queue: [Unit] = []
  /// The position of the first unit that waits.
  private var first = 0
  /// The bytes of the open unit.
  private var partial: [UInt8] = []
  private var line = 1
  private var whole = ContentAccumulator(offset: 0, line: 1)
  private var session = ContentAccumulator(offset: 0, line: 1)
  private var landmarks = LandmarkSampler()
  /// The first line of the open session, and the number of its units.
  private var firstLine = 1
  private var headUnits = 0
  /// The bytes that went into sessions.
  private var offset = 0
  private var checkpoint = CheckpointTail()
}

extension ContentDigester {
  /// Takes the next bytes as the source has them, for its checkpoint.
  mutating func noteSource(_ chunk: UnsafeRawBufferPointer) {
    checkpoint.add(chunk)
  }

  /// Takes the next bytes as UTF-8.
  ///
  /// - Complexity: O(bytes).
  mutating func feed(_ chunk: UnsafeRawBufferPointer) {
    guard let base = chunk.baseAddress else { return }
    var at = partial.isEmpty ? 0 : fillPartial(chunk, base)
    while at < chunk.count {
      let room = min(Self.unitLimit, chunk.count - at)
      if let end = memchr(base + at, 0x0A, room) {
        let next = base.distance(to: UnsafeRawPointer(end)) + 1
        add(UnsafeRawBufferPointer(rebasing: chunk[at..<next]))
        line += 1
        at = next
      } else if room == Self.unitLimit {
        add(UnsafeRawBufferPointer(rebasing: chunk[at..<at + room]))
        at += room
      } else {
        partial.append(contentsOf: chunk[at...])
        at = chunk.count
      }
    }
  }

  /// Hands the units of lines before a line of the open session to it.
  mutating func advance(before line: Int) {
    while first < queue.count, queue[first].line < line { take() }
    compact()
  }

  /// Ends the open session: the next one begins at a line, or the input has ended.
  mutating func endSession(before line: Int?) -> LogContent {
    advance(before: line ?? .max)
    var content =
      line == nil
      ? partial.withUnsafeBytes { session.finished(tail: $0) } : session.finished(tail: nil)
    content.headUnits = headUnits
    content.sum = landmarks.sum
    content.landmarks = landmarks.chosen
    session = ContentAccumulator(offset: offset, line: line ?? self.line)
    landmarks = LandmarkSampler()
    firstLine = line ?? self.line
    headUnits = 0
    return content
  }

  /// The content of everything that was fed.
  var stream: StreamContent {
    StreamContent(
      content: partial.withUnsafeBytes { whole.finished(tail: $0) }, checkpoint: checkpoint.hash)
  }
}

extension ContentDigester {
  /// Completes the open unit as far as the chunk goes, and returns where the next one begins.
  private mutating func fillPartial(
    _ chunk: UnsafeRawBufferPointer, _ base: UnsafeRawPointer
  ) -> Int {
    let room = min(Self.unitLimit - partial.count, chunk.count)
    let end = memchr(base, 0x0A, room).map { base.distance(to: UnsafeRawPointer($0)) + 1 }
    partial.append(contentsOf: chunk[..<(end ?? room)])
    if end != nil || partial.count == Self.unitLimit {
      let hash = partial.withUnsafeBytes { ByteHash.hash($0) }
      append(hash, bytes: partial.count)
      partial.removeAll(keepingCapacity: true)
      if end != nil { line += 1 }
    }
    return end ?? room
  }

  private mutating func add(_ unit: UnsafeRawBufferPointer) {
    append(ByteHash.hash(unit), bytes: unit.count)
  }

  private mutating func append(_ hash: UInt64, bytes: Int) {
    whole.add(hash, bytes: bytes)
    queue.append(Unit(hash: hash, line: line, bytes: bytes))
    if queue.count - first > Self.queueLimit {
      for _ in 0..<Self.queueLimit / 2 { take() }
      compact()
    }
  }

  private mutating func take() {
    session.add(queue[first].hash, bytes: queue[first].bytes)
    landmarks.add(queue[first].hash)
    if queue[first].line == firstLine { headUnits += 1 }
    offset += queue[first].bytes
    first += 1
  }

  private mutating func compact() {
    if first == queue.count {
      queue.removeAll(keepingCapacity: true)
      first = 0
    } else if first > 4096 {
      queue.removeSubrange(..<first)
      first = 0
    }
  }
}
