import Foundation
import RunHistory
import TestSupport
import Testing

@testable import SummaryBuilding

/// A watch that stops and goes on sees what one sees that never stopped.
struct SeriesWatchTests {
  static let key = SeriesKey(host: "studio", workload: "a1111 sampling", unit: "it")

  /// Returns nights with noise, a drop at one and its end at another.
  static func nights(
    _ count: Int, drop: Int? = nil, size: Double = 0.15, end: Int? = nil, seed: UInt64 = 1
  ) -> [ObservedNight] {
    var random = SplitMix64(state: seed)
    func noise(_ width: Double) -> Double {
      (0..<4).reduce(0) { sum, _ in sum + Double.random(in: -width...width, using: &random) } / 2
    }
    return (0..<count).map { night in
      let isLow = drop.map { night >= $0 } ?? false && end.map { night < $0 } ?? true
      let level = 8 * (isLow ? 1 - size : 1) * (1 + noise(0.006))
      return ObservedNight(
        number: 20_000 + night,
        parts: [
          ObservedNight.Part(
            session: night,
            rates: (0..<12).map { $0 == 0 ? level * 0.7 : level * (1 + noise(0.015)) })
        ])
    }
  }

  @Test(arguments: 1...6) func tellsADropOnceWithinThreeNights(_ seed: UInt64) {
    let nights = Self.nights(60, drop: 40, seed: seed)
    var memory: WatchedSeries?
    var told: [(night: Int, shift: LevelShift)] = []
    for morning in 1...60 {
      let result = SeriesWatch.watch(
        Self.key, Array(nights[..<morning]), memory: memory, tonight: 20_000 + morning - 1)
      for shift in result.shifts
      where !told.contains(where: { abs($0.shift.night - shift.night) <= 5 }) {
        told.append((morning - 1, shift))
      }
      memory = result.memory ?? memory
    }
    #expect(told.count == 1)
    #expect(told.first.map { $0.night <= 42 } == true)
    #expect(told.first?.shift.night == 20_040)
    #expect(told.first?.shift.session == 40 && told.first?.shift.sessionBefore == 39)
    #expect(told.first?.shift.isDrop == true)
  }

  @Test(arguments: 1...4) func goesOnWhereItStopped(_ seed: UInt64) throws {
    var random = SplitMix64(state: seed)
    let nights = Self.nights(110, drop: 50, size: 0.2, end: 80, seed: seed)
    let whole = SeriesWatch.watch(Self.key, nights, memory: nil, tonight: 20_110)
    var memory: WatchedSeries?
    var shifts: [LevelShift] = []
    var morning = 0
    while morning < 110 {
      morning = min(110, morning + Int.random(in: 1...20, using: &random))
      let result = SeriesWatch.watch(
        Self.key, Array(nights[..<morning].suffix(90)), memory: memory, tonight: 20_000 + morning)
      // The last night is observed again.
      shifts += result.shifts.filter { shift in
        !shifts.contains { $0.night == shift.night && $0.isDrop == shift.isDrop }
      }
      memory = result.memory ?? memory
    }
    #expect(shifts == whole.shifts)
    #expect(shifts.map(\.isDrop) == [true, false])
    #expect(memory == whole.memory)
  }

  @Test func theLastNightDecidesNothingForGood() {
    let nights = Self.nights(50, drop: 46)
    // It is not over, or over.
    for tonight in [20_049, 20_050] {
      let result = SeriesWatch.watch(Self.key, nights, memory: nil, tonight: tonight)
      #expect(result.memory?.through == 20_048)
    }
    let early = SeriesWatch.watch(Self.key, Array(nights.dropLast()), memory: nil, tonight: 20_048)
    let later = SeriesWatch.watch(Self.key, nights, memory: early.memory, tonight: 20_050)
    #expect(
      later.memory == SeriesWatch.watch(Self.key, nights, memory: nil, tonight: 20_050).memory)
  }

  @Test func suspectsUntilTheNextNight() {
    let nights = Self.nights(42, drop: 40)
    let first = SeriesWatch.watch(Self.key, nights, memory: nil, tonight: 20_041)
    #expect(first.suspicion?.night == 20_040 && first.shifts.isEmpty)
    for tonight in [20_041, 20_042, 20_045] {
      let again = SeriesWatch.watch(Self.key, nights, memory: first.memory, tonight: tonight)
      #expect(again.suspicion == first.suspicion)
    }
  }

  @Test func watchesAgainWhatHasChanged() {
    var nights = Self.nights(60, drop: 40)
    let memory = SeriesWatch.watch(Self.key, nights, memory: nil, tonight: 20_060).memory
    // A log of an earlier night comes late.
    nights[30].parts.append(ObservedNight.Part(session: 1000, rates: [8, 8.1, 7.9]))
    let late = SeriesWatch.watch(Self.key, nights, memory: memory, tonight: 20_060)
    #expect(late.memory == SeriesWatch.watch(Self.key, nights, memory: nil, tonight: 20_060).memory)
    #expect(late.memory != memory)
  }

  struct LateNight: CustomTestStringConvertible, Sendable {
    var late: Int
    var drop: Int?

    var testDescription: String { "night \(late), drop \(drop.map(String.init) ?? "none")" }

    static let all = [(51, 60), (60, nil), (75, 60), (79, 80), (81, 80), (98, 80), (107, 80)].map {
      LateNight(late: $0.0, drop: $0.1)
    }
  }

  /// A night that comes late gives what its right place gives, and only what lies behind is watched again.
  @Test(arguments: LateNight.all) func ordersWhatComesLate(_ test: LateNight) throws {
    let late = test.late
    let nights = Self.nights(110, drop: test.drop, size: 0.2, seed: UInt64(late))
    let whole = SeriesWatch.watch(Self.key, nights, memory: nil, tonight: 20_110)
    let without = nights.filter { $0.number != 20_000 + late }
    let early = SeriesWatch.watch(Self.key, without, memory: nil, tonight: 20_110)
    let memory = try #require(early.memory)
    #expect(!SeriesWatch.fits(memory, nights))
    let again = SeriesWatch.watch(
      Self.key, nights.suffix(SeriesWatch.nightsOfMarks), memory: memory, tonight: 20_110)
    #expect(again.memory == whole.memory)
    #expect(again.nightsSeen == 110 && again.suspicion == whole.suspicion)
    let first = try #require(again.course.first).night
    #expect((20_000 + late - 10...20_000 + late).contains(first))
    #expect(again.course == whole.course.filter { $0.night >= first })
    #expect(again.shifts == whole.shifts.filter { $0.seen >= first })
  }

  @Test func watchesAllAgainWhereNothingFits() throws {
    let nights = Self.nights(50, drop: 40)
    let memory = try #require(
      SeriesWatch.watch(Self.key, nights, memory: nil, tonight: 20_050).memory)
    var changed = nights
    changed[2].parts[0].rates[3] = 7.9
    var old = memory
    let marks = try #require(old.state.range(of: ",\"marks\""))
    let rises = try #require(old.state.range(of: ",\"rises\":{\"levels\"", options: .backwards))
    old.state.removeSubrange(marks.lowerBound..<rises.lowerBound)
    #expect(old.state != memory.state)
    // A state without marks goes on where it stopped as well.
    #expect(SeriesWatch.watch(Self.key, nights, memory: old, tonight: 20_050).course.count == 1)
    for memory in [memory, old] {
      #expect(
        SeriesWatch.watch(Self.key, changed, memory: memory, tonight: 20_050)
          == SeriesWatch.watch(Self.key, changed, memory: nil, tonight: 20_050))
    }
  }

  @Test func knowsTheLevelOfTheLastThreeNights() {
    let result = SeriesWatch.watch(
      Self.key, Self.nights(60, drop: 40, size: 0.3), memory: nil, tonight: 20_060)
    #expect(result.course.count == 60)
    #expect(result.course.last?.levels.count == 3)
    #expect(result.course.last?.levels.allSatisfy { abs($0 - log(5.6)) < 0.05 } == true)
    #expect(result.nightsSeen == 60)
  }
}
