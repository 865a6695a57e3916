/// The short way through `percent|bar| completed/total [MM:SS<MM:SS, rate]` with whole numbers and unit `it`.
///
/// Nearly all frames of a log look like this. They are read in words of eight bytes instead of byte by byte, which
/// takes about a fifth of the instructions. Whatever differs is left to the general readers, and the tests compare
/// the two.
extension MeterReader {
  /// Reads a meter of the ordinary layout whose bracket opens at a position.
  ///
  /// - Parameter bracket: The position of the last `[` of a text that ends in `]`.
  /// - Returns: The meter, or nil for the general readers to try.
  @inline(__always)
  func ordinaryMeter(at bracket: Int) -> Meter? {
    // The words below lie within the text: each reach is checked before.
    guard bracket >= 16, limit - bracket >= 16 else { return nil }

    // `MM:SS<`, then `MM:SS, ` or `?, ?`.
    let clock = word(at: bracket + 1)
    let elapsed = Word.clock(clock)
    guard elapsed >= 0, UInt8(truncatingIfNeeded: clock >> 40) == .less else { return nil }
    var meter = Meter()
    meter.elapsedValue = Int64(elapsed)
    var position: Int
    if text[bracket + 7] == .question {
      guard word(at: bracket + 8) & 0xFF_FFFF == 0x3F_202C else { return nil }
      meter.rateText.state = .unknown
      position = bracket + 11
    } else {
      let estimate = word(at: bracket + 7)
      let remaining = Word.clock(estimate)
      guard remaining >= 0, (estimate >> 40) & 0xFFFF == 0x202C else { return nil }
      meter.remainingValue = Int64(remaining)
      position = bracket + 14
      if text[position] == .blank { position += 1 }
      // One to five digits, the point, and two digits.
      guard limit - position >= 8 else { return nil }
      let digits = word(at: position)
      let count = Word.leadingDigits(digits)
      guard count - 1 < 5, text[position + count] == .point else { return nil }
      let tens = text[position + count + 1] &- .zero
      let ones = text[position + count + 2] &- .zero
      guard tens < 10, ones < 10 else { return nil }
      meter.rateText.digits =
        Word.number(digits << UInt64(64 - 8 * count)) * 100 + UInt64(tens) * 10 + UInt64(ones)
      meter.rateText.decimals = 2
      meter.rateText.state = .present
      position += count + 3
    }

    // The unit, and the end.
    guard limit - position >= 5 else { return nil }
    let unit = text.loadUnaligned(fromByteOffset: position, as: UInt32.self).littleEndian
    if unit == 0x732F_7469 {  // it/s
      meter.unitSpan = .init(position, position + 2)
    } else if unit == 0x7469_2F73, meter.rateText.state == .present {  // s/it
      meter.isInverse = true
      meter.unitSpan = .init(position + 2, position + 4)
    } else {
      return nil
    }
    position += 4
    if text[position] == .comma {
      let begin = skipBlanks(from: position + 1)
      position = first(of: .closeBracket, or: .openBracket, from: begin)
      guard position == limit - 1 else { return nil }
      meter.postfixSpan = .init(begin, dropBlanks(before: position))
    }
    guard text[position] == .closeBracket else { return nil }
    meter.endValue = UInt32(truncatingIfNeeded: position + 1)
    return ordinaryLeft(of: bracket - 1, &meter) ? meter : nil
  }

  /// Reads `percent|bar| completed/total` in front of a blank.
  @inline(__always)
  private func ordinaryLeft(of end: Int, _ meter: inout Meter) -> Bool {
    guard text[end] == .blank else { return false }
    let total = word(at: end - 8)
    let totalCount = Word.trailingDigits(total)
    let slash = end - totalCount - 1
    guard totalCount - 1 < 7, text[slash] == .slash, slash >= 12 else { return false }
    let completed = word(at: slash - 8)
    let completedCount = Word.trailingDigits(completed)
    let start = slash - completedCount
    guard completedCount - 1 < 7, text[start - 1] == .blank, text[start - 2] == .pipe else {
      return false
    }
    meter.totalText.digits = Word.number(total & ~0 << UInt64(64 - 8 * totalCount))
    meter.totalText.state = .present
    meter.completedText.digits = Word.number(completed & ~0 << UInt64(64 - 8 * completedCount))
    meter.completedText.state = .present

    let open = last(.pipe, before: start - 2)
    guard open >= 4, text[open - 1] == .percent else { return false }
    let left = open - 4
    let (hundreds, tens, ones) = (text[left], text[left + 1], text[left + 2])
    guard ones.isDigit, tens.isDigit || (tens == .blank && hundreds == .blank),
      hundreds.isDigit || hundreds == .blank
    else { return false }
    // The low half of a blank is 0, as it should be.
    let low = (Int16(hundreds & 15), Int16(tens & 15), Int16(ones & 15))
    meter.percentValue = low.0 * 100 + low.1 * 10 + low.2
    guard left > 0 else { return true }
    guard text[left - 1] == .blank else { return false }
    setDescription(before: left, in: &meter)
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
    let minutes = Int32(truncatingIfNeeded: (plain & 15) * 10 + (plain >> 8 & 15))
    let seconds = Int32(truncatingIfNeeded: (plain >> 24 & 15) * 10 + (plain >> 32 & 15))
    return minutes < 60 && seconds < 60 ? minutes * 60 + seconds : -1
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

  /// The number whose decimal digits the bytes are; a NUL counts as 0.
  @inline(__always)
  static func number(_ word: UInt64) -> UInt64 {
    let digits = word & 0x0F0F_0F0F_0F0F_0F0F
    let pairs = digits &* 10 &+ digits >> 8
    return
      ((pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
      &+ (pairs >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001) >> 32
  }
}
