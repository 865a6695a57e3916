import Testing

@testable import Throughput

struct LabelFlipsTests {
  @Test(arguments: 0..<48)
  func agreesWithAllLabellings(seed: Int) {
    var random = TestNoise(seed: UInt64(seed))
    let labels = (0..<(1 + seed % 12)).map { _ in random.uniform() < 0.5 }
    let switches = seed % 4
    #expect(
      LabelFlips.fewest(in: labels, switches: switches) == Self.fewest(labels, switches: switches))
  }

  @Test func tellsAlternationFromSteps() {
    let step = [Bool](repeating: false, count: 20) + [Bool](repeating: true, count: 20)
    let turns = (0..<40).map { $0.isMultiple(of: 2) }
    #expect(LabelFlips.fewest(in: step, switches: 1) == 0)
    #expect(LabelFlips.fewest(in: turns, switches: 1) == 19)
    #expect(LabelFlips.fewest(in: [], switches: 1) == 0)
  }

  /// Tries every sequence of labels.
  private static func fewest(_ labels: [Bool], switches: Int) -> Int {
    var best = labels.count
    for code in 0..<(1 << labels.count) {
      let other = labels.indices.map { code >> $0 & 1 == 1 }
      let made = zip(other, other.dropFirst()).count { $0 != $1 }
      guard made <= switches else { continue }
      best = min(best, zip(labels, other).count { $0 != $1 })
    }
    return best
  }
}
