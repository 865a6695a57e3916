import TestSupport
import Testing

@testable import Throughput

/// A series of the fixture and what was planted in it.
struct PlantedCase: CustomTestStringConvertible, Sendable {
  var id: String
  /// The planted changes, in percent, with the run at which the new level begins.
  var changes: [(index: Int, percent: Double)] = []
  var kind = ChangePoint.Kind.step
  /// The number of incidents that are found.
  var incidents = 0

  var testDescription: String { id }

  static let all = [
    PlantedCase(id: "one-drop", changes: [(161, -20)]),
    PlantedCase(id: "one-rise", changes: [(28, 20)]),
    PlantedCase(id: "two-modes-three-changes", changes: [(29, 10), (105, -8), (160, -8)]),
    PlantedCase(id: "drop-and-recovery", changes: [(33, -7), (77, 7.527)]),
    PlantedCase(id: "bad-session", incidents: 1),
    PlantedCase(id: "two-modes-steady"),
    PlantedCase(id: "mix-shift"),
    PlantedCase(id: "steady"),
  ]
}

struct OfflineDetectorTests {
  static func series(_ id: String) throws -> RateSeries {
    let file = SeriesFile(try Fixture.bytes("series.jsonl"), name: "series")
    #expect(file.errors.isEmpty)
    return try #require(file.series.first { $0.id == id }).rates
  }

  @Test(arguments: PlantedCase.all)
  func findsWhatWasPlanted(_ planted: PlantedCase) throws {
    let found = try #require(OfflineDetector().changes(in: Self.series(planted.id)))
    #expect(found.lasting.map(\.index) == planted.changes.map(\.index))
    #expect(found.incidents.count == planted.incidents)
    for (change, truth) in zip(found.lasting, planted.changes) {
      #expect(change.kind == .step)
      #expect(change.low < truth.percent / 100 && truth.percent / 100 < change.high)
      #expect(change.low < change.change && change.change < change.high)
      #expect(abs(change.toRate / change.fromRate - 1 - change.change) < 1e-12)
    }
  }

  @Test func joinsADeclineToOneChange() throws {
    let found = try #require(OfflineDetector().changes(in: Self.series("slow-decline")))
    let decline = try #require(found.lasting.first)
    #expect(found.lasting.count == 1)
    #expect(decline.kind == .drift)
    #expect(decline.change < -0.12)
    #expect(try #require(decline.end) > decline.index)
  }

  @Test func namesTheRunsOfAnIncident() throws {
    let found = try #require(OfflineDetector().changes(in: Self.series("bad-session")))
    let incident = try #require(found.incidents.first)
    #expect(incident.kind == .incident)
    #expect(incident.isDrop)
    #expect(incident.index < (try #require(incident.end)))
  }

  @Test(arguments: [0.001, 0.5, 3, 4096])
  func doesNotDependOnTheUnit(factor: Double) throws {
    // From above 1 to above 1 the rounding that is assumed stays below the noise.
    let series = TestSeries.nightly(60, seed: 4) { $0 < 35 ? 200 : 170 }
    let scaled = try #require(
      RateSeries(rates: series.rates.map { $0 * factor }, sessions: series.sessions))
    let plain = try #require(OfflineDetector().changes(in: series)).lasting
    let other = try #require(OfflineDetector().changes(in: scaled)).lasting
    #expect(plain.map(\.index) == [350])
    #expect(other.map(\.index) == plain.map(\.index))
    for (first, second) in zip(plain, other) {
      #expect(abs(first.change - second.change) < 1e-9)
    }
  }

  @Test(arguments: [10, 11, 12, 13, 14])
  func placesAStepBetweenSessions(seed: UInt64) throws {
    let series = TestSeries.nightly(60, seed: seed) { $0 < 22 ? 8 : $0 < 41 ? 7.2 : 8.4 }
    let found = try #require(OfflineDetector().changes(in: series))
    #expect(found.lasting.map(\.index) == [220, 410])
    #expect(!found.lasting.map(\.isAtSessionStart).contains(false))
    #expect(found.incidents.isEmpty)
  }

  @Test(arguments: [21, 22, 23, 24, 25, 26])
  func findsNothingInASteadySeries(seed: UInt64) throws {
    let found = try #require(
      OfflineDetector().changes(in: TestSeries.nightly(80, seed: seed) { _ in 3 }))
    #expect(found.lasting.isEmpty)
  }

  @Test func findsNothingBelowTheLeastEffect() throws {
    let series = TestSeries.nightly(200, seed: 7, noise: 0.005) { $0 < 100 ? 1000 : 975 }
    #expect(try #require(OfflineDetector().changes(in: series)).lasting.isEmpty)
  }
}

/// Series that are no series, or hardly.
struct OddSeriesTests {
  private func changes(_ rates: [Double], _ sizes: [Int]? = nil) throws -> SeriesChanges? {
    let sessions = (sizes ?? [rates.count]).enumerated().map { day, runs in
      RateSeries.Session(day: day, runs: runs)
    }
    return OfflineDetector().changes(
      in: try #require(RateSeries(rates: rates, sessions: sessions)))
  }

  @Test(arguments: 0..<11)
  func saysNothingAboutTooFewRuns(count: Int) throws {
    let rates = (0..<count).map { $0 < 5 ? 2.0 : 1.0 }
    // The first run of the only session is left out.
    #expect((try changes(rates) == nil) == (count < 11))
  }

  @Test func takesEqualRates() throws {
    let found = try #require(try changes([Double](repeating: 0.5, count: 50)))
    #expect(found.lasting.isEmpty)
  }

  @Test func takesTwoEqualLevelsWithoutNoise() throws {
    let rates = [Double](repeating: 4, count: 30) + [Double](repeating: 3, count: 30)
    let found = try #require(try changes(rates, [Int](repeating: 6, count: 10)))
    #expect(found.lasting.map(\.index) == [30])
    #expect(abs(try #require(found.lasting.first).change + 0.25) < 1e-12)
    #expect(try #require(found.lasting.first).z.isFinite)
  }

  @Test func leavesOutWhatIsNoRateButCountsIt() throws {
    let series = TestSeries.nightly(40, seed: 9) { $0 < 20 ? 5 : 4 }
    var rates = series.rates
    for (index, odd) in [(3, Double.nan), (57, .infinity), (58, 0), (120, -1), (301, -.infinity)] {
      rates[index] = odd
    }
    let odd = try #require(RateSeries(rates: rates, sessions: series.sessions))
    #expect(try #require(OfflineDetector().changes(in: odd)).lasting.map(\.index) == [200])
  }

  @Test func saysNothingAboutRatesThatAreNone() throws {
    #expect(try changes([Double](repeating: .nan, count: 40)) == nil)
    #expect(OfflineDetector().changes(in: RateSeries()) == nil)
  }

  @Test func findsAStepWithinOneSession() throws {
    var random = TestNoise(seed: 31)
    let rates = (0..<80).map { ($0 < 48 ? 6.0 : 4.5) * (1 + 0.01 * random.normal()) }
    let found = try #require(try changes(rates))
    #expect(found.lasting.map(\.index) == [48])
    #expect(found.lasting.first?.isAtSessionStart == false)
  }

  @Test func refusesSessionsThatDoNotAddUp() {
    #expect(RateSeries(rates: [1, 2], sessions: [.init(day: 0, runs: 3)]) == nil)
    #expect(RateSeries(rates: [1, 2], sessions: [.init(day: 0, runs: 1)]) == nil)
    #expect(
      RateSeries(rates: [1], sessions: [.init(day: 0, runs: -1), .init(day: 0, runs: 2)]) == nil)
  }

  @Test func placesALargeStepAmongSessionsOfOneRun() throws {
    var random = TestNoise(seed: 77)
    var series = RateSeries()
    func rates(_ count: Int, _ level: Double) -> [Double] {
      (0..<count).map { run in
        level * (1 + 0.01 * random.normal()) * (run == 0 ? 0.7 + 0.1 * random.uniform() : 1)
      }
    }
    for day in 0..<8 { series.append(day: day, rates: rates(6, 9)) }
    for day in 8..<11 { series.append(day: day, rates: rates(1, 9)) }
    for day in 11..<14 { series.append(day: day, rates: rates(1, 4)) }
    for day in 14..<22 { series.append(day: day, rates: rates(6, 4)) }
    #expect(try #require(OfflineDetector().changes(in: series)).lasting.map(\.index) == [51])
  }
}
