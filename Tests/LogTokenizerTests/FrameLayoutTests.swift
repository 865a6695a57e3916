import TestSupport
import Testing

@testable import LogTokenizer

/// Frames that are read by the layout of earlier ones, against the same frames one by one.
struct FrameLayoutTests {
  @Test(arguments: 0..<8)
  func readsWhatTheParserReads(_ seed: UInt64) {
    var random = SplitMix64(state: seed)
    let frames = FrameSource.frames(4000, &random)
    let read = readings(of: frames.flatMap { $0.bytes + [$0.end] })
    // By a tokenizer that knows no earlier frame.
    let alone = frames.flatMap { readings(of: $0.bytes + [$0.end]) }
    #expect(read.map(\.text) == alone.map(\.text))
    for (reading, other) in zip(read, alone) {
      #expect(reading.meter == other.meter, "\(reading.text)")
    }
  }

  /// The number stands for the description, the unit, the total and what in the postfix is no digit.
  @Test(arguments: 0..<8)
  func numbersLabels(_ seed: UInt64) {
    var random = SplitMix64(state: seed)
    var labels: [UInt32: [String]] = [:]
    var numbered = 0
    let read = readings(of: FrameSource.frames(4000, &random).flatMap { $0.bytes + [$0.end] })
    for reading in read where reading.label != 0 {
      numbered += 1
      #expect(labels[reading.label, default: reading.labelTexts] == reading.labelTexts)
      labels[reading.label] = reading.labelTexts
    }
    // Those that were changed, show no rate yet or have a pipe in their description have none.
    #expect(numbered > read.count / 4)
    #expect(labels.count > 20)
  }

  @Test func goesOnBehindACopy() {
    let frame = Array(" 50%|#####     | 10/20 [00:10<00:10,  1.00it/s]\n".utf8)
    var tokenizer = LogTokenizer()
    var labels: [UInt32] = []
    let take = { (batch: borrowing RecordBatch) in labels += batch.records.map(\.label) }
    frame.withUnsafeBytes { tokenizer.feed($0, take) }
    var copy = tokenizer.copy()
    frame.withUnsafeBytes { copy.feed($0, take) }
    copy.finish(take)
    #expect(labels.count == 2)
    #expect(labels[0] != labels[1], "a copy must not give a number to another label")
  }

  @Test(arguments: [
    // What stands in front of the bar's end, and what cannot be a clock.
    [
      " 10%|#|        | 2/20 [00:10<00:10,  1.00it/s]",
      " 15%|##        | 3/20 [00:10<00:10,  1.00it/s]",
    ],
    [
      " 10%|#         | 2/20 [00:10<00:10,  1.00it/s]",
      " 15%|##|       | 3/20 [00:10<00:10,  1.00it/s]",
    ],
    [
      " 10%|#         | 2/20 [00:10<00:10,  1.00it/s]",
      " 15%|##        | 3/20 [00:61<00:10,  1.00it/s]",
    ],
    [
      " 10%|#         | 2/20 [00:10<00:10,  1.00it/s]",
      " 15%|##        | 3/21 [00:11<00:10,  1.00it/s]",
    ],
    [
      "a1: 10%|#         | 2/20 [00:10<00:10,  1.00it/s]",
      "a2: 15%|##        | 3/20 [00:11<00:10,  1.00it/s]",
    ],
    [
      "1:00:00 x: 10%|#    | 2/20 [00:10<00:10,  1.00it/s]",
      "1:00:00 x: 15%|##   | 3/20 [00:11<00:10,  1.00it/s]",
    ],
  ])
  func tellsWhatDiffers(_ frames: [String]) {
    for end in [UInt8(ascii: "\r"), UInt8(ascii: "\n")] {
      let read = readings(of: frames.flatMap { Array($0.utf8) + [end] })
      let alone = frames.flatMap { readings(of: Array($0.utf8) + [end]) }
      #expect(read.map(\.meter) == alone.map(\.meter))
      #expect(read.map(\.text) == alone.map(\.text))
    }
  }
}

/// What the tokenizer makes of a frame.
private struct FrameReading {
  var text: String
  var meter: Meter?
  var label: UInt32
  var labelTexts: [String]
}

private func readings(of bytes: [UInt8]) -> [FrameReading] {
  var tokenizer = LogTokenizer()
  var result: [FrameReading] = []
  let take = { (batch: borrowing RecordBatch) in
    for record in batch.records {
      let text = batch.text(of: record)
      let meter = batch.meter(of: record)?.pointee
      let part = { (range: Range<Int>?) in
        range.map { String(decoding: text[$0], as: UTF8.self) } ?? ""
      }
      result.append(
        FrameReading(
          text: String(decoding: text, as: UTF8.self), meter: meter,
          label: record.label,
          labelTexts: [
            part(meter?.description), part(meter?.unit), "\(meter?.total ?? -1)",
            String(part(meter?.postfix).map { $0.isNumber ? "0" : $0 }),
          ]))
    }
  }
  bytes.withUnsafeBytes { tokenizer.feed($0, take) }
  tokenizer.finish(take)
  return result
}

/// Frames of bars that take turns, some of them changed.
private enum FrameSource {
  struct Frame {
    var bytes: [UInt8]
    var end: UInt8
  }

  private struct Bar {
    var description: String
    var total: Int
    var width: Int
    var isASCII: Bool
    var postfix: String?
    var done = 0
    var seconds: Int
    var rate: Int
  }

  static func frames(_ count: Int, _ random: inout SplitMix64) -> [Frame] {
    var bars = (0..<3).map { _ in bar(&random) }
    var next = 0
    return (0..<count).map { _ in
      if Int.random(in: 0..<4, using: &random) == 0 { next = Int.random(in: 0..<3, using: &random) }
      if bars[next].done >= bars[next].total { bars[next] = bar(&random) }
      var bytes = Array(frame(&bars[next], &random).utf8)
      switch Int.random(in: 0..<12, using: &random) {
      case 0:
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] = "0123456789|[]%:,/. <?eit".utf8.randomElement(using: &random) ?? 0x30
      case 1:
        bytes.remove(at: Int.random(in: 0..<bytes.count, using: &random))
      case 2:
        bytes.insert(
          "0123456789|[]%:,/. -".utf8.randomElement(using: &random) ?? 0x30,
          at: Int.random(in: 0..<bytes.count, using: &random))
      default:
        break
      }
      let isLine = Int.random(in: 0..<5, using: &random) == 0
      return Frame(bytes: bytes, end: isLine ? 0x0A : 0x0D)
    }
  }

  private static func bar(_ random: inout SplitMix64) -> Bar {
    let descriptions = [
      "", "", "Total progress", "steps", "epoch 3/10", "100%", "a|b",
      "Loading pipeline components...",
      "[rank0] x", "12:30:00 - INFO", "名前", "python.exe : x",
    ]
    let postfixes = [nil, nil, "avr_loss=0.0834", "loss=1.2e-05, lr=3e-5", "size=[3, 4]", "a|b"]
    return Bar(
      description: descriptions.randomElement(using: &random) ?? "",
      total: [20, 28, 30, 150, 1000, 12_345, 12_345_678].randomElement(using: &random) ?? 20,
      width: [2, 10, 24, 60].randomElement(using: &random) ?? 10,
      isASCII: Bool.random(using: &random), postfix: postfixes.randomElement(using: &random) ?? nil,
      seconds: [0, 50, 3590, 36_000, 400_000].randomElement(using: &random) ?? 0,
      rate: [9, 150, 980, 123_456].randomElement(using: &random) ?? 9)
  }

  private static func frame(_ bar: inout Bar, _ random: inout SplitMix64) -> String {
    bar.done += Int.random(in: 0...max(1, bar.total / 20), using: &random)
    bar.seconds += Int.random(in: 0..<5, using: &random)
    bar.rate += Int.random(in: 0..<9, using: &random)
    let percent = String(100 * bar.done / bar.total)
    let full = min(bar.width, bar.width * bar.done / bar.total)
    let cells =
      String(repeating: bar.isASCII ? "#" : "█", count: full)
      + String(repeating: " ", count: bar.width - full)
    let rate =
      bar.done == 0
      ? "?" : "\(bar.rate / 100)." + String(100 + bar.rate % 100).dropFirst()
    let padded = String(repeating: " ", count: max(0, 5 - rate.count)) + rate
    let remaining = bar.done == 0 ? "?" : clock(bar.seconds / 2)
    let unit = bar.done == 0 ? "it/s" : ["it/s", "s/it"][bar.total % 2]
    return (bar.description.isEmpty ? "" : bar.description + ": ")
      + String(repeating: " ", count: max(0, 3 - percent.count)) + "\(percent)%|\(cells)| "
      + "\(bar.done)/\(bar.total) [\(clock(bar.seconds))<\(remaining), "
      + (bar.done == 0 ? "?it/s" : padded + unit)
      + (bar.postfix.map { ", \($0)" } ?? "") + "]"
  }

  private static func clock(_ seconds: Int) -> String {
    let two = { (number: Int) in String(String(100 + number).dropFirst()) }
    let hours = seconds / 3600
    return (hours > 0 ? "\(hours):" : "") + "\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }
}
