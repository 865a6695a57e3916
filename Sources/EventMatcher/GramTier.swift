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
/// A sampled gram is first looked up in a table of bits that stays in the L1 cache, which drops all
/// but 1 to 3 % of them; then in a hash table of grams; then the literals that have it there are
/// compared with the text. Each occurrence is found exactly once.
final class GramTier: Sendable {
  /// Where a gram lies in a literal.
  private struct Entry {
    /// The literal's bytes in ``literalBytes``.
    var bytesStart: Int32
    var length: Int32
    /// Offset of the gram in the literal.
    var offset: Int32
    /// The number by which the caller knows the literal.
    var literal: Int32
  }

  /// A place in the hash table: a gram and its entries, or none when `count` is 0.
  private struct Slot {
    var gram: UInt32
    var first: UInt32
    var count: UInt32
  }

  // The tables are written in `init` only, owned by this object, and freed with it, so they may be
  // read from any thread. Pointers instead of arrays save the bounds checks and the retains in the
  // loop over the text.
  private nonisolated(unsafe) let bits: UnsafeMutablePointer<UInt32>
  private nonisolated(unsafe) let slots: UnsafeMutablePointer<Slot>
  private nonisolated(unsafe) let entries: UnsafeMutablePointer<Entry>
  private nonisolated(unsafe) let literalBytes: UnsafeMutablePointer<UInt8>

  /// How far a hash is shifted down to give a bit's number and a slot's.
  private let bitShift: UInt32
  private let slotShift: UInt32

  /// Builds the tables.
  ///
  /// - Parameters:
  ///   - literals: Numbers and bytes of the literals, each at least `stride + gramLength - 1` long.
  ///   - stride: Distance of the sampled positions.
  ///   - gramLength: Bytes of a gram, 1 to 4.
  init(_ literals: [(number: Int, bytes: [UInt8])], stride: Int, gramLength: Int) {
    var grams: [UInt32: [Entry]] = [:]
    var bytes: [UInt8] = []
    for literal in literals {
      let window = GramRarity.rarestWindow(
        of: literal.bytes, length: stride + gramLength - 1, gramLength: gramLength)
      for offset in window..<(window + stride) {
        let gram = literal.bytes[offset..<(offset + gramLength)].reversed()
          .reduce(0) { $0 << 8 | UInt32($1) }
        grams[gram, default: []].append(
          Entry(
            bytesStart: Int32(bytes.count), length: Int32(literal.bytes.count),
            offset: Int32(offset), literal: Int32(literal.number)))
      }
      bytes += literal.bytes
    }

    // 32 to 64 bits for each gram let 1.6 to 3.1 % of the others pass; at most 32 KiB.
    let bitCount = Self.powerOfTwo(atLeast: 32 * grams.count, in: 10...18)
    let slotCount = Self.powerOfTwo(atLeast: 2 * grams.count, in: 4...30)
    bitShift = UInt32(32 - bitCount)
    slotShift = UInt32(32 - slotCount)
    bits = .allocate(capacity: 1 << (bitCount - 5))
    bits.initialize(repeating: 0, count: 1 << (bitCount - 5))
    slots = .allocate(capacity: 1 << slotCount)
    slots.initialize(repeating: Slot(gram: 0, first: 0, count: 0), count: 1 << slotCount)
    entries = .allocate(capacity: grams.values.reduce(0) { $0 + $1.count })
    literalBytes = .allocate(capacity: bytes.count)
    literalBytes.initialize(from: bytes, count: bytes.count)

    var next = 0
    // In order of the grams, since a dictionary's order differs from one process to the next.
    for (gram, members) in grams.sorted(by: { $0.key < $1.key }) {
      let hash = Self.hash(gram)
      let bit = hash &>> bitShift
      bits[Int(bit &>> 5)] |= 1 &<< (bit & 31)
      var place = Int(hash &>> slotShift)
      while slots[place].count > 0 { place = (place + 1) & (1 << slotCount - 1) }
      slots[place] = Slot(gram: gram, first: UInt32(next), count: UInt32(members.count))
      for member in members {
        (entries + next).initialize(to: member)
        next += 1
      }
    }
  }

  deinit {
    bits.deallocate()
    slots.deallocate()
    entries.deallocate()
    literalBytes.deallocate()
  }
}

extension GramTier {
  /// Reports every occurrence of the tier's literals.
  ///
  /// - Parameters:
  ///   - base: The first byte of the text.
  ///   - count: Bytes of the text.
  ///   - stride: As given to `init`.
  ///   - gramLength: As given to `init`.
  ///   - candidates: Receives the occurrences.
  @inline(__always)
  func scan(
    _ base: UnsafeRawPointer, count: Int, stride: Int, gramLength: Int,
    into candidates: inout CandidateList
  ) {
    let bits = self.bits
    let shift = bitShift
    let mask: UInt32 = gramLength == 4 ? .max : 1 << UInt32(8 * gramLength) - 1

    @inline(__always)
    func gram(_ position: Int) -> UInt32 {
      base.loadUnaligned(fromByteOffset: position, as: UInt32.self).littleEndian & mask
    }
    @inline(__always)
    func passes(_ gram: UInt32) -> UInt32 {
      let bit = Self.hash(gram) &>> shift
      return bits[Int(bit &>> 5)] &>> bit & 1
    }

    var position = 0
    // Four grams at a time: one branch that is hardly ever taken.
    let lastFour = count - (3 * stride + 4)
    while position <= lastFour {
      let gram0 = gram(position)
      let gram1 = gram(position + stride)
      let gram2 = gram(position + 2 * stride)
      let gram3 = gram(position + 3 * stride)
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
      position += 4 * stride
    }
    while position <= count - 4 {
      let gram = gram(position)
      if passes(gram) != 0 { verify(gram, base, position, count, &candidates) }
      position += stride
    }
    // Shorter grams may lie so close to the end that four bytes cannot be read.
    while position <= count - gramLength {
      var gram: UInt32 = 0
      for index in 0..<gramLength {
        let byte = base.load(fromByteOffset: position + index, as: UInt8.self)
        gram |= UInt32(byte) &<< UInt32(8 * index)
      }
      if passes(gram) != 0 { verify(gram, base, position, count, &candidates) }
      position += stride
    }
  }

  /// Reports the literals that have a gram and that the text has around it.
  @inline(never)
  private func verify(
    _ gram: UInt32, _ base: UnsafeRawPointer, _ position: Int, _ count: Int,
    _ candidates: inout CandidateList
  ) {
    let last = Int(UInt32.max &>> slotShift)
    var place = Int(Self.hash(gram) &>> slotShift)
    while slots[place].count > 0, slots[place].gram != gram { place = (place + 1) & last }
    let slot = slots[place]
    for index in 0..<Int(slot.count) {
      let entry = entries[Int(slot.first) + index]
      let start = position - Int(entry.offset)
      guard start >= 0, start + Int(entry.length) <= count else { continue }
      let literal = literalBytes + Int(entry.bytesStart)
      guard Self.isEqual(base + start, literal, count: Int(entry.length)) else { continue }
      candidates.add(literal: Int(entry.literal), at: start)
    }
  }

  /// Whether two byte strings of the same length are equal.
  @inline(__always)
  private static func isEqual(
    _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, count: Int
  ) -> Bool {
    var index = 0
    while index + 8 <= count {
      guard
        left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      else { return false }
      index += 8
    }
    while index < count {
      guard
        left.load(fromByteOffset: index, as: UInt8.self)
          == right.load(fromByteOffset: index, as: UInt8.self)
      else { return false }
      index += 1
    }
    return true
  }

  /// Multiplicative hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4).
  ///
  /// The upper bits are the good ones.
  @inline(__always)
  private static func hash(_ gram: UInt32) -> UInt32 { gram &* 0x9E37_79B1 }

  /// The exponent of the smallest power of two that is at least `count`, within bounds.
  private static func powerOfTwo(atLeast count: Int, in bounds: ClosedRange<Int>) -> Int {
    let exponent = Int.bitWidth - max(count - 1, 0).leadingZeroBitCount
    return min(max(exponent, bounds.lowerBound), bounds.upperBound)
  }
}
