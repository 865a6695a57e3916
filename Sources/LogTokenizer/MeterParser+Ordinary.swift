/// The short way through `percent|bar| completed/total [MM:SS<MM:SS, rate]` with whole numbers, unit
/// `it`, and fewer than a hundred hours.
///
/// Nearly all frames of a log look like this. They are read in words of eight bytes instead of byte
/// by byte, which takes 475 instructions instead of 1,180 for a frame of 57 bytes. Whatever differs
/// is left to the general readers, and the tests compare the two.
extension MeterReader {
  /// Reads a meter of the ordinary layout that ends the text.
  ///
  /// - Parameters:
  ///   - bracket: The position of the last `[` of a text that ends in `]`.
  ///   - meter: Becomes the meter, or anything where there is none.
  /// - Returns: Whether there is one; if not, the general readers have to try.
  @inline(__always)
  func readOrdinaryMeter(at bracket: Int, into meter: inout Meter) -> Bool {
    // Words are read from 15 bytes before the bracket to 15 bytes behind it; what lies further is
    // checked first.
    guard bracket >= 16, limit &- bracket >= 16 else { return false }
    meter = Meter()
    let unit = readOrdinaryTail(from: bracket &+ 1, into: &meter)
    guard unit > 0, readOrdinaryEnd(from: unit, into: &meter),
      readOrdinaryLeft(before: bracket &- 1, into: &meter)
    else { return false }
    meter.endValue = UInt32(truncatingIfNeeded: text.count)
    return true
  }

  /// Reads `MM:SS<MM:SS, rate` or `MM:SS<?, ?`, with hours in front or without.
  ///
  /// - Returns: Where the unit starts, or 0.
  @inline(__always)
  private func readOrdinaryTail(from start: Int, into meter: inout Meter) -> Int {
    var position = start
    let elapsed = readOrdinaryClock(&position)
    guard elapsed >= 0, text[position] == .less else { return 0 }
    meter.elapsedValue = Int64(elapsed)
    position &+= 1
    guard limit &- position >= 9 else { return 0 }
    if text[position] == .question {
      guard word(at: position &+ 1) & 0xFF_FFFF == 0x3F_202C else { return 0 }
      meter.rateText = .init(digits: 0, state: .unknown)
      return position &+ 4
    }
    let remaining = readOrdinaryClock(&position)
    guard remaining >= 0, limit &- position >= 10, text[position] == .comma,
      text[position &+ 1] == .blank
    else { return 0 }
    meter.remainingValue = Int64(remaining)
    position &+= text[position &+ 2] == .blank ? 3 : 2
    // One to five digits, the point, and two digits.
    guard limit &- position >= 8 else { return 0 }
    let digits = word(at: position)
    let count = Word.leadingDigits(digits)
    guard count &- 1 < 5, count > 0, text[position &+ count] == .point else { return 0 }
    let tens = text[position &+ count &+ 1] &- .zero
    let ones = text[position &+ count &+ 2] &- .zero
    guard tens < 10, ones < 10 else { return 0 }
    meter.rateText = .init(
      digits: Word.firstDigits(digits, count) &* 100 &+ UInt64(tens &* 10 &+ ones), decimals: 2,
      state: .present)
    return position &+ count &+ 3
  }

  /// Reads `MM:SS`, `H:MM:SS` or `HH:MM:SS` from eight bytes and steps over it.
  ///
  /// - Returns: The seconds, or a negative number.
  @inline(__always)
  private func readOrdinaryClock(_ position: inout Int) -> Int32 {
    let clock = word(at: position)
    let short = Word.clock(clock)
    if short >= 0, UInt8(truncatingIfNeeded: clock >> 40) != .colon {
      position &+= 5
      return short
    }
    let hours = UInt8(truncatingIfNeeded: clock >> 8) == .colon ? 1 : 2
    guard UInt8(truncatingIfNeeded: clock >> UInt64(8 &* hours)) == .colon else { return -1 }
    position &+= 6 &+ hours
    return Word.clock(clock, hours: hours)
  }

  /// Reads `it/s]` or `s/it]`, or a postfix between unit and bracket.
  @inline(__always)
  private func readOrdinaryEnd(from start: Int, into meter: inout Meter) -> Bool {
    guard limit &- start >= 5 else { return false }
    let unit = text.loadUnaligned(fromByteOffset: start, as: UInt32.self).littleEndian
    if unit == 0x732F_7469 {  // it/s
      meter.unitSpan = .init(start, start &+ 2)
    } else if unit == 0x7469_2F73, meter.rateText.state == .present {  // s/it
      meter.isInverse = true
      meter.unitSpan = .init(start &+ 2, start &+ 4)
    } else {
      return false
    }
    let end = start &+ 4
    if end == limit &- 1 { return true }
    guard text[end] == .comma, text[end &+ 1] == .blank, text[end &+ 2] > .blank,
      text[limit &- 2] != .blank,
      first(of: .closeBracket, or: .openBracket, from: end) == limit &- 1
    else { return false }
    meter.postfixSpan = .init(end &+ 2, limit &- 1)
    return true
  }

  /// Reads `description: percent|bar| completed/total` in front of a blank.
  @inline(__always)
  private func readOrdinaryLeft(before end: Int, into meter: inout Meter) -> Bool {
    guard text[end] == .blank else { return false }
    let total = word(at: end &- 8)
    let totalCount = Word.trailingDigits(total)
    let slash = end &- totalCount &- 1
    guard totalCount > 0, totalCount < 8, slash >= 12, text[slash] == .slash else { return false }
    let completed = word(at: slash &- 8)
    let completedCount = Word.trailingDigits(completed)
    let start = slash &- completedCount
    guard completedCount > 0, completedCount < 8, text[start &- 1] == .blank,
      text[start &- 2] == .pipe
    else { return false }
    meter.totalText = .init(digits: Word.lastDigits(total, totalCount), state: .present)
    meter.completedText = .init(digits: Word.lastDigits(completed, completedCount), state: .present)

    let open = last(.pipe, before: start &- 2)
    guard open >= 4, text[open &- 1] == .percent else { return false }
    let left = open &- 4
    let percent = Word.percent(text[left], text[left &+ 1], text[left &+ 2])
    guard percent >= 0 else { return false }
    meter.percentValue = percent
    guard left > 0 else { return true }
    // A bracket in the description may close another meter.
    guard left >= 3, text[left &- 1] == .blank, text[left &- 2] == .colon, text[0] > .blank,
      text[left &- 3] > .blank, last(.closeBracket, before: left) < 0,
      // One that is not closed may be what is left of another meter.
      last(.openBracket, before: left) < 0
    else { return false }
    meter.descriptionSpan = .init(0, left &- 2)
    return true
  }

  @inline(__always)
  private func word(at position: Int) -> UInt64 {
    text.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
  }
}

/// Arithmetic on eight bytes of text in one integer, the first byte lowest.
enum Word {
  /// The seconds of `MM:SS` in the first five bytes, or a negative number.
  @inline(__always)
  static func clock(_ word: UInt64) -> Int32 {
    // Digits become 0 to 9 and the colon 0; adding 6 carries anything above 9 into the high half.
    let plain = (word ^ 0x30_303A_3030) & 0xFF_FFFF_FFFF
    guard (plain | (plain &+ 0x06_0600_0606)) & 0xF0_F0FF_F0F0 == 0 else { return -1 }
    let minutes = Int32(truncatingIfNeeded: (plain & 15) &* 10 &+ (plain >> 8 & 15))
    let seconds = Int32(truncatingIfNeeded: (plain >> 24 & 15) &* 10 &+ (plain >> 32 & 15))
    return minutes < 60 && seconds < 60 ? minutes &* 60 &+ seconds : -1
  }

  /// The seconds of such a clock behind one or two digits of hours and a colon, or a negative number.
  @inline(__always)
  static func clock(_ word: UInt64, hours: Int) -> Int32 {
    guard hours > 0 else { return clock(word) }
    let first = Int32(UInt8(truncatingIfNeeded: word) &- .zero)
    let second = Int32(UInt8(truncatingIfNeeded: word >> 8) &- .zero)
    let rest = clock(word >> UInt64(8 &* hours &+ 8))
    guard rest >= 0, first < 10, hours == 1 || second < 10 else { return -1 }
    return (hours == 1 ? first : first &* 10 &+ second) &* 3600 &+ rest
  }

  /// The percentage that three bytes are, blanks in front of its digits, or a negative number.
  @inline(__always)
  static func percent(_ hundreds: UInt8, _ tens: UInt8, _ ones: UInt8) -> Int16 {
    guard ones.isDigit, tens.isDigit || (tens == .blank && hundreds == .blank),
      hundreds.isDigit || hundreds == .blank
    else { return -1 }
    // The low half of a blank is 0, as it should be.
    return Int16(hundreds & 15) &* 100 &+ Int16(tens & 15) &* 10 &+ Int16(ones & 15)
  }

  /// How many of the first bytes are digits.
  @inline(__always)
  static func leadingDigits(_ word: UInt64) -> Int { otherBytes(word).trailingZeroBitCount >> 3 }

  /// How many of the last bytes are digits.
  @inline(__always)
  static func trailingDigits(_ word: UInt64) -> Int { otherBytes(word).leadingZeroBitCount >> 3 }

  /// The top bit of each byte that is no digit.
  @inline(__always)
  private static func otherBytes(_ word: UInt64) -> UInt64 {
    let plain = word ^ 0x3030_3030_3030_3030
    let low = plain & 0x7F7F_7F7F_7F7F_7F7F
    return (plain | (low &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080
  }

  /// The number whose decimal digits the first one to seven bytes are.
  @inline(__always)
  static func firstDigits(_ word: UInt64, _ count: Int) -> UInt64 {
    number(word &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count))
  }

  /// The number whose decimal digits the last one to seven bytes are.
  @inline(__always)
  static func lastDigits(_ word: UInt64, _ count: Int) -> UInt64 {
    number(word & (~0 &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)))
  }

  /// The number whose decimal digits the bytes are; a NUL counts as 0.
  ///
  /// Pairs, then fours, then all eight are joined by multiplications.
  @inline(__always)
  static func number(_ word: UInt64) -> UInt64 {
    let digits = word & 0x0F0F_0F0F_0F0F_0F0F
    let pairs = digits &* 10 &+ digits >> 8
    return
      ((pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
      &+ (pairs >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001) >> 32
  }
}
