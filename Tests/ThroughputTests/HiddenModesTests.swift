import Testing

@testable import Throughput

struct HiddenModesTests {
  private static func levels(_ seed: UInt64, _ count: Int, _ level: (Int, Bool) -> Double)
    -> [Double]
  {
    var random = TestNoise(seed: seed)
    return (0..<count).map { index in
      level(index, random.uniform() < 0.35) + 0.02 * random.normal()
    }
  }

  @Test(arguments: [1, 2, 3])
  func liftsTheLowerOfTwoModes(seed: UInt64) throws {
    let levels = Self.levels(seed, 240) { _, isLow in isLow ? 1.6 : 2 }
    let modes = HiddenModes.merge(levels, within: 0.02)
    #expect(abs(try #require(modes.distance) - 0.4) < 0.03)
    // A run far off its mode is an outlier, and stays one.
    #expect(modes.count { abs($0 - 2) < 0.15 } >= 236)
    #expect(modes.original == levels)
  }

  @Test(arguments: [1, 2, 3])
  func leavesStepsAlone(seed: UInt64) {
    let levels = Self.levels(seed, 240) { index, _ in index < 90 ? 2 : index < 170 ? 1.6 : 2 }
    let modes = HiddenModes.merge(levels, within: 0.02)
    #expect(modes.distance == nil)
    #expect(Array(modes) == levels)
  }

  @Test func keepsAStepThatBothModesTake() throws {
    let levels = Self.levels(8, 300) { index, isLow in
      2 - (isLow ? 0.5 : 0) - (index < 160 ? 0 : 0.15)
    }
    let modes = HiddenModes.merge(levels, within: 0.02)
    #expect(modes.distance != nil)
    #expect(abs(OrderStatistics.median(of: modes[..<160]) - 2) < 0.02)
    #expect(abs(OrderStatistics.median(of: modes[160...]) - 1.85) < 0.02)
  }

  @Test func splitsWhereTheGroupsPart() throws {
    let groups = try #require(TwoGroups(sorted: [1, 1.1, 1.2, 5, 5.1, 5.2, 5.3]))
    #expect(groups.lowerCount == 3)
    #expect(groups.threshold == 1.2)
    #expect(abs(groups.distance - 4.05) < 1e-12)
    #expect(TwoGroups(sorted: [1]) == nil)
  }
}
