import CByteScan

/// Recognises progress meters: tqdm in all its layouts, and the other bars of generation programs.
///
/// A meter is read from its tail, because the tail is short and strict (`12/30 [00:03<00:07,
/// 2.72it/s]`) while the description and the bar in front of it may hold anything. The bar is only
/// crossed, 16 bytes at a time. Nothing is allocated. Layouts follow tqdm 4.70, rich 14, and the
/// programs named in the extensions.
package enum MeterParser {
  /// Reads the meter in a frame.
  ///
  /// - Parameter frame: The bytes between two separators, decoded to UTF-8 and without escape
  ///   sequences.
  ///   Bytes that are not UTF-8, and glyphs decoded wrongly, do no harm.
  /// - Returns: The meter, with ranges from the frame's first byte, or nil for other text.
  /// - Complexity: O(*n*) in the frame's length.
  package static func parse(_ frame: UnsafeRawBufferPointer) -> Meter? {
    let reader = MeterReader(frame)
    guard reader.limit > 4 else { return nil }
    if reader[reader.limit - 1] == .closeBracket {
      var ordinary = Meter()
      if parseOrdinary(frame, into: &ordinary) { return ordinary }
      let bracket = reader.last(.openBracket, before: reader.limit)
      if let meter = reader.lastBracketMeter(from: bracket) { return meter }
    }
    return parseRare(reader)
  }

  /// Reads the meter in a frame of the most frequent layout.
  ///
  /// - Parameters:
  ///   - frame: Bytes as for ``parse(_:)``, of which the last is `]`.
  ///   - meter: Becomes the meter that ``parse(_:)`` finds, which is the whole frame; anything for other
  ///     frames. It is written where it stays, so that it need not be copied.
  /// - Returns: Whether the frame is of that layout.
  @inline(never)
  static func parseOrdinary(_ frame: UnsafeRawBufferPointer, into meter: inout Meter) -> Bool {
    let reader = MeterReader(frame)
    let bracket = reader.last(.openBracket, before: reader.limit)
    return reader.readOrdinaryMeter(at: bracket, into: &meter)
  }

  /// Tries every layout that does not end in a bracket, and meters with text behind them.
  @inline(never)
  private static func parseRare(_ reader: MeterReader) -> Meter? {
    guard let base = reader.text.baseAddress else { return nil }
    let bytes = base.assumingMemoryBound(to: UInt8.self)
    let hints = sdlog_meter_hints(bytes, reader.limit)
    if hints & UInt32(sdlog_hint_bracket) != 0,
      let meter = reader.firstBracketMeter(before: reader.limit)
    {
      return reader.finish(meter)
    }
    if hints & UInt32(sdlog_hint_glyph) != 0, let meter = reader.richMeter() {
      return reader.finish(meter)
    }
    if reader.endsInRate, let meter = reader.rateLastMeter() {
      return reader.finish(meter)
    }
    if hints & UInt32(sdlog_hint_percent) != 0, let meter = reader.percentMeter() {
      return reader.finish(meter)
    }
    return reader.pipMeter().map(reader.finish)
  }
}

extension MeterReader {
  /// The meter, with the blanks behind it counted in when nothing else follows.
  func finish(_ meter: Meter) -> Meter {
    var meter = meter
    if meter.end >= limit { meter.endValue = UInt32(truncatingIfNeeded: text.count) }
    return meter
  }

  /// How many brackets of a text are looked at, so that one of many takes no quadratic time.
  private static let bracketLimit = 64

  /// The meter whose bracket is the last one that opens with a clock or a rate.
  ///
  /// - Parameter last: The position of the last `[`, or -1.
  /// - Returns: The meter, or the one in front of it to which it was glued; nil when there is none.
  @inline(never)
  func lastBracketMeter(from last: Int) -> Meter? {
    var bracket = last
    var tries = Self.bracketLimit
    while bracket >= 2, tries > 0 {
      tries -= 1
      if let meter = bracketMeter(at: bracket) {
        // A bracket in the description may close another meter, to which this one was glued.
        let description = meter.description.upperBound
        if description > 0, self.last(.closeBracket, before: description) >= 0,
          let earlier = firstBracketMeter(before: description)
        {
          return finish(earlier)
        }
        return finish(meter)
      }
      bracket = self.last(.openBracket, before: bracket)
    }
    return nil
  }

  /// The first bracket meter that starts before a position.
  @inline(never)
  func firstBracketMeter(before end: Int) -> Meter? {
    var bracket = first(of: .openBracket, or: .openBracket, from: 0)
    var tries = Self.bracketLimit
    while bracket < end, tries > 0 {
      tries -= 1
      if let meter = bracketMeter(at: bracket) { return meter }
      bracket = first(of: .openBracket, or: .openBracket, from: bracket + 1)
    }
    return nil
  }
}
