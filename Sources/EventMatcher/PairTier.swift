/// Finds literals that are too short for a sample of the text, by comparing 16 positions at a time.
///
/// Of each literal the rarest two neighbouring bytes are looked for, or its only byte. The work grows
/// with the number of different pairs: there should be few, some thirty at most.
///
/// A plain bundle of pointers; see ``GramTier``.
struct PairTier: @unchecked Sendable {
  /// Two neighbouring bytes, each repeated for a comparison with 16 positions.
  private struct Pair {
    var first: SIMD16<UInt8>
    var second: SIMD16<UInt8>
  }

  /// A literal, by where its pair is.
  private struct Entry {
    var bytesStart: Int32
    var length: Int32
    /// Offset of the pair in the literal.
    var offset: Int32
    /// The literal's patterns in ``patterns``.
    var patternsStart: Int32
    var patternCount: Int32
  }

  // Written in `init` only, so they may be read from any thread: hence Sendable.
  private let pairs: UnsafeMutablePointer<Pair>
  private let pairCount: Int

  /// The bytes of the literals that have only one.
  private let singles: UnsafeMutablePointer<SIMD16<UInt8>>
  private let singleCount: Int

  /// The entries ordered by the first byte of their pair; those of byte *b* lie between the values
  /// *b* and *b* + 1 of `starts`.
  private let entries: UnsafeMutablePointer<Entry>
  private let starts: UnsafeMutablePointer<Int32>

  private let literalBytes: UnsafeMutablePointer<UInt8>
  private let patterns: UnsafeMutablePointer<Int32>

  /// Whether there is nothing to be found.
  let isEmpty: Bool

  /// Builds the tables, which ``deallocate()`` frees.
  ///
  /// - Parameter literals: The literals, none empty.
  init(_ literals: [FilterLiteral]) {
    var members: [[Entry]] = Array(repeating: [], count: 256)
    var bytes: [UInt8] = []
    var patterns: [Int32] = []
    var pairs: Set<[UInt8]> = []
    for literal in literals {
      let length = min(literal.bytes.count, 2)
      let offset = GramRarity.rarestWindow(
        of: literal.bytes, length: length, gramLength: length)
      pairs.insert(Array(literal.bytes[offset..<(offset + length)]))
      members[Int(literal.bytes[offset])].append(
        Entry(
          bytesStart: Int32(bytes.count), length: Int32(literal.bytes.count),
          offset: Int32(offset), patternsStart: Int32(patterns.count),
          patternCount: Int32(literal.patterns.count)))
      bytes += literal.bytes
      patterns += literal.patterns
    }

    isEmpty = literals.isEmpty
    let doubles = pairs.filter { $0.count == 2 }.map {
      Pair(first: SIMD16(repeating: $0[0]), second: SIMD16(repeating: $0[1]))
    }
    let singles = pairs.filter { $0.count == 1 }.map { SIMD16(repeating: $0[0]) }
    self.pairs = Self.copy(doubles)
    pairCount = doubles.count
    self.singles = Self.copy(singles)
    singleCount = singles.count
    entries = Self.copy(Array(members.joined()))
    starts = Self.copy(members.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1.count)) })
    literalBytes = Self.copy(bytes)
    self.patterns = Self.copy(patterns)
  }

  /// Frees the tables, after which the tier and its copies must not be used.
  func deallocate() {
    pairs.deallocate()
    singles.deallocate()
    entries.deallocate()
    starts.deallocate()
    literalBytes.deallocate()
    patterns.deallocate()
  }

  private static func copy<Element>(_ array: [Element]) -> UnsafeMutablePointer<Element> {
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: array.count)
    copy.initialize(from: array, count: array.count)
    return copy
  }
}

extension PairTier {
  /// Reports every occurrence of the tier's literals, some of them twice.
  ///
  /// - Parameters:
  ///   - base: The first byte of the text.
  ///   - count: Bytes of the text.
  ///   - candidates: Receives the occurrences.
  @inline(never)
  func scan(_ base: UnsafeRawPointer, count: Int, into candidates: inout CandidateList) {
    // A block reads its 16 bytes and one more.
    guard count >= 17 else {
      scanShort(base, count: count, into: &candidates)
      return
    }
    var position = 0
    let last = count - 17
    while true {
      let lanes = hits(base + position)
      if lanes.x | lanes.y != 0 {
        verify(base, position, lanes.x, count, &candidates)
        verify(base, position &+ 8, lanes.y, count, &candidates)
      }
      guard position < last else { break }
      // The last block overlaps the one before.
      position = min(position &+ 16, last)
    }
    if singleCount > 0 { verify(base, count - 1..<count, count, &candidates) }
  }

  /// Does it for a text that is shorter than a block, on a copy.
  private func scanShort(
    _ base: UnsafeRawPointer, count: Int, into candidates: inout CandidateList
  ) {
    var block = SIMD32<UInt8>(repeating: 0)
    var lanes = withUnsafeMutableBytes(of: &block) { bytes in
      bytes.copyMemory(from: UnsafeRawBufferPointer(start: base, count: count))
      return hits(UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped))
    }
    // What lies behind the text is not its own.
    if count < 8 { lanes.x &= 1 << UInt64(8 * count) - 1 }
    if count < 16 { lanes.y &= 1 << UInt64(8 * max(0, count - 8)) - 1 }
    verify(base, 0, lanes.x, count, &candidates)
    verify(base, 8, lanes.y, count, &candidates)
  }

  /// Returns a byte for each of 16 positions, the first one lowest, 0 where no pair starts; 17 bytes are
  /// read.
  @inline(__always)
  private func hits(_ block: UnsafeRawPointer) -> SIMD2<UInt64> {
    let first = block.loadUnaligned(as: SIMD16<UInt8>.self)
    let second = block.loadUnaligned(fromByteOffset: 1, as: SIMD16<UInt8>.self)
    var hits = SIMDMask<SIMD16<Int8>>(repeating: false)
    for index in 0..<pairCount {
      let pair = pairs[index]
      hits .|= (first .== pair.first) .& (second .== pair.second)
    }
    for index in 0..<singleCount { hits .|= first .== singles[index] }
    let lanes = unsafeBitCast(hits, to: SIMD2<UInt64>.self)
    return SIMD2(lanes.x.littleEndian, lanes.y.littleEndian)
  }

  /// Reports the literals whose pair starts at some of eight positions: those whose byte in `lanes` is
  /// not 0.
  @inline(__always)
  private func verify(
    _ base: UnsafeRawPointer, _ start: Int, _ lanes: UInt64, _ count: Int,
    _ candidates: inout CandidateList
  ) {
    var lanes = lanes
    while lanes != 0 {
      let lane = lanes.trailingZeroBitCount >> 3
      lanes &= ~(0xFF &<< UInt64(8 &* lane))
      verify(base, start &+ lane..<start &+ lane &+ 1, count, &candidates)
    }
  }

  /// Reports the literals whose pair starts at a range of positions.
  @inline(never)
  private func verify(
    _ base: UnsafeRawPointer, _ positions: Range<Int>, _ count: Int,
    _ candidates: inout CandidateList
  ) {
    for position in positions {
      let byte = Int(base.load(fromByteOffset: position, as: UInt8.self))
      for index in Int(starts[byte])..<Int(starts[byte + 1]) {
        let entry = entries + index
        let start = position - Int(entry.pointee.offset)
        guard start >= 0, start + Int(entry.pointee.length) <= count else { continue }
        let literal = literalBytes + Int(entry.pointee.bytesStart)
        guard FilterLiteral.isEqual(base + start, literal, count: Int(entry.pointee.length)) else {
          continue
        }
        for index in 0..<Int(entry.pointee.patternCount) {
          candidates.add(
            pattern: Int(patterns[Int(entry.pointee.patternsStart) + index]), at: start)
        }
      }
    }
  }
}
