/// Meters of rich: `description ━━━━━╸━━━━  24% 0:00:31`, and what pip, tqdm.rich and Lightning
/// make of them.
///
/// The columns behind the bar come in any order, so they are read one by one until one is unknown.
extension MeterReader {
  /// Reads the meter around the first bar of rich.
  @inline(never)
  func richMeter() -> Meter? {
    var start = first(of: 0xE2, or: 0xE2, from: 0)
    while start < limit, !isLine(at: start) {
      start = first(of: 0xE2, or: 0xE2, from: start + 1)
    }
    var end = start
    while isLine(at: end) { end += 3 }
    // A table's rule is longer than a few glyphs as well, but no percentage and no count follows
    // it.
    guard end - start >= 12 else { return nil }

    var meter = Meter()
    let left = dropBlanks(before: start)
    if self[left - 1] == .percent, let description = readPercent(endingAt: left - 1, into: &meter) {
      setDescription(before: description, in: &meter)
    } else {
      setDescription(before: left, in: &meter)
    }
    var columns = RichColumns()
    readColumns(from: end, into: &meter, &columns)
    guard
      meter.percent != nil || meter.totalText.state == .present || meter.rateText.state != .absent
    else { return nil }
    if columns.clocks == 2 {
      meter.elapsedValue = columns.firstClock
    } else if columns.clocks == 1, columns.isEstimate || meter.totalText.state == .absent {
      meter.remainingValue = columns.firstClock
    }
    return meter
  }

  /// Whether one of rich's bar glyphs stands here: U+2501, U+2578 or U+257A.
  private func isLine(at position: Int) -> Bool {
    guard self[position] == 0xE2 else { return false }
    let next = (self[position + 1], self[position + 2])
    return next == (0x94, 0x81) || next == (0x95, 0xB8) || next == (0x95, 0xBA)
  }

  /// What the columns behind the bar showed beside the meter's fields.
  private struct RichColumns {
    var clocks = 0
    var firstClock = Meter.noTime
    var isEstimate = false
  }

  private func readColumns(from start: Int, into meter: inout Meter, _ columns: inout RichColumns) {
    var position = skipSeparators(from: start)
    while position < limit {
      guard let next = readColumn(at: position, into: &meter, &columns) else { break }
      position = skipSeparators(from: next)
    }
    meter.postfixSpan = .init(position, limit)
    meter.endValue = UInt32(truncatingIfNeeded: limit)
  }

  /// Reads one column.
  ///
  /// - Returns: The position behind it, or nil for a column that is not known.
  private func readColumn(at start: Int, into meter: inout Meter, _ columns: inout RichColumns)
    -> Int?
  {
    var position = start
    if has("eta", at: start) {
      columns.isEstimate = true
      return start + 3
    }
    if has("-:--:--", at: start) {
      // The remaining time is not known; a clock before it was the elapsed time.
      if columns.clocks == 1 { columns.clocks = 2 }
      return start + 7
    }
    if let clock = readClock(&position) {
      columns.clocks += 1
      guard columns.clocks <= 2 else { return nil }
      if columns.clocks == 1 { columns.firstClock = clock } else { meter.remainingValue = clock }
      return position
    }
    let number = readNumber(&position)
    guard number.state != .absent else { return nil }
    if self[position] == .percent {
      guard meter.percent == nil, number.state == .present else { return nil }
      _ = readPercent(endingAt: position, into: &meter)
      return position + 1
    }
    if self[position] == .slash {
      guard meter.completedText.state == .absent else { return nil }
      return readFraction(number, from: position + 1, into: &meter)
    }
    return readRichRate(number, from: position, into: &meter)
  }

  /// Reads the total behind a slash, and the size's unit that may follow it.
  private func readFraction(_ completed: MeterNumber, from start: Int, into meter: inout Meter)
    -> Int?
  {
    var position = start
    var total = readNumber(&position)
    guard total.state != .absent else { return nil }
    var completed = completed
    let (unit, end) = word(at: skipBlanks(from: position))
    if end > unit, end == limit || self[end] == .blank,
      self[end - 1] == UInt8(ascii: "B") || has("bytes", at: unit)
    {
      if let power = MeterNumber.power(ofPrefix: self[unit]), end - unit == 2 {
        completed.power = power
        total.power = power
        meter.unitSpan = .init(end - 1, end)
      } else {
        meter.unitSpan = .init(unit, end)
      }
      position = end
    }
    meter.completedText = completed
    meter.totalText = total
    return position
  }

  /// Reads `3.2it/s`, `3 it/s`, `41.2 MB/s` and `2.1×10³ it/s`.
  private func readRichRate(_ number: MeterNumber, from start: Int, into meter: inout Meter) -> Int?
  {
    guard meter.rateText.state == .absent else { return nil }
    var number = number
    var position = start
    if has("\u{D7}10", at: position) {
      switch (self[position + 4], self[position + 5], self[position + 6]) {
      case (0xC2, 0xB3, _): number.power = 1
      case (0xE2, 0x81, 0xB6): number.power = 2
      case (0xE2, 0x81, 0xB9): number.power = 3
      default: return nil
      }
      position += number.power == 1 ? 6 : 7
    }
    let unit = skipBlanks(from: position)
    var end = unit
    while end < limit, self[end] != .blank, end - unit < 40 { end += 1 }
    if self[end - 3] == UInt8(ascii: "B"), end - unit == 4,
      let power = MeterNumber.power(ofPrefix: self[unit]),
      has("/s", at: end - 2)
    {
      number.power = power
      meter.rateText = number
      meter.unitSpan = .init(unit + 1, end - 2)
      return end
    }
    return classifyRate(&number, from: unit, to: end, isPadded: true, into: &meter) ? end : nil
  }

  /// The range of letters at a position.
  private func word(at start: Int) -> (Int, Int) {
    var end = start
    while self[end].isLetter { end += 1 }
    return (start, end)
  }

  /// Skips blanks, bullets, and the punctuation of tqdm.rich.
  private func skipSeparators(from start: Int) -> Int {
    var position = start
    while true {
      switch self[position] {
      case .blank, .openBracket, .closeBracket, .less, .comma:
        position += 1
      case 0xE2 where self[position + 1] == 0x80 && self[position + 2] == 0xA2:
        position += 3
      default:
        return position
      }
    }
  }
}
