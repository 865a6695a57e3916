import LogTokenizer
import Testing

/// Frames as programs print them, with what a person reads in them.
@Suite struct MeterParserTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var frame: String
    var reading: MeterReading
    var testDescription: String { name }
  }

  @Test(arguments: tqdmLayouts + otherPrograms + gluedAndCut)
  func readsEachFieldOfAMeter(_ example: Case) {
    #expect(MeterReading.of(example.frame) == example.reading)
  }

  static let tqdmLayouts = [
    Case(
      name: "bar", frame: " 60%|██████    | 18/30 [00:41<00:27,  2.31s/it]",
      reading: .init(
        percent: 60, completed: 18, total: 30, elapsed: 41, remaining: 27, rate: 1 / 2.31,
        unit: "it")),
    Case(
      name: "description", frame: "Total progress:  50%|█████     | 24/48 [00:09<00:07,  3.02it/s]",
      reading: .init(
        description: "Total progress", percent: 50, completed: 24, total: 48, elapsed: 9,
        remaining: 7,
        rate: 3.02, unit: "it")),
    Case(
      name: "postfix",
      frame: "steps:  31%|███       | 496/1600 [06:31<14:30,  1.27it/s, avr_loss=0.0884]   ",
      reading: .init(
        description: "steps", percent: 31, completed: 496, total: 1600, elapsed: 391,
        remaining: 870,
        rate: 1.27, unit: "it", postfix: "avr_loss=0.0884")),
    Case(
      name: "first frame", frame: "  0%|          | 0/20 [00:00<?, ?it/s]",
      reading: .init(percent: 0, completed: 0, total: 20, elapsed: 0, unit: "it")),
    Case(
      name: "finished", frame: "100%|██████████| 20/20 [00:07<00:00,  2.58it/s]",
      reading: .init(
        percent: 100, completed: 20, total: 20, elapsed: 7, remaining: 0, rate: 2.58, unit: "it",
        isFinished: true)),
    Case(
      name: "rounded up to 100 percent",
      frame: "100%|█████████▉| 995500/1000000 [28:22<00:07, 584.66it/s]",
      reading: .init(
        percent: 100, completed: 995_500, total: 1_000_000, elapsed: 1702, remaining: 7,
        rate: 584.66,
        unit: "it")),
    Case(
      name: "count without total", frame: "12it [00:03,  4.00it/s]",
      reading: .init(completed: 12, elapsed: 3, rate: 4, unit: "it")),
    Case(
      name: "count in thousands", frame: "Map: 7.81kit [23080:19:26, 10.8ks/it]",
      reading: .init(
        description: "Map", completed: 7810, elapsed: 83_089_166, rate: 1 / 10800, unit: "it")),
    Case(
      name: "unit with a blank", frame: "3 ba [00:01,  2.10 ba/s]",
      reading: .init(completed: 3, elapsed: 1, rate: 2.1, unit: " ba")),
    Case(
      name: "unit that begins like a prefix", frame: "27kB [00:04,  5.68kB/s]",
      reading: .init(completed: 27, elapsed: 4, rate: 5.68, unit: "kB")),
    Case(
      name: "unit that is empty", frame: "12 [00:03,  4.00/s]",
      reading: .init(completed: 12, elapsed: 3, rate: 4)),
    Case(
      name: "seconds as unit: no telling which way", frame: " 50% 2/4 [00:00<00:00, 81.74s/s]",
      reading: .init(percent: 50, completed: 2, total: 4, elapsed: 0, remaining: 0, unit: "s")),
    Case(
      name: "no bar", frame: "Epoch [2/5]:  54% 27/50 [1:49:41<1:41:34, 264.98s/step]",
      reading: .init(
        description: "Epoch [2/5]", percent: 54, completed: 27, total: 50, elapsed: 6581,
        remaining: 6094,
        rate: 1 / 264.98, unit: "step")),
    Case(
      name: "sizes",
      frame: "model.safetensors:  20%|██        | 300M/1.50G [00:12<00:48, 25.0MB/s]",
      reading: .init(
        description: "model.safetensors", percent: 20, completed: 300e6, total: 1.5e9, elapsed: 12,
        remaining: 48, rate: 25e6, unit: "B")),
    Case(
      name: "digit in an ASCII bar", frame: "35%|###5      | 7/20 [00:02<00:03,  3.50it/s]",
      reading: .init(
        percent: 35, completed: 7, total: 20, elapsed: 2, remaining: 3, rate: 3.5, unit: "it")),
    Case(
      name: "bar decoded as GBK, with its end swallowed",
      frame: " 25%|鈻堚枅鈻? 5/20 [00:02<00:03,  3.50it/s]",
      reading: .init(
        percent: 25, completed: 5, total: 20, elapsed: 2, remaining: 3, rate: 3.5, unit: "it")),
    Case(
      name: "bar decoded as CP1252", frame: " 50%|â–ˆâ–ˆâ–ˆ   | 5/10 [00:02<00:02,  2.50it/s]",
      reading: .init(
        percent: 50, completed: 5, total: 10, elapsed: 2, remaining: 2, rate: 2.5, unit: "it")),
    Case(
      name: "bar decoded as CP437", frame: " 35%|ΓûêΓûêΓûêΓûî      | 7/20 [00:02<00:03,  3.50it/s]",
      reading: .init(
        percent: 35, completed: 7, total: 20, elapsed: 2, remaining: 3, rate: 3.5, unit: "it")),
    Case(
      name: "bar decoded as CP932", frame: " 35%|笆遺毎笆遺膜      | 7/20 [00:02<00:03,  3.50it/s]",
      reading: .init(
        percent: 35, completed: 7, total: 20, elapsed: 2, remaining: 3, rate: 3.5, unit: "it")),
    Case(
      name: "bar of question marks", frame: " 35%|???\u{FFFD}      | 7/20 [00:02<00:03,  3.50it/s]",
      reading: .init(
        percent: 35, completed: 7, total: 20, elapsed: 2, remaining: 3, rate: 3.5, unit: "it")),
    Case(
      name: "days and a clock that went back", frame: "  3% 1/30 [-1:03:31<-30:42:24, -0.10step/s]",
      reading: .init(
        percent: 3, completed: 1, total: 30, elapsed: -3811, remaining: -110_544, unit: "step")),
    Case(
      name: "behind one that a terminal cut",
      frame:
        "steps:  97%|███▎  | 157/162 [14:14<00:27,  steps: 100%|████| 162/162 [14:43<00:00,  epoch validation: 100%|████| 88/88 [09:22<00:00,  6.40s/it]",
      reading: .init(
        description: "epoch validation", percent: 100, completed: 88, total: 88, elapsed: 562,
        remaining: 0, rate: 1 / 6.40, unit: "it", isFinished: true)),
    Case(
      name: "description full of meters' marks",
      frame: "50% [00:01<00:02] 12/30 |x: 40%|████      | 8/20 [00:04<00:06,  1.88it/s]",
      reading: .init(
        description: "50% [00:01<00:02] 12/30 |x", percent: 40, completed: 8, total: 20, elapsed: 4,
        remaining: 6, rate: 1.88, unit: "it")),
    Case(
      name: "postfix full of meters' marks",
      frame:
        " 12%|█▏        | 12/100 [00:01<00:08, 10.00it/s, s=[2/3], eta=00:10<00:20, speed=4.02it/s]",
      reading: .init(
        percent: 12, completed: 12, total: 100, elapsed: 1, remaining: 8, rate: 10, unit: "it",
        postfix: "s=[2/3], eta=00:10<00:20, speed=4.02it/s")),
    Case(
      name: "custom: rate alone", frame: "x:  80%|########--| 384/480 [ 0.08s/tile]",
      reading: .init(
        description: "x", percent: 80, completed: 384, total: 480, rate: 12.5, unit: "tile")),
    Case(
      name: "custom: estimate", frame: "Steps  80% 14.7s/it ETA 00:29",
      reading: .init(description: "Steps", percent: 80, rate: 1 / 14.7, unit: "it")),
    Case(
      name: "custom: bare", frame: "8.79k/? 297:58:45 118it/s",
      reading: .init(completed: 8790, elapsed: 1_072_725, rate: 118, unit: "it")),
    Case(
      name: "custom: elapsed alone", frame: "100%|██████████| 5/5 [00:03]",
      reading: .init(percent: 100, completed: 5, total: 5, elapsed: 3, isFinished: true)),
  ]
}
