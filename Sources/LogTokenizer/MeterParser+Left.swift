/// What stands in front of a meter's bracket: the count, the bar, the percentage and the
/// description.
extension MeterReader {
  /// Reads everything in front of the bracket.
  ///
  /// - Parameters:
  ///   - end: The position of the blank in front of the bracket.
  ///   - meter: Takes the fields.
  ///   - tail: What the bracket showed.
  /// - Returns: Whether this is a meter.
  @inline(__always)
  func readLeft(of end: Int, into meter: inout Meter, _ tail: Tail) -> Bool {
    var start = end
    let total = readNumberBackward(&start, hasPrefix: true)
    if total.state == .absent || self[start - 1] != .slash {
      return !tail.hasRemaining && !tail.isRateOnly && readCount(before: end, into: &meter, tail)
    }
    start -= 1
    let completed = readNumberBackward(&start, hasPrefix: true)
    guard completed.state != .absent,
      start == 0 || self[start - 1] == .blank || self[start - 1] == .pipe
    else { return false }
    meter.completedText = completed
    meter.totalText = total
    let hasBar = readBar(before: start, into: &meter)
    // Each layout must show enough to be told from text such as `2/3 [00:01]`.
    return hasBar || (tail.hasRemaining && (tail.isClosed || meter.percentValue >= 0))
      || (tail.hasRate && tail.isClosed && !tail.isRateOnly)
  }

  /// Reads bar, percentage and description in front of the count.
  ///
  /// - Returns: Whether there is a bar with its percentage or with both of its ends.
  @inline(__always)
  func readBar(before start: Int, into meter: inout Meter) -> Bool {
    var close = start - 1
    if self[close] == .blank { close -= 1 }
    guard self[close] == .pipe else {
      return readPercentWithoutBar(before: start, into: &meter)
    }
    let open = last(.pipe, before: close)
    guard open >= 0 else {
      return readPercentCompleted(before: close, into: &meter)
    }
    if self[open - 1] == .percent, let left = readPercent(endingAt: open - 1, into: &meter) {
      setDescription(before: left, in: &meter)
      return true
    }
    setDescription(before: open, in: &meter)
    return (open + 1..<close).allSatisfy { self[$0].isBarGlyph }
  }

  /// Reads `completed unit` in front of a bracket without remaining time.
  @inline(never)
  private func readCount(before end: Int, into meter: inout Meter, _ tail: Tail) -> Bool {
    var position = end
    if tail.hasRate, tail.isClosed || !meter.unit.isEmpty {
      // The rate's unit is the count's, which makes these layouts strict.
      let unit = meter.unit
      position -= unit.count
      guard position > 0, equals(position, unit.lowerBound, count: unit.count) else { return false }
      var start = position
      var number = readNumberBackward(&start, hasPrefix: true)
      if number.state == .absent || (number.power > 0 && !number.isScaled) {
        // `4.33kkB [00:16, 258kB/s]`: the letter in front of the rate's unit belongs to the unit.
        guard meter.rateText.power > 0, meter.unitSpan.lower > 0 else { return false }
        meter.rateText.power = 0
        meter.unitSpan.lower -= 1
        start = position - 1
        number = readNumberBackward(&start, hasPrefix: true)
        guard number.state != .absent else { return false }
      }
      position = start
      meter.completedText = number
    } else {
      guard !tail.isClosed, tail.hasRate || tail.cutRate >= 0,
        readCutCount(before: &position, into: &meter, tail)
      else { return false }
    }
    guard position == 0 || self[position - 1] == .blank else { return false }
    setDescription(before: position, in: &meter)
    return true
  }

  /// Reads a count whose unit is known from nowhere else, because the frame was cut before the
  /// rate's.
  private func readCutCount(before position: inout Int, into meter: inout Meter, _ tail: Tail)
    -> Bool
  {
    let end = position
    while position > 0, end - position < 24, !self[position - 1].isDigit {
      if self[position - 1] == .closeBracket || self[position - 1] == .colon { return false }
      position -= 1
    }
    let unit = position
    var number = readNumberBackward(&position, hasPrefix: false)
    guard number.state == .present else { return false }
    guard tail.cutRate < 0 || isBeginning(from: tail.cutRate, ofRateIn: unit..<end) else {
      return false
    }
    // `977kit`: a prefix or a part of the unit. Only the rate could tell.
    if unit < end, number.isScaled, MeterNumber.power(ofPrefix: self[unit]) != nil {
      number = MeterNumber()
    }
    meter.completedText = number
    return true
  }

  /// Whether the text from a position on is the beginning of a rate in a unit.
  private func isBeginning(from start: Int, ofRateIn unit: Range<Int>) -> Bool {
    let skipped = MeterNumber.power(ofPrefix: self[start]) != nil ? 1 : 0
    return (start...min(start + skipped, limit)).contains { begin in
      let count = limit - begin
      return (0..<count).allSatisfy { self[begin + $0] == forwardRate(of: unit, at: $0) }
        || (0..<count).allSatisfy { self[begin + $0] == inverseRate(of: unit, at: $0) }
    }
  }

  /// The byte of `unit/s` at an offset, NUL behind its end.
  private func forwardRate(of unit: Range<Int>, at offset: Int) -> UInt8 {
    if offset < unit.count { return self[unit.lowerBound + offset] }
    return offset == unit.count ? .slash : offset == unit.count + 1 ? .second : 0
  }

  /// The byte of `s/unit` at an offset, NUL behind its end.
  private func inverseRate(of unit: Range<Int>, at offset: Int) -> UInt8 {
    if offset < 2 { return offset == 0 ? .second : .slash }
    return offset - 2 < unit.count ? self[unit.lowerBound + offset - 2] : 0
  }
}

// MARK: - Percentage and description

extension MeterReader {
  /// Reads a percentage backward from its sign.
  ///
  /// - Parameters:
  ///   - sign: The position of `%`.
  ///   - meter: Takes the percentage.
  /// - Returns: Where the percentage starts, or nil when there is none.
  @inline(__always)
  func readPercent(endingAt sign: Int, into meter: inout Meter) -> Int? {
    var start = sign
    var value = 0
    while self[start - 1].isDigit, sign - start < 18 { start -= 1 }
    guard start < sign else { return nil }
    if self[start - 1] == .point, self[start - 2].isDigit {
      // A custom layout's fraction: round it off.
      let rounding = self[start] >= UInt8(ascii: "5") ? 1 : 0
      start -= 1
      let whole = readNumberBackward(&start, hasPrefix: false)
      guard whole.state == .present, whole.digits < 1000 else { return nil }
      value = Int(whole.digits) + rounding
    } else {
      // More digits are a description that ends in one, with no blank between.
      guard sign - start <= 3, self[start - 1] != .minus else { return nil }
      for position in start..<sign { value = value * 10 + Int(self[position] &- .zero) }
    }
    meter.percentValue = Int16(truncatingIfNeeded: value)
    return start
  }

  /// Takes what stands before a position as the description, without the colon that ends it.
  @inline(__always)
  func setDescription(before end: Int, in meter: inout Meter) {
    var upper = dropBlanks(before: end)
    if upper > 0, self[upper - 1] == .colon { upper = dropBlanks(before: upper - 1) }
    guard upper > 0 else { return }
    let lower = skipBlanks(from: endOfCutMeter(before: upper))
    if lower < upper { meter.descriptionSpan = .init(lower, upper) }
  }

  /// Returns where another meter ends that a terminal cut behind its clock; 0 where there is none.
  ///
  /// This one's description begins there: `steps: 97%|###| 157/162 [14:14<00:27,  epoch validation steps`.
  private func endOfCutMeter(before end: Int) -> Int {
    let bracket = last(.openBracket, before: end)
    guard bracket >= 4, self[bracket + 1].isDigit, last(.closeBracket, before: end) < bracket else {
      return 0
    }
    let bar = last(.pipe, before: bracket)
    guard bar > 1, last(.percent, before: bar) >= 0 else { return 0 }
    let comma = first(of: .comma, or: .comma, from: bracket)
    guard comma < end, first(of: .colon, or: .colon, from: bracket) < comma else { return 0 }
    return comma + 1
  }

  /// Reads `percent completed/total`, or a bar whose closing pipe a wrong decoding has swallowed.
  ///
  /// - Returns: Whether a bar was found.
  @inline(never)
  private func readPercentWithoutBar(before start: Int, into meter: inout Meter) -> Bool {
    let end = dropBlanks(before: start)
    if self[end - 1] == .percent {
      var trial = meter
      if let left = readPercent(endingAt: end - 1, into: &trial), trial.percentAgrees {
        meter.percentValue = trial.percentValue
        setDescription(before: left, in: &meter)
        return false
      }
    }
    let open = last(.pipe, before: end)
    if open > 0, self[open - 1] == .percent, self[open + 1] >= 0x80,
      let left = readPercent(endingAt: open - 1, into: &meter)
    {
      setDescription(before: left, in: &meter)
      return true
    }
    setDescription(before: end, in: &meter)
    return false
  }

  /// Reads vLLM's `description: percent Completed | completed/total`.
  @inline(never)
  private func readPercentCompleted(before pipe: Int, into meter: inout Meter) -> Bool {
    let end = dropBlanks(before: pipe)
    if has("% Completed", at: end - 11), let left = readPercent(endingAt: end - 11, into: &meter) {
      setDescription(before: left, in: &meter)
      return true
    }
    // The cells of a bar whose beginning was written over.
    var cells = end
    while cells >= 3, self[cells - 3] == 0xE2, self[cells - 2] == 0x96 { cells -= 3 }
    setDescription(before: cells, in: &meter)
    return false
  }
}

extension Meter {
  /// Whether the percentage is that of the count, as far as rounding lets one tell.
  var percentAgrees: Bool {
    guard let percent, let completed, let total, total > 0 else { return false }
    let rounded = completedText.power > 0 || totalText.power > 0 ? 2.5 : 1
    return abs(100 * completed / total - Double(percent)) <= rounded
  }
}
