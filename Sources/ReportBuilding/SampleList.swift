import SessionAnalysis
import Throughput

/// A counted run of a series, in 16 bytes.
///
/// It has no padding, because its bytes are written as they are.
struct RateSample: Sendable, BitwiseCopyable {
  /// Units per second.
  var rate: Double
  /// The session's position in reading order.
  var session: UInt32
  /// The line of the run's last frame, cut at the largest number that fits.
  var line: UInt32
}

/// The samples of a series in their order: the first ones in blocks in a store, the last ones here.
struct SampleList: Sendable {
  /// A block has no more samples: 2 KiB wait for each of many workloads, and a block's place takes a
  /// fifth of a byte a run.
  static let blockLength = 128
  /// Behind so many arrays of that length, longer ones are held, as only the open session needs them.
  ///
  /// Each of those is memory of its own, which goes back to the system when its samples are stored.
  private static let shortArrays = 32
  private static let longLength = 8192

  /// Samples in a store.
  fileprivate struct Block: Sendable {
    var offset: Int
    var store: UInt32
    var count: UInt32
    /// What is added to the numbers of their sessions.
    var firstSession: UInt32
    /// What is added to their lines.
    var shift: UInt32 = 0
  }

  private(set) var count = 0
  fileprivate private(set) var blocks: [Block] = []
  /// The samples behind the blocks, in several arrays, so that there is never a copy of all of them.
  fileprivate private(set) var held: [[RateSample]] = []
}

extension SampleList {
  /// Whether enough samples for a block wait to be stored.
  var hasFullBlock: Bool { held.count > 1 || (held.first?.count ?? 0) >= Self.blockLength }

  /// Whether so many samples are held that they are not to be copied.
  private var isLong: Bool { held.count > Self.shortArrays }

  /// Adds a sample.
  mutating func append(_ sample: RateSample) {
    let limit = isLong ? Self.longLength : Self.blockLength
    if held.isEmpty || held[held.count - 1].count >= limit {
      held.append([])
      if isLong { held[held.count - 1].reserveCapacity(Self.longLength) }
    }
    held[held.count - 1].append(sample)
    count += 1
  }

  /// Takes the first samples that are held; a block of them comes behind those that are stored.
  ///
  /// - Parameter offset: Where they will be stored, in the store with the number 0.
  /// - Returns: Their bytes; `nil` if none are held.
  mutating func takeBlock(storedAt offset: Int) -> [UInt8]? {
    guard let samples = held.first else { return nil }
    blocks.append(
      Block(offset: offset, store: 0, count: UInt32(samples.count), firstSession: 0))
    held.removeFirst()
    return samples.withUnsafeBytes { Array($0) }
  }

  /// Adds the samples of a list whose sessions are numbered from 0.
  ///
  /// - Parameters:
  ///   - other: The list; if it has blocks, none of the samples here may be held.
  ///   - firstSession: The number of its first session.
  ///   - store: The number of the store in which its blocks are; `nil` if they know it.
  ///   - shift: What is added to its lines.
  mutating func append(
    _ other: consuming SampleList, firstSession: UInt32, store: Int?, shift: UInt32 = 0
  ) {
    precondition(other.blocks.isEmpty || !isHolding, "held samples are behind the blocks")
    for var block in other.blocks {
      if let store { block.store = UInt32(store) }
      block.firstSession += firstSession
      block.shift.add(shift)
      blocks.append(block)
      count += Int(block.count)
    }
    if other.isLong {
      if firstSession > 0 || shift > 0 { other.move(session: firstSession, line: shift) }
      for samples in other.held { count += samples.count }
      held += other.held
    } else {
      for samples in other.held {
        for var sample in samples {
          sample.session += firstSession
          sample.line.add(shift)
          append(sample)
        }
      }
    }
  }

  /// Adds numbers to those of the sessions and lines of held samples.
  private mutating func move(session firstSession: UInt32, line shift: UInt32) {
    for piece in held.indices {
      for index in held[piece].indices {
        held[piece][index].session += firstSession
        held[piece][index].line.add(shift)
      }
    }
  }

  /// Whether some samples are here.
  var isHolding: Bool { !held.isEmpty }

  /// Whether some samples are stored.
  var isStored: Bool { !blocks.isEmpty }
}

// MARK: - Samples that are held

extension SampleList {
  /// The rates of the first and the last sample; `nil` for none, or if they are stored.
  var heldEnds: (first: Double, last: Double)? {
    guard let first = held.first?.first, let last = held.last?.last else { return nil }
    return (first.rate, last.rate)
  }

  /// So many rates are copied at most.
  private static let copyLimit = 4096

  /// The median rate of the samples that are held, which are positive.
  ///
  /// - Complexity: O(*n*); there is no copy of many.
  var heldMedian: Double {
    let count = held.reduce(0) { $0 + $1.count }
    guard count > Self.copyLimit else {
      var rates: [Double] = []
      rates.reserveCapacity(count)
      for samples in held {
        for sample in samples { rates.append(sample.rate) }
      }
      return OrderStatistics.median(&rates)
    }
    let upper = heldRate(ofRank: count / 2)
    return count.isMultiple(of: 2) ? (heldRate(ofRank: count / 2 - 1) + upper) / 2 : upper
  }

  /// Finds a rate 16 bits at a time: the bits of positive numbers are in the order of the numbers.
  private func heldRate(ofRank rank: Int) -> Double {
    var rank = rank
    var (known, mask) = (UInt64(0), UInt64(0))
    for shift in stride(from: UInt64(48), through: 0, by: -16) {
      var counts = [Int](repeating: 0, count: 1 << 16)
      for samples in held {
        for sample in samples where sample.rate.bitPattern & mask == known {
          counts[Int(sample.rate.bitPattern >> shift & 0xFFFF)] += 1
        }
      }
      var digit = 0
      while rank >= counts[digit] {
        rank -= counts[digit]
        digit += 1
      }
      known |= UInt64(digit) << shift
      mask |= 0xFFFF << shift
    }
    return Double(bitPattern: known)
  }
}

// MARK: - Reading back

/// Reads the samples of series back.
///
/// The block that was read last is kept: of a short series, which has one, it is asked for several times.
final class SampleReader {
  let stores: [Int: any EntryStore]
  private var lastOffset = -1
  private var lastStore: UInt32 = 0
  private var lastBytes: [UInt8] = []

  /// Creates a reader.
  ///
  /// - Parameter stores: The stores by their numbers, with everything in them that will be read.
  init(stores: [Int: any EntryStore]) {
    self.stores = stores
  }

  /// Hands out the samples in a range of a list in their order.
  ///
  /// - Throws: What a store reports, or `CorruptDataError`.
  /// - Complexity: O(length of the range + *n* / 128).
  func forEach(
    of list: SampleList, in range: Range<Int>, _ body: (RateSample) throws -> Void
  ) throws {
    var begin = 0
    for block in list.blocks {
      let end = begin + Int(block.count)
      let part = range.clamped(to: begin..<end)
      if !part.isEmpty { try read(block, part.lowerBound - begin..<part.upperBound - begin, body) }
      begin = end
    }
    for samples in list.held {
      let part = range.clamped(to: begin..<begin + samples.count)
      for index in part { try body(samples[index - begin]) }
      begin += samples.count
    }
  }

  /// Hands out the samples of a list in their order.
  ///
  /// - Throws: What a store reports, or `CorruptDataError`.
  func forEach(of list: SampleList, _ body: (RateSample) throws -> Void) throws {
    try forEach(of: list, in: 0..<list.count, body)
  }

  /// Returns one sample of a list.
  ///
  /// - Throws: What a store reports, or `CorruptDataError`.
  func sample(at index: Int, of list: SampleList) throws -> RateSample {
    var found: RateSample?
    try forEach(of: list, in: index..<index + 1) { found = $0 }
    guard let found else { preconditionFailure("the index is in the list") }
    return found
  }

  /// Returns the rates in a range of a list, in 8 bytes a run.
  ///
  /// - Throws: What a store reports, or `CorruptDataError`.
  func rates(of list: SampleList, in range: Range<Int>) throws -> [Double] {
    var rates: [Double] = []
    rates.reserveCapacity(range.count)
    try forEach(of: list, in: range) { rates.append($0.rate) }
    return rates
  }

  private func read(
    _ block: SampleList.Block, _ range: Range<Int>, _ body: (RateSample) throws -> Void
  ) throws {
    let size = MemoryLayout<RateSample>.stride
    try bytes(of: block).withUnsafeBytes { bytes in
      for index in range {
        var sample = bytes.loadUnaligned(fromByteOffset: index * size, as: RateSample.self)
        sample.session += block.firstSession
        sample.line.add(block.shift)
        try body(sample)
      }
    }
  }

  private func bytes(of block: SampleList.Block) throws -> [UInt8] {
    if (block.offset, block.store) == (lastOffset, lastStore) { return lastBytes }
    guard var store = stores[Int(block.store)] else { throw CorruptDataError(offset: block.offset) }
    let count = Int(block.count) * MemoryLayout<RateSample>.stride
    let bytes = try store.read(at: block.offset, count: count)
    guard bytes.count == count else { throw CorruptDataError(offset: block.offset) }
    (lastOffset, lastStore, lastBytes) = (block.offset, block.store, bytes)
    return bytes
  }
}

extension UInt32 {
  /// Adds a number, up to the largest one that fits.
  fileprivate mutating func add(_ other: UInt32) {
    let (sum, overflows) = addingReportingOverflow(other)
    self = overflows ? .max : sum
  }
}
