/// Finds literals by looking at every few positions of a text for a few bytes that lie in one.
///
/// With a stride *s* and grams of *q* bytes, any *s* + *q* - 1 bytes of the text contain exactly one
/// sampled gram. So for each literal the rarest window of that length is chosen, and the *s* grams
/// within it are entered into the tables:
///
///     literal    CUDA out of memory. Tried to allocate
///     window                y. Trie                         s = 4, q = 4
///     grams                 y. T
///                            . Tr
///                              Tri
///                              Trie
///
/// A sampled gram is first looked up in a table of bits that stays in the L1 cache, two bits of one word
/// for each (a blocked Bloom filter, Putze, Sanders and Singler, 2007), which drops nearly all grams that
/// lie in no literal; then in a hash table of grams; then the literals that have it there are
/// compared with the text. Each occurrence is found exactly once.
///
/// Grams are as long as the integer `Gram`. Short ones lie in many literals of a large catalogue and in much
/// of what programs print: of the grams in the lines of a log, 23 % were some of 1,730 literals with four
/// bytes, and 3 % with eight.
///
/// A plain bundle of pointers, so that the loop over a text neither counts references nor checks
/// bounds. ``PatternSet`` owns the memory.
struct GramTier<Gram: FixedWidthInteger & UnsignedInteger & Sendable>: @unchecked Sendable {
  /// Distance of the sampled positions.
  private static var stride: Int { 4 }

  /// Bytes of a gram, which are read at once.
  private static var gramLength: Int { Gram.bitWidth / 8 }

  /// The most bits of the table, as a power of two: 16 KiB.
  ///
  /// A table of twice the size would fill most of the L1 cache.
  private static var mostBits: Int { 17 }

  /// Bits of the table for each gram, of which two are set; fewer where there would be too many.
  private static var bitsPerGram: Int { 16 }

  /// Bytes of a literal that contain one sampled gram at any alignment: the shortest that there may
  /// be.
  static var windowLength: Int { stride + gramLength - 1 }

  /// Where a gram lies in a literal.
  private struct Entry {
    /// The literal's first eight bytes, or seven and a zero, to tell most others at once.
    var head: UInt64
    var headMask: UInt64
    /// The literal's bytes in ``literalBytes``.
    var bytesStart: Int32
    var length: Int32
    /// Offset of the gram in the literal.
    var offset: Int32
    /// The literal's patterns in ``patterns``.
    var patternsStart: Int32
    var patternCount: Int32
  }

  /// A place in the hash table: a gram and its entries, or none when `count` is 0.
  private struct Slot {
    var gram: Gram
    var first: UInt32
    var count: UInt32
  }

  // Written in `init` only, so they may be read from any thread: hence Sendable.
  private let bits: UnsafeMutablePointer<UInt32>
  private let slots: UnsafeMutablePointer<Slot>
  private let entries: UnsafeMutablePointer<Entry>
  private let literalBytes: UnsafeMutablePointer<UInt8>
  private let patterns: UnsafeMutablePointer<Int32>

  /// How far a hash is shifted down to give a slot's number, and that of a word of the bits.
  private let slotShift: UInt32
  private let wordShift: UInt32

  /// Whether there is nothing to be found.
  let isEmpty: Bool

  /// Builds the tables, which ``deallocate()`` frees.
  ///
  /// - Parameter literals: The literals, each at least ``windowLength`` long.
  init(_ literals: [FilterLiteral]) {
    var grams: [Gram: [Entry]] = [:]
    var bytes: [UInt8] = []
    var patterns: [Int32] = []
    for literal in literals {
      let headLength = min(literal.bytes.count, 8)
      let head = literal.bytes[..<headLength].reversed().reduce(0) { $0 << 8 | UInt64($1) }
      let window = GramRarity.rarestWindow(
        of: literal.bytes, length: Self.windowLength, gramLength: Self.gramLength)
      for offset in window..<(window + Self.stride) {
        let gram = literal.bytes[offset..<(offset + Self.gramLength)].reversed()
          .reduce(0) { $0 << 8 | Gram($1) }
        grams[gram, default: []].append(
          Entry(
            head: head, headMask: headLength == 8 ? .max : .max >> 8,
            bytesStart: Int32(bytes.count), length: Int32(literal.bytes.count),
            offset: Int32(offset), patternsStart: Int32(patterns.count),
            patternCount: Int32(literal.patterns.count)))
      }
      bytes += literal.bytes
      patterns += literal.patterns
    }

    isEmpty = literals.isEmpty
    let slotCount = Self.powerOfTwo(atLeast: 2 * grams.count)
    slotShift = UInt32(32 - slotCount)
    let bitCount = min(Self.powerOfTwo(atLeast: Self.bitsPerGram * grams.count), Self.mostBits)
    let wordCount = max(bitCount - 5, 1)
    wordShift = UInt32(32 - wordCount)
    bits = .allocate(capacity: 1 << wordCount)
    bits.initialize(repeating: 0, count: 1 << wordCount)
    slots = .allocate(capacity: 1 << slotCount)
    slots.initialize(repeating: Slot(gram: 0, first: 0, count: 0), count: 1 << slotCount)
    entries = .allocate(capacity: grams.values.reduce(0) { $0 + $1.count })
    literalBytes = .allocate(capacity: bytes.count)
    literalBytes.initialize(from: bytes, count: bytes.count)
    self.patterns = .allocate(capacity: patterns.count)
    self.patterns.initialize(from: patterns, count: patterns.count)

    var next = 0
    // In order of the grams, since a dictionary's order differs from one process to the next.
    for (gram, members) in grams.sorted(by: { $0.key < $1.key }) {
      let hash = Self.hash(gram)
      bits[Int(hash &>> wordShift)] |= 1 &<< (hash &>> 15 & 31) | 1 &<< (hash &>> 10 & 31)
      var place = Int(hash &>> slotShift)
      while slots[place].count > 0 { place = (place + 1) & (1 << slotCount - 1) }
      slots[place] = Slot(gram: gram, first: UInt32(next), count: UInt32(members.count))
      for member in members {
        (entries + next).initialize(to: member)
        next += 1
      }
    }
  }

  /// Frees the tables, after which the tier and its copies must not be used.
  func deallocate() {
    bits.deallocate()
    slots.deallocate()
    entries.deallocate()
    literalBytes.deallocate()
    patterns.deallocate()
  }
}

extension GramTier {
  /// Reports every occurrence of the tier's literals.
  ///
  /// - Parameters:
  ///   - base: The first byte of the text.
  ///   - count: Bytes of the text.
  ///   - candidates: Receives the occurrences.
  @inline(never)
  func scan(_ base: UnsafeRawPointer, count: Int, into candidates: inout CandidateList) {
    let bits = self.bits
    let wordShift = self.wordShift
    let stride = Self.stride

    @inline(__always)
    func gram(_ position: Int) -> Gram {
      base.loadUnaligned(fromByteOffset: position, as: Gram.self).littleEndian
    }
    @inline(__always)
    func passes(_ gram: Gram) -> UInt32 {
      let hash = Self.hash(gram)
      let word = bits[Int(hash &>> wordShift)]
      // Shifts by the lowest five bits of what they are given.
      return (word &>> (hash &>> 15)) & (word &>> (hash &>> 10)) & 1
    }

    var position = 0
    // Four grams at a time: one branch that is hardly ever taken.
    let lastFour = count - (3 * stride + Self.gramLength)
    while position <= lastFour {
      let gram0 = gram(position)
      let gram1 = gram(position &+ stride)
      let gram2 = gram(position &+ 2 &* stride)
      let gram3 = gram(position &+ 3 &* stride)
      let pass0 = passes(gram0)
      let pass1 = passes(gram1)
      let pass2 = passes(gram2)
      let pass3 = passes(gram3)
      if pass0 | pass1 | pass2 | pass3 != 0 {
        if pass0 != 0 { verify(gram0, base, position, count, &candidates) }
        if pass1 != 0 { verify(gram1, base, position + stride, count, &candidates) }
        if pass2 != 0 { verify(gram2, base, position + 2 * stride, count, &candidates) }
        if pass3 != 0 { verify(gram3, base, position + 3 * stride, count, &candidates) }
      }
      position &+= 4 &* stride
    }
    while position <= count - Self.gramLength {
      let gram = gram(position)
      if passes(gram) != 0 { verify(gram, base, position, count, &candidates) }
      position &+= stride
    }
  }

  /// Reports the literals that have a gram and that the text has around it.
  @inline(never)
  private func verify(
    _ gram: Gram, _ base: UnsafeRawPointer, _ position: Int, _ count: Int,
    _ candidates: inout CandidateList
  ) {
    let last = Int(UInt32.max &>> slotShift)
    var place = Int(Self.hash(gram) &>> slotShift)
    while slots[place].count > 0, slots[place].gram != gram { place = (place + 1) & last }
    let slot = slots[place]
    for index in 0..<Int(slot.count) {
      let entry = entries + (Int(slot.first) &+ index)
      let start = position &- Int(entry.pointee.offset)
      guard start >= 0, start &+ Int(entry.pointee.length) <= count else { continue }
      if start &+ 8 <= count {
        let head = base.loadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
        guard (head ^ entry.pointee.head) & entry.pointee.headMask == 0 else { continue }
      }
      report(entry.pointee, base, start, &candidates)
    }
  }

  /// Reports the patterns of a literal if the text has it at a position.
  @inline(never)
  private func report(
    _ entry: Entry, _ base: UnsafeRawPointer, _ start: Int, _ candidates: inout CandidateList
  ) {
    let literal = literalBytes + Int(entry.bytesStart)
    guard FilterLiteral.isEqual(base + start, literal, count: Int(entry.length)) else { return }
    for index in 0..<Int(entry.patternCount) {
      candidates.add(pattern: Int(patterns[Int(entry.patternsStart) + index]), at: start)
    }
  }

  /// Multiplicative hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4).
  ///
  /// The upper bits are the good ones.
  @inline(__always)
  private static func hash(_ gram: Gram) -> UInt32 {
    UInt32(truncatingIfNeeded: (UInt64(truncatingIfNeeded: gram) &* 0x9E37_79B9_7F4A_7C15) &>> 32)
  }

  /// The exponent of the smallest power of two that is at least `count`, and at least 4.
  private static func powerOfTwo(atLeast count: Int) -> Int {
    max(Int.bitWidth - max(count - 1, 0).leadingZeroBitCount, 4)
  }
}
