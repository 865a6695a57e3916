import Foundation
import Testing

@testable import Throughput

struct NightlyMonitorTests {
  private static func verdicts(_ series: RateSeries) -> [NightlyVerdict] {
    var monitor = NightlyMonitor()
    return series.nights.map { monitor.observe($0) }
  }

  private static func alarms(_ series: RateSeries) -> [NightlyVerdict] {
    verdicts(series).filter { $0.alarm != nil }
  }

  @Test(arguments: [1, 2, 3, 4])
  func raisesOneAlarmForOneDrop(seed: UInt64) throws {
    let series = TestSeries.nightly(90, seed: seed) { $0 < 40 ? 5 : 4.4 }
    let alarms = Self.alarms(series)
    #expect(alarms.map(\.night) == [42])
    let alarm = try #require(alarms.first?.alarm)
    #expect(alarm.index == 400)
    #expect(alarm.low < -0.12 && -0.12 < alarm.high)
  }

  @Test func suspectsADropBeforeItIsCertain() throws {
    let series = TestSeries.nightly(45, seed: 5) { $0 < 40 ? 5 : 4 }
    let verdicts = Self.verdicts(series)
    #expect(verdicts[40].suspicion?.index == 400)
    #expect(verdicts[41].suspicion?.index == 400)
    #expect(verdicts[42].suspicion == nil)
    #expect(verdicts[42].alarm?.index == 400)
  }

  @Test func staysQuietOnABadNightAndOnARise() {
    #expect(
      Self.alarms(TestSeries.nightly(80, seed: 6) { $0 == 33 ? 3 : 5 }).isEmpty)
    #expect(
      Self.alarms(TestSeries.nightly(80, seed: 7) { $0 == 33 || $0 == 34 ? 3 : 5 }).isEmpty)
    #expect(Self.alarms(TestSeries.nightly(80, seed: 8) { $0 < 33 ? 5 : 6 }).isEmpty)
  }

  @Test(arguments: [16, 17, 18])
  func seesADropBehindABadNight(seed: UInt64) throws {
    let series = TestSeries.nightly(70, seed: seed) { $0 < 40 ? 5 : $0 == 40 ? 2.5 : 4 }
    let alarms = Self.alarms(series)
    #expect(alarms.count == 1)
    #expect([42, 43].contains(try #require(alarms.first).night))
    let found = try #require(OfflineDetector().changes(in: series))
    #expect(found.lasting.count == 1)
    #expect(abs(try #require(found.lasting.first).change + 0.2) < 0.02)
    #expect(found.incidents.count == 1)
  }

  /// A bad night that is over does not become the place of a drop that follows.
  @Test(arguments: [21, 22, 23, 24], [34, 37])
  func placesADropBehindABadNight(seed: UInt64, bad: Int) throws {
    let series = TestSeries.nightly(70, seed: seed) { $0 == bad ? 3.4 : $0 < 40 ? 5 : 4.3 }
    let verdicts = Self.verdicts(series)
    #expect(verdicts[40].suspicion?.index == 400)
    #expect(verdicts.filter { $0.alarm != nil }.map(\.night) == [42])
    #expect(verdicts[42].alarm?.index == 400)
  }

  /// Where two levels take turns, a drop of both is told with the third night.
  @Test(arguments: 31...38 as ClosedRange<UInt64>)
  func seesADropOfTwoModes(seed: UInt64) throws {
    var random = TestNoise(seed: seed)
    var series = RateSeries()
    for night in 0..<55 {
      let level = (night < 30 ? 9.3 : 6.5) * (1 + 0.004 * random.normal())
      series.append(
        day: night,
        rates: (0..<Int(18 + 10 * random.uniform())).map { run in
          level * (random.uniform() < 0.35 ? 0.8 : 1) * (1 + 0.009 * random.normal())
            * (run == 0 ? 0.6 : 1)
        })
    }
    let alarms = Self.alarms(series)
    #expect(alarms.map(\.night) == [32])
    #expect(abs(try #require(alarms.first?.alarm).change + 0.301) < 0.015)
  }

  @Test func raisesAnotherAlarmAfterARecovery() {
    let series = TestSeries.nightly(100, seed: 9) { night in
      (40..<55).contains(night) || night >= 75 ? 4 : 5
    }
    #expect(Self.alarms(series).map { $0.alarm?.index } == [400, 750])
  }

  @Test func raisesAnotherAlarmForASharpFurtherDrop() {
    let series = TestSeries.nightly(80, seed: 10) { $0 < 40 ? 5 : $0 < 52 ? 4.5 : 3.6 }
    #expect(Self.alarms(series).map { $0.alarm?.index } == [400, 520])
  }

  @Test(arguments: [11, 12, 13])
  func raisesOneAlarmForASlowDecline(seed: UInt64) {
    let series = TestSeries.nightly(100, seed: seed) { night in
      5 * (1 - 0.24 * Double(min(max(night - 30, 0), 45)) / 45)
    }
    let verdicts = Self.verdicts(series)
    #expect(verdicts.count { $0.alarm != nil } == 1)
    #expect(verdicts.contains { $0.decline?.kind == .drift })
  }

  @Test func neverDependsOnLaterNights() {
    let series = TestSeries.nightly(90, seed: 14) { $0 < 30 ? 5 : $0 < 60 ? 4.4 : 3.9 }
    let whole = Self.verdicts(series)
    for cut in [12, 31, 33, 47, 61, 70] {
      var monitor = NightlyMonitor()
      let part = series.nights.prefix(cut).map { monitor.observe($0) }
      #expect(part == Array(whole.prefix(cut)))
    }
  }

  @Test func goesOnFromWhatWasKept() throws {
    let series = TestSeries.nightly(70, seed: 15) { $0 < 30 ? 5 : $0 < 50 ? 4.4 : 3.9 }
    var monitor = NightlyMonitor()
    var kept = try JSONEncoder().encode(monitor.checkpoint)
    for (number, night) in series.nights.enumerated() {
      let nights = series.nights[..<number].suffix(NightlySettings().nightsKept)
      var restored = NightlyMonitor(
        try JSONDecoder().decode(NightlyMonitor.Checkpoint.self, from: kept), nights: nights)
      #expect(restored == monitor)
      #expect(restored.observe(night) == monitor.observe(night))
      kept = try JSONEncoder().encode(restored.checkpoint)
    }
  }

  @Test func joinsTheSessionsOfANight() {
    var series = RateSeries()
    series.append(day: 3, rates: [1, 2])
    series.append(day: 3, rates: [3])
    series.append(day: 4, rates: [4])
    #expect(
      series.nights == [Night(day: 3, sessions: [[1, 2], [3]]), Night(day: 4, sessions: [[4]])])
  }

  @Test(arguments: [("nights-drop", 1), ("nights-steady", 0), ("nights-decline", 1)])
  func raisesAsManyAlarmsAsDropsWerePlanted(id: String, count: Int) throws {
    let alarms = Self.alarms(try OfflineDetectorTests.series(id))
    #expect(alarms.count == count)
    if id == "nights-drop" { #expect(alarms.first?.alarm?.index == 183) }
  }

  @Test func takesEmptyNightsAndRatesThatAreNone() {
    var monitor = NightlyMonitor()
    for day in 0..<30 {
      let verdict = monitor.observe(Night(day: day, sessions: day % 3 == 0 ? [] : [[.nan, 0]]))
      #expect(verdict == NightlyVerdict(night: day))
    }
  }
}
