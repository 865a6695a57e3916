import Foundation
import Testing

@testable import Throughput

/// One analysis for both sides says what one for each says.
struct TwoSidedMonitorTests {
  struct Course: CustomTestStringConvertible, Sendable {
    var name: String
    /// The rate of a run of a night.
    var rate: @Sendable (_ night: Int, _ chance: Double) -> Double

    var testDescription: String { name }

    static let all = [
      Course(name: "steady") { _, _ in 5 },
      Course(name: "drop") { night, _ in night < 30 ? 5 : 4.2 },
      Course(name: "rise and drop") { night, _ in (30..<45).contains(night) ? 6 : 5 },
      Course(name: "outliers") { _, chance in chance < 0.05 ? 3 : 5 },
      Course(name: "two modes") { night, chance in
        (chance < 0.35 ? 4 : 5) * (night < 30 ? 1 : 1.2)
      },
      Course(name: "a rare upper mode") { night, chance in
        (chance < 0.1 ? 7 : 5) * (night < 40 ? 1 : 0.8)
      },
      Course(name: "rates that are none") { night, chance in
        chance < 0.1 ? -1 : night < 30 ? 5 : 6
      },
    ]
  }

  @Test(arguments: Course.all, [1, 2] as [UInt64])
  func saysWhatTwoMonitorsSay(_ course: Course, seed: UInt64) throws {
    var random = TestNoise(seed: seed)
    var both = TwoSidedMonitor()
    var drops = NightlyMonitor()
    var rises = NightlyMonitor()
    for day in 0..<75 {
      let rates = (0..<11).map { run in
        let noise = 1 + 0.015 * random.normal()
        return course.rate(day, random.uniform()) * noise * (run == 0 ? 0.7 : 1)
      }
      let night = Night(day: day, sessions: [rates])
      let (fall, rise) = both.observe(night)
      #expect(fall == drops.observe(night))
      let expected = rises.observe(night.inverse)
      for (found, expected) in [
        (rise.alarm, expected.alarm), (rise.decline, expected.decline),
        (rise.suspicion, expected.suspicion),
      ] {
        #expect(found?.index == expected?.index && found?.kind == expected?.kind)
        #expect(abs((found?.change ?? 0) - (expected?.change ?? 0)) < 1e-9)
        #expect(abs((found?.low ?? 0) - (expected?.low ?? 0)) < 1e-9)
        #expect(abs((found?.fromRate ?? 0) - (expected?.fromRate ?? 0)) < 1e-9)
      }
    }
    #expect(both.drops == drops)
    #expect(both.rises.levels.count == rises.levels.count)
    for (level, expected) in zip(both.rises.levels, rises.levels) {
      #expect(abs(level - expected) < 1e-9)
    }
    #expect(TwoSidedMonitor(both.checkpoint, nights: drops.recent) == both)
  }
}
