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
  /// The bytes before the place where reading began.
  private var base = 0
  /// What went into sessions, and the same at the start of the open one.
  private var settled = StreamMark(byte: 0, line: 1, units: 0, chain: ContentAccumulator.seed)
  private var sessionStart = StreamMark(byte: 0, line: 1, units: 0, chain: ContentAccumulator.seed)

  /// Starts in front of an input.
  init() {}

  /// Starts at the last session of an input that was read before; offsets and lines of sessions count
  /// from there.
  init(resuming resume: StreamResume) {
    whole = ContentAccumulator(resuming: resume)
    settled = resume.start
    sessionStart = resume.start
    base = resume.start.byte
    resume.tail.withUnsafeBytes { checkpoint.add($0) }
  }
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
    let start = partial.isEmpty ? 0 : fillPartial(chunk, base)
    var rest = UnsafeRawBufferPointer(rebasing: chunk[start...])
    while let unit = Self.takeUnit(from: &rest) {
      var tail = rest
      guard let second = Self.takeUnit(from: &tail), let third = Self.takeUnit(from: &tail),
        let fourth = Self.takeUnit(from: &tail)
      else {
        append(ByteHash.hash(unit), of: unit)
        continue
      }
      rest = tail
      let hashes = ByteHash.hashes((unit, second, third, fourth))
      append(hashes.0, of: unit)
      append(hashes.1, of: second)
      append(hashes.2, of: third)
      append(hashes.3, of: fourth)
    }
    partial.append(contentsOf: rest)
  }

  /// Hands the units of lines before a line of the open session to it.
  mutating func advance(before line: Int) {
    guard first < queue.count, queue[first].line < line else { return }
    var units: [Unit] = []
    swap(&units, &queue)
    while first < units.count, units[first].line < line {
      take(units[first])
      first += 1
    }
    swap(&units, &queue)
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
    if let line {
      settled.byte = base + offset
      settled.line += line - firstLine
      sessionStart = settled
    }
    session = ContentAccumulator(offset: offset, line: line ?? self.line)
    landmarks = LandmarkSampler()
    firstLine = line ?? self.line
    headUnits = 0
    return content
  }

  /// Whether the first session begins where the input does.
  var beginsInput: Bool { base == 0 }

  /// The content of everything that was fed.
  var stream: StreamContent {
    StreamContent(
      content: partial.withUnsafeBytes { whole.finished(tail: $0) },
      checkpoint: checkpoint.hash, lastSession: sessionStart)
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
      var unit: [UInt8] = []
      swap(&unit, &partial)
      unit.withUnsafeBytes { append(ByteHash.hash($0), of: $0) }
      unit.removeAll(keepingCapacity: true)
      swap(&unit, &partial)
    }
    return end ?? room
  }

  /// Returns the first unit of some bytes and takes it off; `nil` if it has not ended.
  @inline(__always)
  private static func takeUnit(
    from rest: inout UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    guard let base = rest.baseAddress, !rest.isEmpty else { return nil }
    let room = min(unitLimit, rest.count)
    var count = room
    if let end = memchr(base, 0x0A, room) {
      count = base.distance(to: UnsafeRawPointer(end)) + 1
    } else if room < unitLimit {
      return nil
    }
    rest = UnsafeRawBufferPointer(start: base + count, count: rest.count - count)
    return UnsafeRawBufferPointer(start: base, count: count)
  }

  @inline(__always)
  private mutating func append(_ hash: UInt64, of unit: UnsafeRawBufferPointer) {
    whole.add(hash, bytes: unit.count)
    queue.append(Unit(hash: hash, line: line, bytes: unit.count))
    if unit[unit.count - 1] == 0x0A { line += 1 }
    if queue.count - first > Self.queueLimit { shortenQueue() }
  }

  @inline(never)
  private mutating func shortenQueue() {
    for _ in 0..<Self.queueLimit / 2 {
      take(queue[first])
      first += 1
    }
    compact()
  }

  @inline(__always)
  private mutating func take(_ unit: Unit) {
    session.add(unit.hash, bytes: unit.bytes)
    settled.chain = ContentAccumulator.chain(settled.chain, unit.hash)
    settled.units += 1
    landmarks.add(unit.hash)
    if unit.line == firstLine { headUnits += 1 }
    offset += unit.bytes
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
