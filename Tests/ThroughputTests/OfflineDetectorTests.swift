import TestSupport
import Testing
import Throughput

/// Rates of nights of ten runs about levels that hold for some nights each, with noise of one in a hundred.
private func rates(_ levels: [(rate: Double, nights: Int)], seed: UInt64) -> RateSeries? {
  var generator = SplitMix64(state: seed)
  var series = RateSeries()
  var day = 0
  for level in levels {
    for _ in 0..<level.nights {
      series.append(
        day: day,
        rates: (0..<10).map { _ in
          level.rate * Double.random(in: 0.99...1.01, using: &generator)
        })
      day += 1
    }
  }
  return series
}

@Suite struct OfflineDetectorTests {
  @Test(arguments: 0..<20) func findsAPlantedDropAtItsNight(seed: Int) throws {
    let series = try #require(rates([(4, 20), (3.2, 20)], seed: UInt64(seed)))
    let changes = try #require(OfflineDetector().changes(in: series)).lasting
    #expect(changes.count == 1)
    let drop = try #require(changes.first)
    #expect(abs(drop.index - 200) <= 3)
    #expect(abs(drop.change + 0.2) < 0.01)
    #expect(drop.low < drop.change && drop.change < drop.high)
  }

  @Test(arguments: 0..<20) func isSilentWhereNothingChanged(seed: Int) throws {
    let series = try #require(rates([(4, 40)], seed: UInt64(seed)))
    #expect(try #require(OfflineDetector().changes(in: series)).lasting == [])
  }

  @Test func aFasterMachineShowsTheSameChanges() throws {
    let slow = try #require(rates([(4, 20), (3, 20)], seed: 1))
    let fast = try #require(
      RateSeries(rates: slow.rates.map { $0 * 8 }, sessions: slow.sessions))
    let changes = try #require(OfflineDetector().changes(in: slow)).lasting
    let scaled = try #require(OfflineDetector().changes(in: fast)).lasting
    #expect(changes.map(\.index) == scaled.map(\.index))
    #expect(changes.count == 1)
  }

  @Test func tooFewRunsAreNotJudged() throws {
    let series = try #require(RateSeries(rates: [4, 4, 2], sessions: [.init(day: 0, runs: 3)]))
    #expect(OfflineDetector().changes(in: series) == nil)
  }
}
