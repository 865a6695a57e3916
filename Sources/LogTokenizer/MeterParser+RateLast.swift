/// Layouts that end in a rate, and pip's plain lines.
extension MeterReader {
  /// Whether the last word looks like a rate: `.../s`, or digits and `s/...`.
  @inline(__always)
  var endsInRate: Bool {
    let slash = last(.slash, before: limit, from: max(0, limit - 32))
    guard slash >= 0 else { return false }
    if slash == limit - 2, self[slash + 1] == .second { return true }
    guard self[slash - 1] == .second else { return false }
    let before = self[slash - 2]
    return before.isDigit || before == .question || MeterNumber.power(ofPrefix: before) != nil
  }

  /// Reads a meter that ends in its rate.
  @inline(never)
  func rateLastMeter() -> Meter? {
    let pipe = last(.pipe, before: limit)
    guard pipe >= 0 else { return bareMeter() }
    return stepMeter(behind: pipe) ?? transferMeter(behind: pipe)
  }

  /// Reads stable-diffusion.cpp's `  |=====>    | completed/total - rate`.
  private func stepMeter(behind pipe: Int) -> Meter? {
    var position = pipe + 2
    let completed = readNumber(&position)
    guard self[pipe + 1] == .blank, completed.state == .present, self[position] == .slash else {
      return nil
    }
    position += 1
    let total = readNumber(&position)
    let open = last(.pipe, before: pipe)
    guard total.state == .present, has(" - ", at: position), open >= 0, skipBlanks(from: 0) == open,
      (open + 1..<pipe).allSatisfy({ self[$0].isBarGlyph })
    else { return nil }
    var meter = Meter()
    meter.completedText = completed
    meter.totalText = total
    return readFinalRate(from: position + 3, into: &meter) ? meter : nil
  }

  /// Reads hf-xet's `description: percent|bar| completed / total, rate`, also without percentage
  /// and total.
  private func transferMeter(behind pipe: Int) -> Meter? {
    var meter = Meter()
    var position = skipBlanks(from: pipe + 1)
    meter.completedText = readSize(&position)
    guard meter.completedText.state == .present else { return nil }
    let slash = skipBlanks(from: position)
    if self[slash] == .slash {
      position = skipBlanks(from: slash + 1)
      meter.totalText = readSize(&position)
      guard meter.totalText.state == .present else { return nil }
    }
    guard self[position] == .comma,
      readFinalRate(from: skipBlanks(from: position + 1), into: &meter)
    else { return nil }
    let open = last(.pipe, before: pipe)
    if open > 0, self[open - 1] == .percent,
      let left = readPercent(endingAt: open - 1, into: &meter)
    {
      setDescription(before: left, in: &meter)
      return meter
    }
    var bar = pipe
    while bar > 0, text[bar - 1].isBarGlyph { bar -= 1 }
    guard dropBlanks(before: pipe) > skipBlanks(from: bar) else { return nil }
    setDescription(before: bar, in: &meter)
    return meter
  }

  /// Reads a custom layout that is nothing but `completed/total elapsed rate`.
  private func bareMeter() -> Meter? {
    var position = skipBlanks(from: 0)
    var meter = Meter()
    meter.completedText = readPrefixed(&position)
    guard meter.completedText.state == .present, self[position] == .slash else { return nil }
    position += 1
    meter.totalText = readPrefixed(&position)
    guard meter.totalText.state != .absent, self[position] == .blank else { return nil }
    position += 1
    guard let elapsed = readClock(&position), self[position] == .blank else { return nil }
    meter.elapsedValue = elapsed
    let start = skipBlanks(from: position)
    return readFinalRate(from: start, isPadded: start - position > 1, into: &meter) ? meter : nil
  }

  /// Reads a rate that ends the text.
  private func readFinalRate(from start: Int, isPadded: Bool = false, into meter: inout Meter)
    -> Bool
  {
    var position = start
    var number = readNumber(&position)
    while number.state == .unknown, self[position] == .question { position += 1 }
    guard number.state != .absent, limit - position < 40,
      classifyRate(&number, from: position, to: limit, isPadded: isPadded, into: &meter)
    else { return false }
    meter.endValue = UInt32(truncatingIfNeeded: limit)
    if limit == text.count, !has("it", at: limit - 2) { dropUncertainUnit(&meter) }
    return true
  }

  /// Reads a number with prefix and a unit of letters.
  private func readSize(_ position: inout Int) -> MeterNumber {
    let number = readPrefixed(&position)
    while self[position].isLetter { position += 1 }
    return number
  }

  /// Reads `Progress completed of total`, which pip prints with `--progress-bar raw`.
  @inline(never)
  func pipMeter() -> Meter? {
    guard self[0] == UInt8(ascii: "P"), has("Progress ", at: 0) else { return nil }
    var meter = Meter()
    var position = 9
    meter.completedText = readNumber(&position)
    guard meter.completedText.state == .present, has(" of ", at: position) else { return nil }
    position += 4
    meter.totalText = readNumber(&position)
    guard meter.totalText.state == .present, position == limit else { return nil }
    meter.descriptionSpan = .init(0, 8)
    meter.endValue = UInt32(truncatingIfNeeded: limit)
    return meter
  }
}

extension UInt8 {
  /// Whether this is an ASCII letter.
  @inline(__always)
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
}
