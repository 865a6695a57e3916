import CByteScan

/// The text of one frame, without the blanks behind it, and the reading of its smallest parts.
///
/// Positions are byte offsets from the frame's first byte. Reading outside of the text gives NUL,
/// which is part of no number, clock or unit, so that the readers need no other check for the end.
struct MeterReader {
  let text: UnsafeRawBufferPointer
  /// The end of the text, without trailing blanks.
  let limit: Int

  @inline(__always)
  init(_ frame: UnsafeRawBufferPointer) {
    text = frame
    var end = min(frame.count, Int(UInt32.max))
    while end > 0, frame[end - 1] <= 0x20 { end -= 1 }
    limit = end
  }

  /// The byte at a position, NUL outside of the text.
  @inline(__always)
  subscript(_ position: Int) -> UInt8 {
    UInt(bitPattern: position) < UInt(bitPattern: limit) ? text[position] : 0
  }
}

// MARK: - Searching

extension MeterReader {
  /// The position of the first of two bytes from a position on, or `limit`.
  @inline(__always)
  func first(of a: UInt8, or b: UInt8, from start: Int) -> Int {
    guard start < limit, start >= 0, let base = text.baseAddress else { return limit }
    let bytes = base.assumingMemoryBound(to: UInt8.self)
    return Int(bitPattern: UInt(sdlog_find_either_from(bytes, start, limit, a, b)))
  }

  /// The position of the last occurrence of a byte before a position, or -1.
  @inline(__always)
  func last(_ wanted: UInt8, before end: Int) -> Int {
    guard end > 0, let base = text.baseAddress else { return -1 }
    return sdlog_find_last(
      base.assumingMemoryBound(to: UInt8.self), min(end, limit), limit, wanted)
  }

  /// The position of the last occurrence of a byte in a range that is not empty, or -1.
  @inline(__always)
  func last(_ wanted: UInt8, before end: Int, from start: Int) -> Int {
    guard let base = text.baseAddress else { return -1 }
    let bytes = base.assumingMemoryBound(to: UInt8.self) + start
    let found = sdlog_find_last(bytes, end - start, end - start, wanted)
    return found < 0 ? -1 : start + found
  }

  /// The first position from `start` on that holds no blank.
  @inline(__always)
  func skipBlanks(from start: Int) -> Int {
    var position = start
    while self[position] == .blank { position += 1 }
    return position
  }

  /// The position behind the last non-blank byte before `end`.
  @inline(__always)
  func dropBlanks(before end: Int) -> Int {
    var position = end
    while position > 0, self[position - 1] == .blank { position -= 1 }
    return position
  }

  /// Whether a text stands at a position.
  func has(_ wanted: StaticString, at position: Int) -> Bool {
    let count = wanted.utf8CodeUnitCount
    guard position >= 0, position + count <= limit else { return false }
    return (0..<count).allSatisfy { text[position + $0] == wanted.utf8Start[$0] }
  }

  /// Whether two ranges hold the same bytes.
  @inline(__always)
  func equals(_ start: Int, _ other: Int, count: Int) -> Bool {
    for offset in 0..<count where self[start &+ offset] != self[other &+ offset] { return false }
    return true
  }
}

// MARK: - Clocks and numbers

extension MeterReader {
  /// Reads `[-][H:]MM:SS`, hours without bound, and moves `position` behind it.
  ///
  /// - Parameter position: Where the clock starts; unchanged when there is none.
  /// - Returns: The seconds, or nil when this is no whole clock.
  @inline(__always)
  func readClock(_ position: inout Int) -> Int64? {
    // MM:SS makes up nearly all clocks.
    let minutes = two(at: position)
    if minutes < 60, self[position + 2] == .colon {
      let seconds = two(at: position + 3)
      if seconds < 60, !self[position + 5].isDigit, self[position + 5] != .colon {
        position += 5
        return Int64(minutes &* 60 &+ seconds)
      }
    }
    return readLongClock(&position)
  }

  /// How many digits of hours there are at most.
  private static let hourDigits = 10

  @inline(never)
  private func readLongClock(_ position: inout Int) -> Int64? {
    let isNegative = self[position] == .minus
    let start = isNegative ? position + 1 : position
    var cursor = start
    var lead: Int64 = 0
    while self[cursor].isDigit, cursor - start < Self.hourDigits {
      lead = lead * 10 + Int64(self[cursor] - .zero)
      cursor += 1
    }
    guard cursor > start, self[cursor] == .colon else { return nil }
    let second = two(at: cursor + 1)
    guard second < 60 else { return nil }
    let seconds: Int64
    if self[cursor + 3] == .colon {
      let third = two(at: cursor + 4)
      guard third < 60 else { return nil }
      seconds = lead * 3600 + Int64(second * 60 + third)
      cursor += 6
    } else {
      guard cursor - start == 2, lead < 60 else { return nil }
      seconds = lead * 60 + Int64(second)
      cursor += 3
    }
    guard !self[cursor].isDigit, self[cursor] != .colon else { return nil }
    position = cursor
    return isNegative ? -seconds : seconds
  }

  /// The value of two digits, or a number above 99 when these are not two digits.
  @inline(__always)
  private func two(at position: Int) -> UInt32 {
    let tens = UInt32(self[position] &- .zero)
    let ones = UInt32(self[position &+ 1] &- .zero)
    return tens < 10 && ones < 10 ? tens &* 10 &+ ones : .max
  }

  /// Reads a number without prefix, `?` for an unknown one, and moves `position` behind it.
  ///
  /// - Parameter position: Where the number starts; unchanged when there is none.
  /// - Returns: The number; absent when there is none or when it has more than 18 digits.
  @inline(__always)
  func readNumber(_ position: inout Int) -> MeterNumber {
    var number = MeterNumber()
    var cursor = position
    if self[cursor] == .question {
      number.state = .unknown
      position = cursor + 1
      return number
    }
    let isNegative = self[cursor] == .minus
    if isNegative { cursor += 1 }
    let start = cursor
    while self[cursor].isDigit {
      number.digits = number.digits &* 10 &+ UInt64(self[cursor] &- .zero)
      cursor += 1
    }
    guard cursor > start else { return number }
    var count = cursor - start
    if self[cursor] == .point, self[cursor + 1].isDigit {
      cursor += 1
      let fraction = cursor
      while self[cursor].isDigit {
        number.digits = number.digits &* 10 &+ UInt64(self[cursor] &- .zero)
        cursor += 1
      }
      count += cursor - fraction
      number.decimals = UInt8(truncatingIfNeeded: cursor - fraction)
    }
    guard count <= 18 else { return MeterNumber() }
    number.state = isNegative ? .negative : .present
    position = cursor
    return number
  }

  /// Reads the number that ends at a position, `?` for an unknown one, and moves the position to
  /// its start.
  ///
  /// - Parameters:
  ///   - position: Where the number ends; unchanged when there is none.
  ///   - hasPrefix: Whether the number may end in a prefix such as `k`.
  /// - Returns: The number; absent when there is none or when it has more than 18 digits.
  @inline(__always)
  func readNumberBackward(_ position: inout Int, hasPrefix: Bool) -> MeterNumber {
    var number = MeterNumber()
    var cursor = position
    if self[cursor - 1] == .question {
      number.state = .unknown
      position = cursor - 1
      return number
    }
    if hasPrefix, let power = MeterNumber.power(ofPrefix: self[cursor - 1]) {
      number.power = power
      cursor -= 1
    }
    let end = cursor
    var scale: UInt64 = 1
    while true {
      let byte = self[cursor - 1]
      if byte.isDigit {
        number.digits = number.digits &+ UInt64(byte &- .zero) &* scale
        scale = scale &* 10
      } else if byte == .point, number.decimals == 0, cursor < end, self[cursor - 2].isDigit {
        number.decimals = UInt8(truncatingIfNeeded: end - cursor)
      } else {
        break
      }
      cursor -= 1
    }
    guard cursor < end, end - cursor <= 18 else { return MeterNumber() }
    number.state = .present
    if self[cursor - 1] == .minus {
      number.state = .negative
      cursor -= 1
    }
    position = cursor
    return number
  }
}

// MARK: - Bytes

extension UInt8 {
  static let blank = UInt8(ascii: " ")
  static let percent = UInt8(ascii: "%")
  static let comma = UInt8(ascii: ",")
  static let minus = UInt8(ascii: "-")
  static let point = UInt8(ascii: ".")
  static let slash = UInt8(ascii: "/")
  static let zero = UInt8(ascii: "0")
  static let colon = UInt8(ascii: ":")
  static let less = UInt8(ascii: "<")
  static let question = UInt8(ascii: "?")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let second = UInt8(ascii: "s")
  static let pipe = UInt8(ascii: "|")

  @inline(__always)
  var isDigit: Bool { self &- 0x30 < 10 }

  /// Whether a progress bar may consist of this byte: not ASCII, a blank, or a usual ASCII glyph.
  @inline(__always)
  var isBarGlyph: Bool {
    if self >= 0x80 || isDigit { return true }
    switch self {
    case .blank, .minus, .point, UInt8(ascii: "#"), UInt8(ascii: "="), UInt8(ascii: ">"),
      UInt8(ascii: "*"), UInt8(ascii: "o"), UInt8(ascii: "O"):
      return true
    default:
      return false
    }
  }
}
