/// The layout `[description: ]percent|bar| completed/total [elapsed<remaining, rate, postfix]` and
/// its kin.
///
/// Without total: `completed unit [elapsed, rate, postfix]`. Without bar: `percent completed/total
/// [...]`. Custom layouts may leave out the remaining time or the rate, or have the rate alone in
/// the bracket.
extension MeterReader {
  /// Reads the meter whose tail opens at a bracket.
  ///
  /// - Parameter bracket: The position of a `[`.
  /// - Returns: The meter, or nil when this bracket is no meter's.
  @inline(__always)
  func bracketMeter(at bracket: Int) -> Meter? {
    let lead = self[bracket + 1]
    guard lead.isDigit || lead == .minus || lead == .blank || lead == .question,
      self[bracket - 1] == .blank
    else { return nil }
    var meter = Meter()
    var tail = Tail()
    var position = bracket + 1
    if let elapsed = readClock(&position) {
      meter.elapsedValue = elapsed
      guard readRest(from: position, into: &meter, &tail) else { return nil }
    } else {
      guard readRateAlone(from: position, into: &meter, &tail) else { return nil }
    }
    return readLeft(of: bracket - 1, into: &meter, tail) ? meter : nil
  }

  /// What the inside of a bracket showed, as far as it decides what may stand in front of it.
  struct Tail {
    /// `<` and a remaining time, whole or cut.
    var hasRemaining = false
    /// A rate, or a `?` in its place.
    var hasRate = false
    /// Whether the bracket closes.
    var isClosed = false
    /// Whether the rate stands alone in the bracket.
    var isRateOnly = false
    /// Where the unit starts in a rate that the end of the frame cuts, or -1.
    var cutRate = -1
  }

  /// Reads what follows the elapsed time.
  @inline(__always)
  private func readRest(from start: Int, into meter: inout Meter, _ tail: inout Tail) -> Bool {
    var position = start
    if self[position] == .less {
      tail.hasRemaining = true
      position += 1
      if self[position] == .question {
        position += 1
      } else {
        let begin = position
        guard let remaining = readClock(&position),
          self[position] == .comma || self[position] == .closeBracket
        else {
          return cut(at: begin, &meter)
        }
        meter.remainingValue = remaining
      }
    }
    switch self[position] {
    case .comma:
      return readRate(from: position + 1, separator: 1, into: &meter, &tail)
    case .closeBracket:
      tail.isClosed = true
      meter.endValue = UInt32(truncatingIfNeeded: position + 1)
      return true
    default:
      return tail.hasRemaining && cut(at: position, &meter)
    }
  }

  /// Reads the rate behind the comma, and the postfix.
  ///
  /// - Parameters:
  ///   - start: The position behind the comma.
  ///   - separator: How many blanks separate fields there; more of them pad the rate.
  ///   - meter: Takes rate, unit, postfix and end.
  ///   - tail: Takes what was there.
  /// - Returns: Whether this can be a meter.
  @inline(__always)
  private func readRate(
    from start: Int, separator: Int, into meter: inout Meter, _ tail: inout Tail
  ) -> Bool {
    var position = skipBlanks(from: start)
    let isPadded = position - start > separator
    let begin = position
    var number = readNumber(&position)
    if number.state == .absent {
      return readPostfix(from: begin, into: &meter, &tail)
    }
    // The unit ends at the bracket or at the postfix; no unit is longer than this.
    var end = position
    while end < limit, self[end] != .closeBracket, self[end] != .comma, end - position < 40 {
      end += 1
    }
    guard classifyRate(&number, from: position, to: end, isPadded: isPadded, into: &meter) else {
      if end < limit { return readPostfix(from: begin, into: &meter, &tail) }
      tail.cutRate = position
      return cut(at: position, &meter)
    }
    tail.hasRate = true
    if self[end] == .closeBracket {
      tail.isClosed = true
      meter.endValue = UInt32(truncatingIfNeeded: end + 1)
      return true
    }
    if self[end] == .comma {
      return readPostfix(from: end + 1, into: &meter, &tail)
    }
    dropUncertainUnit(&meter)
    return cut(at: end, &meter)
  }

  /// Forgets what may not be whole in a rate that ends with the frame: the unit may go on.
  ///
  /// `12s/` may become `12s/s`, which tells nothing, and `12s/s` may become `12s/step`.
  @inline(never)
  func dropUncertainUnit(_ meter: inout Meter) {
    if meter.isInverse, meter.unit.isEmpty { meter.rateText.state = .unknown }
    if meter.isInverse || meter.rateText.state == .unknown { meter.unitSpan = .init() }
  }

  /// Reads a bracket with the rate alone, as custom layouts have it.
  @inline(never)
  private func readRateAlone(from start: Int, into meter: inout Meter, _ tail: inout Tail) -> Bool {
    tail.isRateOnly = true
    return readRate(from: start, separator: 0, into: &meter, &tail) && tail.hasRate && tail.isClosed
  }

  /// Reads the postfix up to the bracket that closes the meter.
  @inline(__always)
  private func readPostfix(from start: Int, into meter: inout Meter, _ tail: inout Tail) -> Bool {
    let begin = skipBlanks(from: start)
    let close = closingBracket(from: begin)
    guard close < limit else {
      meter.endValue = UInt32(truncatingIfNeeded: limit)
      return true
    }
    tail.isClosed = true
    meter.postfixSpan = .init(begin, dropBlanks(before: close))
    meter.endValue = UInt32(truncatingIfNeeded: close + 1)
    return true
  }

  /// How many bytes the inside of a bracket has at most; a longer one counts as cut.
  private static let insideLimit = 4096

  /// The bracket that closes a meter whose inside goes on at a position, or `limit`.
  @inline(__always)
  func closingBracket(from start: Int) -> Int {
    var depth = 0
    let end = min(limit, start + Self.insideLimit)
    var position = first(of: .openBracket, or: .closeBracket, from: start)
    while position < end {
      if text[position] == .openBracket {
        depth += 1
      } else if depth == 0 {
        return position
      } else {
        depth -= 1
      }
      position = first(of: .openBracket, or: .closeBracket, from: position + 1)
    }
    return limit
  }

  /// Ends a meter that was cut inside a field.
  ///
  /// What is left of the field belongs to the meter; a longer text behind it was glued to it.
  @inline(never)
  func cut(at position: Int, _ meter: inout Meter) -> Bool {
    var end = position
    while end < limit, isField(self[end]) { end += 1 }
    meter.endValue = UInt32(truncatingIfNeeded: limit - end < 16 ? limit : end)
    return true
  }

  private func isField(_ byte: UInt8) -> Bool {
    byte.isDigit || byte == .colon || byte == .point || byte == .comma || byte == .question
      || byte == .less || byte == .minus || byte == .blank
  }
}

// MARK: - Units

extension MeterReader {
  /// Tells a forward rate (`it/s`) from an inverse one (`s/it`), splits off the prefix, and notes
  /// the unit.
  ///
  /// - Parameters:
  ///   - number: The number in front, without prefix.
  ///   - start: Where the text behind the number starts.
  ///   - end: Where it ends.
  ///   - isPadded: Whether blanks pad the number to five characters, which programs do with plain
  ///     numbers only.
  ///   - meter: Takes rate and unit.
  /// - Returns: Whether the text is a rate.
  @inline(__always)
  func classifyRate(
    _ number: inout MeterNumber, from start: Int, to end: Int, isPadded: Bool,
    into meter: inout Meter
  ) -> Bool {
    guard end - start >= 2 else { return false }
    if self[end - 2] == .slash, self[end - 1] == .second {
      if end - start == 3, self[start] == .second {
        // `1.44s/s`: the unit is `s`, and which way round the number goes cannot be told.
        number.state = .unknown
        meter.unitSpan = .init(start, start + 1)
      } else {
        var unit = start
        if end - start > 3, number.state != .unknown, !isPadded, number.isScaled,
          let power = MeterNumber.power(ofPrefix: self[start])
        {
          number.power = power
          unit += 1
          if end - unit == 3, self[unit] == .second { number.state = .unknown }
        }
        meter.unitSpan = .init(unit, end - 2)
      }
      meter.rateText = number
      return true
    }
    var unit = start
    if let power = MeterNumber.power(ofPrefix: self[start]), self[start + 1] == .second,
      self[start + 2] == .slash,
      number.state != .unknown
    {
      number.power = power
      unit += 1
    }
    guard self[unit] == .second, self[unit + 1] == .slash, unit + 2 <= end else { return false }
    meter.isInverse = true
    meter.rateText = number
    meter.unitSpan = .init(unit + 2, end)
    return true
  }
}
