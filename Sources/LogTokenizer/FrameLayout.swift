import CByteScan

/// How a frame of the ordinary layout is laid out: where its digits stand, and what its other bytes are.
///
/// It has a head, up to the pipe in front of the bar, and a tail, from the pipe behind the bar on. The
/// bar between them may have any length.
struct FrameLayout {
  /// How many vectors head and tail have at most, each.
  private static let vectors = 4
  /// How many vectors of masks a layout has.
  static let masks = 6 * vectors

  /// For each vector of the tail, the last one first, and of the head: the bytes, those that have to be
  /// the same, and those that have to be digits.
  private let masks: UnsafeMutablePointer<SIMD16<UInt8>>
  private var tailVectors: Int
  private var headVectors: Int
  /// The lengths of head and tail, and the fewest bytes of a frame.
  private var head: Int
  private var tail: Int
  private var shortest: Int
  /// Whether the frame began a line, where its description may be a transport's prefix.
  private var beginsLine: Bool
  /// The distance of the slash behind the count from the end, and the count's digits.
  private var slash: Int
  private var completedDigits: Int
  /// The distances of the clocks from the end, and their digits in front of `MM:SS`.
  private var elapsed: Int
  private var elapsedHours: Int
  private var remaining: Int
  private var remainingHours: Int
  /// The distance of the rate from the end, and its digits in front of the point.
  private var rate: Int
  private var rateDigits: Int
  /// What the parser read in the frame, and the frame's length.
  private var meter: Meter
  private var length: Int
  /// The number of its label: the description, the unit, the total, and what in the postfix is no digit.
  var label: UInt32 = 0
  /// The layout whose frame came behind one of this last time.
  var successor = 0
}

// MARK: - Reading

extension FrameLayout {
  /// Tells whether a frame is laid out like this.
  ///
  /// - Parameters:
  ///   - start: The first byte.
  ///   - count: The number of bytes.
  ///   - beginsLine: Whether it begins its line.
  /// - Returns: Whether it is.
  @inline(__always)
  func fits(_ start: UnsafeRawPointer, _ count: Int, beginsLine: Bool) -> Bool {
    guard count >= shortest, self.beginsLine || !beginsLine else { return false }
    let end = start + count
    // The unit and the last digits of the rate are where most others differ.
    var odd = differing(end - 16, 0)
    guard Self.isZero(odd) else { return false }
    for vector in 1..<tailVectors { odd |= differing(end - 16 &* (vector &+ 1), vector) }
    for vector in 0..<headVectors {
      odd |= differing(start + 16 &* vector, Self.vectors &+ vector)
    }
    guard Self.isZero(odd) else { return false }
    // No other pipe stands between the two.
    let bytes = start.assumingMemoryBound(to: UInt8.self)
    return Int(bitPattern: UInt(sdlog_find_either_from(bytes, head, count, .pipe, .pipe)))
      == count &- tail
  }

  /// The bytes of 16 that are not as they have to be.
  @inline(__always)
  private func differing(_ place: UnsafeRawPointer, _ vector: Int) -> SIMD16<UInt8> {
    let mask = masks + 3 &* vector
    let bytes = place.loadUnaligned(as: SIMD16<UInt8>.self)
    // What is no digit is more than 9, and reaches the top bit by adding 118 or has it already.
    let digits = (bytes &- 0x30) & mask[2]
    return ((bytes ^ mask[0]) & mask[1]) | ((digits | (digits &+ 118)) & 0x80)
  }

  @inline(__always)
  private static func isZero(_ vector: SIMD16<UInt8>) -> Bool {
    let halves = unsafeBitCast(vector, to: SIMD2<UInt64>.self)
    return halves[0] | halves[1] == 0
  }

  /// Reads the numbers of a frame that fits.
  ///
  /// - Returns: Whether its clocks are clocks, and its percentage one.
  @inline(__always)
  func read(
    _ start: UnsafeRawPointer, _ count: Int, into meter: UnsafeMutablePointer<Meter>
  ) -> Bool {
    let end = start + count
    let elapsed = Word.clock(Self.word(end - self.elapsed), hours: elapsedHours)
    let remaining = Word.clock(Self.word(end - self.remaining), hours: remainingHours)
    let place = start + head - 5
    let percent = Word.percent(Self.byte(place), Self.byte(place + 1), Self.byte(place + 2))
    guard elapsed | remaining >= 0, percent >= 0 else { return false }
    meter.pointee = self.meter
    meter.pointee.completedText.digits = Word.lastDigits(
      Self.word(end - slash - 8), completedDigits)
    meter.pointee.elapsedValue = Int64(elapsed)
    meter.pointee.remainingValue = Int64(remaining)
    let rate = end - self.rate
    let decimals = rate + rateDigits
    meter.pointee.rateText.digits =
      Word.firstDigits(Self.word(rate), rateDigits) &* 100
      &+ UInt64(Self.byte(decimals + 1) & 15) &* 10 &+ UInt64(Self.byte(decimals + 2) & 15)
    meter.pointee.percentValue = percent
    let shift = UInt32(truncatingIfNeeded: count &- length)
    meter.pointee.unitSpan.shift(by: shift)
    if self.meter.postfixSpan.upper > 0 { meter.pointee.postfixSpan.shift(by: shift) }
    meter.pointee.endValue = UInt32(truncatingIfNeeded: count)
    return true
  }

  @inline(__always)
  private static func byte(_ place: UnsafeRawPointer) -> UInt8 { place.load(as: UInt8.self) }

  @inline(__always)
  private static func word(_ place: UnsafeRawPointer) -> UInt64 {
    UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
  }
}

// MARK: - Learning

extension FrameLayout {
  /// Finds the numbers of a frame; `nil` where there is no rate yet, or a part is too long.
  ///
  /// - Parameters:
  ///   - frame: The frame.
  ///   - meter: What ``MeterParser/parseOrdinary(_:into:)`` has read in it.
  ///   - beginsLine: Whether it begins its line.
  ///   - masks: Where its masks go.
  init?(
    _ frame: UnsafeRawBufferPointer, _ meter: Meter, beginsLine: Bool,
    masks: UnsafeMutablePointer<SIMD16<UInt8>>
  ) {
    let reader = MeterReader(frame)
    let count = frame.count
    guard meter.rateText.state == .present, let start = frame.baseAddress else { return nil }
    func digits(before end: Int) -> Int {
      var first = end
      while reader[first - 1].isDigit { first -= 1 }
      return end - first
    }
    // The parser has seen that all of these stand there.
    let bracket = reader.last(.openBracket, before: count)
    let less = reader.first(of: .less, or: .less, from: bracket)
    let comma = reader.first(of: .comma, or: .comma, from: less)
    let point = reader.first(of: .point, or: .point, from: comma)
    let totalEnd = bracket - 1
    let totalStart = totalEnd - digits(before: totalEnd)
    completedDigits = digits(before: totalStart - 1)
    let close = totalStart - 1 - completedDigits - 2
    let open = reader.last(.pipe, before: close)
    head = open + 1
    tail = count - close
    tailVectors = (tail + 15) / 16
    headVectors = (head + 15) / 16
    guard tailVectors <= Self.vectors, headVectors <= Self.vectors else { return nil }
    slash = count - totalStart + 1
    elapsed = count - bracket - 1
    elapsedHours = max(0, less - bracket - 1 - 6)
    remaining = count - less - 1
    remainingHours = max(0, comma - less - 1 - 6)
    rateDigits = digits(before: point)
    rate = count - point + rateDigits
    // The parser reads words there, and leaves what is shorter to others.
    shortest = max(
      head + tail, 16 * tailVectors, 16 * headVectors, 16 + elapsed + 1, slash + 12)
    self.beginsLine = beginsLine
    self.meter = meter
    self.masks = masks
    length = count
    guard count >= shortest else { return nil }
    for vector in 0..<tailVectors {
      let place = count - 16 * (vector + 1)
      note(
        start + place, at: vector, from: close - place,
        exact: totalStart - place..<totalEnd - place)
    }
    for vector in 0..<headVectors {
      let place = 16 * vector
      note(
        start + place, at: Self.vectors + vector, from: 0, upTo: head - place,
        exact: -place..<open - 4 - place, free: open - 4 - place..<open - 2 - place)
    }
  }

  /// Makes the masks of 16 bytes.
  ///
  /// - Parameters:
  ///   - place: The bytes.
  ///   - vector: The position of their masks.
  ///   - start: The first of them that belongs to the head or the tail.
  ///   - end: The first one behind them.
  ///   - exact: Those that have to be the same also where they are digits.
  ///   - free: Those that may be anything.
  private func note(
    _ place: UnsafeRawPointer, at vector: Int, from start: Int, upTo end: Int = 16,
    exact: Range<Int>, free: Range<Int> = 0..<0
  ) {
    let bytes = place.loadUnaligned(as: SIMD16<UInt8>.self)
    var same = SIMD16<UInt8>()
    var digits = SIMD16<UInt8>()
    for index in max(0, start)..<min(16, end) where !free.contains(index) {
      if bytes[index].isDigit, !exact.contains(index) {
        digits[index] = 0xFF
      } else {
        same[index] = 0xFF
      }
    }
    masks[3 * vector] = bytes
    masks[3 * vector + 1] = same
    masks[3 * vector + 2] = digits
  }

  /// Whether frames of two layouts have the same label; the unit is `it` in all of them.
  func hasLabel(of other: FrameLayout) -> Bool {
    meter.descriptionSpan == other.meter.descriptionSpan
      && meter.totalText == other.meter.totalText
      && (0..<meter.description.upperBound).allSatisfy { headByte($0) == other.headByte($0) }
      && meter.postfix.count == other.meter.postfix.count
      && (0..<meter.postfix.count).allSatisfy { postfixByte($0) == other.postfixByte($0) }
  }

  private func headByte(_ index: Int) -> UInt8 {
    masks[3 * (Self.vectors + index / 16)][index % 16]
  }

  /// A byte of the postfix, counted from its end; NUL for a digit.
  private func postfixByte(_ index: Int) -> UInt8 {
    let (vector, byte) = ((index + 1) / 16, 15 - (index + 1) % 16)
    return masks[3 * vector][byte] & masks[3 * vector + 1][byte]
  }
}

extension Meter.Span {
  @inline(__always)
  fileprivate mutating func shift(by count: UInt32) {
    lower &+= count
    upper &+= count
  }
}
