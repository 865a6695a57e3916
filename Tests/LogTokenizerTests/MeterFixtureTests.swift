import Testing

@testable import LogTokenizer

/// Frames of the real tqdm against the arguments that it was given, and against damage.
@Suite struct MeterFixtureTests {
  @Test func theFixtureIsWhole() {
    #expect(OracleRecord.all.count == 498)
  }

  @Test(arguments: OracleRecord.all)
  func readsTheFieldsThatTqdmWasGiven(_ record: OracleRecord) {
    let frame = record.frame
    let reading = MeterReading.of(frame)
    #expect(
      record.faults(of: reading).isEmpty,
      "\(String(decoding: frame, as: UTF8.self)) gave \(reading.debugDescription)")
  }

  @Test(arguments: OracleRecord.all)
  func aFrameCutAnywhereClaimsNothingWrong(_ record: OracleRecord) throws {
    let frame = record.frame
    guard let whole = MeterReading.of(frame) else { return }
    for end in 0..<frame.count {
      guard let cut = MeterReading.of(Array(frame[..<end])) else { continue }
      let wrong = cut.contradictions(of: whole)
      #expect(wrong.isEmpty, "\(String(decoding: frame[..<end], as: UTF8.self))")
    }
  }

  @Test(arguments: OracleRecord.all.filter(\.isStrict))
  func textBehindAWholeFrameIsGluedText(_ record: OracleRecord) throws {
    var frame = record.frame
    while frame.last == UInt8(ascii: " ") { frame.removeLast() }
    let whole = try #require(MeterReading.of(frame))
    let text = "D:\\sd\\attention.py:407: UserWarning: [x] 50% 3/4"
    var expected = whole
    expected.glued = text
    #expect(MeterReading.of(frame + Array(text.utf8)) == expected)
  }

  @Test(arguments: ["", "steps: ", "Denoising (#1): ", "a|b 2/3: ", "画像生成: "])
  func theShortWayAgreesWithTheGeneralOne(_ description: String) {
    let glyphs = Array(" ▏▎▍▌▋▊▉█")
    let rates = [" 0.07it/s", " 2.50s/it", "12.34it/s", "584.66it/s", "12345.67s/it", "?it/s"]
    for total in [1, 8, 30, 150, 1600, 1_000_000] {
      for step in 0...8 {
        let completed = total * step / 8
        let percent = 100 * completed / total
        let padding = String(repeating: " ", count: 3 - "\(percent)".count)
        let bar = String(repeating: "█", count: step) + String(glyphs[step]) + "        "
        for rate in rates {
          let estimate = rate == "?it/s" ? "?" : "01:0\(step)"
          let frame =
            "\(description)\(padding)\(percent)%|\(bar)| \(completed)/\(total) [12:34<\(estimate), \(rate)]"
          Array(frame.utf8).withUnsafeBytes { bytes in
            let reader = MeterReader(bytes)
            let bracket = reader.last(.openBracket, before: reader.limit)
            var short = Meter()
            #expect(reader.readOrdinaryMeter(at: bracket, into: &short), "\(frame)")
            #expect(short == reader.bracketMeter(at: bracket), "\(frame)")
          }
        }
      }
    }
  }

  @Test func damagedFramesDoNotCrash() {
    var random = Xorshift(state: 0x9E37_79B9_7F4A_7C15)
    let frames = OracleRecord.all.map(\.frame).filter { !$0.isEmpty }
    let marks = Array("[]|%<?/:,.-0159 skMit\u{2501}".utf8)
    for round in 0..<20_000 {
      var frame = frames[round % frames.count]
      for _ in 0...random.next(below: 6) {
        let position = random.next(below: frame.count)
        switch random.next(below: 4) {
        case 0: frame[position] = UInt8(truncatingIfNeeded: random.next(below: 256))
        case 1: frame[position] = marks[random.next(below: marks.count)]
        case 2: frame.insert(marks[random.next(below: marks.count)], at: position)
        default: if frame.count > 1 { frame.remove(at: position) }
        }
      }
      expectWithin(frame)
    }
  }

  @Test func randomMarksDoNotCrash() {
    var random = Xorshift(state: 0x0123_4567_89AB_CDEF)
    let marks = Array("[[]||%%<?//::,.-0159  skMit \u{2501}\u{2588}".utf8)
    for _ in 0..<20_000 {
      expectWithin((0..<random.next(below: 80)).map { _ in marks[random.next(below: marks.count)] })
    }
  }

  /// Parses from memory that ends with the frame, and checks the ranges.
  private func expectWithin(_ frame: [UInt8]) {
    guard let meter = frame.withUnsafeBytes({ MeterParser.parse($0) }) else { return }
    let ends = [meter.description, meter.unit, meter.postfix].map(\.upperBound)
    #expect(ends.allSatisfy { $0 <= meter.end } && meter.end <= frame.count)
  }
}

/// A small generator of the same numbers on every run (Marsaglia, "Xorshift RNGs", 2003).
struct Xorshift {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }
}
