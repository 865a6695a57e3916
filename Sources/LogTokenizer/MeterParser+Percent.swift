/// Meters without a closed bracket that show a percentage: frames cut in the bar or behind it,
/// SD.Next's bar, and custom layouts of tqdm.
extension MeterReader {
  /// Reads the meter around a percent sign.
  @inline(never)
  func percentMeter() -> Meter? {
    var sign = first(of: .percent, or: .percent, from: 0)
    while sign < limit {
      if self[sign + 1] == .pipe, let meter = cutBarMeter(at: sign) { return meter }
      if self[sign + 1] == .blank, let meter = plainPercentMeter(at: sign) { return meter }
      sign = first(of: .percent, or: .percent, from: sign + 1)
    }
    return nil
  }

  /// Reads `[description: ]percent|bar`, cut anywhere, and `percent|bar| completed/total` without a
  /// bracket.
  private func cutBarMeter(at sign: Int) -> Meter? {
    var meter = Meter()
    guard let left = readPercent(endingAt: sign, into: &meter), isPadded(left, sign),
      last(.pipe, before: left) < 0
    else { return nil }
    setDescription(before: left, in: &meter)
    let bar = sign + 2
    var position = bar
    var hasBlocks = false
    while position < limit, text[position].isBarGlyph {
      hasBlocks = hasBlocks || isBlock(at: position)
      position += 1
    }
    meter.endValue = UInt32(truncatingIfNeeded: limit)
    if position == limit {
      // Blanks at the end of a bar count as its glyphs.
      return position > bar || text.count > limit ? meter : nil
    }
    guard self[position] == .pipe else {
      meter.endValue = UInt32(truncatingIfNeeded: position)
      return hasBlocks ? meter : nil
    }
    guard position + 1 < limit else { return meter }
    let hasCount = readCutCount(from: position + 1, into: &meter)
    return hasCount || hasBlocks ? meter : nil
  }

  /// Whether a percentage is right-aligned to three characters, as tqdm prints it.
  private func isPadded(_ left: Int, _ sign: Int) -> Bool {
    guard sign - left < 3 else { return true }
    return left == 0 || self[left - 1] == .blank
  }

  /// Whether one of the block glyphs U+2580 to U+259F starts here.
  private func isBlock(at position: Int) -> Bool {
    text[position] == 0xE2 && self[position + 1] == 0x96
  }

  /// Reads as much of ` completed/total [...` as is certain.
  ///
  /// - Returns: Whether a count starts there.
  private func readCutCount(from start: Int, into meter: inout Meter) -> Bool {
    guard self[start] == .blank, self[start + 1].isDigit || self[start + 1] == .minus else {
      return false
    }
    var position = start + 1
    let completed = readPrefixed(&position)
    guard self[position] == .slash else { return limit - position < 4 }
    meter.completedText = completed
    position += 1
    let total = readPrefixed(&position)
    let isDelimited = self[position] == .blank && self[position + 1] == .openBracket
    var whole = meter
    whole.totalText = total
    // A total that ends with the frame may have been cut; its percentage would then be ten times as
    // great.
    let isWhole =
      position >= limit && meter.percentValue > 0 && whole.percentAgrees
      && total.decimals == completed.decimals
    if isDelimited || isWhole { meter = whole }
    if isDelimited {
      position += 2
      var clock = position
      if let elapsed = readClock(&clock), self[clock] == .less || self[clock] == .comma {
        meter.elapsedValue = elapsed
        position = clock
      }
    }
    return cut(at: position, &meter)
  }

  /// Reads a number with its prefix.
  func readPrefixed(_ position: inout Int) -> MeterNumber {
    var number = readNumber(&position)
    if number.state == .present, let power = MeterNumber.power(ofPrefix: self[position]) {
      number.power = power
      position += 1
    }
    return number
  }
}

// MARK: - Layouts without pipes

extension MeterReader {
  /// Reads what follows a percentage and a blank.
  private func plainPercentMeter(at sign: Int) -> Meter? {
    var meter = Meter()
    guard let left = readPercent(endingAt: sign, into: &meter) else { return nil }
    var position = skipBlanks(from: sign + 1)
    let begin = position
    let completed = readPrefixed(&position)
    guard completed.state != .absent else { return nil }
    guard self[position] == .slash else {
      return estimateMeter(from: begin, isPadded: begin - sign > 2, left: left, meter)
    }
    position += 1
    let total = readPrefixed(&position)
    guard total.state == .present, self[position] == .blank else { return nil }
    meter.completedText = completed
    meter.totalText = total
    guard meter.percentAgrees else { return nil }
    position += 1
    if self[position] == .openBracket {
      return cutBracketMeter(from: position + 1, left: left, meter)
    }
    return rateFirstMeter(from: position, left: left, meter)
  }

  /// Reads SD.Next's `description rate bar percent completed/total elapsed remaining phase`.
  private func rateFirstMeter(from start: Int, left: Int, _ begun: Meter) -> Meter? {
    var meter = begun
    var position = start
    guard let elapsed = readClock(&position), self[position] == .blank else { return nil }
    position += 1
    meter.elapsedValue = elapsed
    if self[position] == .question {
      position += 1
    } else {
      let begin = position
      guard let remaining = readClock(&position) else { return nil }
      if isWholeClock(begin, position) { meter.remainingValue = remaining }
    }
    guard position == limit || self[position] == .blank else { return nil }
    let phase = skipBlanks(from: position)
    var end = limit
    if end - phase > 24 {
      // Too long for a phase: take its first word, the rest was glued to it.
      end = phase
      while end < limit, self[end] != .blank { end += 1 }
    }
    meter.postfixSpan = .init(phase, end)
    meter.endValue = UInt32(truncatingIfNeeded: end)

    // The rate stands in front of the bar.
    var bar = left
    while bar > 0, text[bar - 1] == .blank || (text[bar - 1].isBarGlyph && !text[bar - 1].isDigit) {
      bar -= 1
    }
    var token = bar
    while token > 0, text[token - 1] != .blank, bar - token < 40 { token -= 1 }
    var unit = token
    var number = readNumber(&unit)
    guard number.state != .absent,
      classifyRate(&number, from: unit, to: bar, isPadded: true, into: &meter)
    else {
      setDescription(before: left, in: &meter)
      return meter
    }
    setDescription(before: token, in: &meter)
    return meter
  }

  /// Reads the custom layout `percent rate ETA remaining`.
  private func estimateMeter(from start: Int, isPadded: Bool, left: Int, _ begun: Meter) -> Meter? {
    var meter = begun
    var position = start
    var number = readNumber(&position)
    var end = position
    while end < limit, self[end] != .percent, !has(" ETA ", at: end), end - position < 40 {
      end += 1
    }
    guard has(" ETA ", at: end),
      classifyRate(&number, from: position, to: end, isPadded: isPadded, into: &meter)
    else { return nil }
    position = end + 5
    let begin = position
    if self[position] == .question {
      position += 1
    } else if let remaining = readClock(&position), isWholeClock(begin, position) {
      meter.remainingValue = remaining
    }
    setDescription(before: left, in: &meter)
    _ = cut(at: position, &meter)
    return meter
  }

  /// Reads a layout without bar that was cut inside its bracket.
  private func cutBracketMeter(from start: Int, left: Int, _ begun: Meter) -> Meter? {
    var meter = begun
    _ = cut(at: start, &meter)
    guard meter.end == limit, limit - start < 12 else { return nil }
    setDescription(before: left, in: &meter)
    return meter
  }

  /// Whether a clock is whole although nothing but the end of the frame may follow it.
  ///
  /// `12:34` there may be the beginning of `12:34:56`.
  private func isWholeClock(_ start: Int, _ end: Int) -> Bool {
    if end < text.count { return true }
    return (start..<end).count { self[$0] == .colon } == 2
  }
}
