import Reporting
import RunHistory
import Testing

@testable import SummaryBuilding

/// Nights in time zones, and as the clocks change.
struct NightCalendarTests {
  static let hour = 3_600_000

  /// A zone whose clocks go forward on 2026-03-29 and back on 2026-10-25, both at 01:00 universal time.
  static func europe(_ standard: Int) -> NightCalendar {
    NightCalendar { time in
      let summer = 1_774_746_000_000..<1_792_890_000_000
      return (standard + (summer.contains(time) ? 1 : 0)) * hour
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let offset: Int
    let universal: Int
    let local: String
    let night: String
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(
      name: "an evening", offset: 0, universal: 1_764_108_000_000, local: "2025-11-25 22:00",
      night: "2025-11-25"),
    Case(
      name: "behind midnight", offset: 0, universal: 1_764_122_400_000, local: "2025-11-26 02:00",
      night: "2025-11-25"),
    Case(
      name: "just before noon", offset: 0, universal: 1_764_158_399_000, local: "2025-11-26 11:59",
      night: "2025-11-25"),
    Case(
      name: "noon", offset: 0, universal: 1_764_158_400_000, local: "2025-11-26 12:00",
      night: "2025-11-26"),
    Case(
      name: "east", offset: 9, universal: 1_764_122_400_000, local: "2025-11-26 11:00",
      night: "2025-11-25"),
    Case(
      name: "far east", offset: 13, universal: 1_764_122_400_000, local: "2025-11-26 15:00",
      night: "2025-11-26"),
    Case(
      name: "west", offset: -8, universal: 1_764_122_400_000, local: "2025-11-25 18:00",
      night: "2025-11-25"),
    Case(
      name: "before 1970", offset: 0, universal: -3_600_000, local: "1969-12-31 23:00",
      night: "1969-12-31"),
  ])
  func countsNightsFromNoonToNoon(_ test: Case) {
    let calendar = NightCalendar { _ in test.offset * Self.hour }
    let local = calendar.local(universal: test.universal)
    #expect(NightCalendar.text(ofLocal: local) == test.local)
    #expect(NightCalendar.date(calendar.night(ofUniversal: test.universal)) == test.night)
    #expect(calendar.universal(local: local) == test.universal)
  }

  @Test(arguments: [0, 1, 2])
  func aNightOnWhichTheClocksChangeIsOneNight(_ zone: Int) {
    let calendar = Self.europe(zone)
    for (day, hours) in [("2026-03-28", 23), ("2026-10-24", 25), ("2026-06-01", 24)] {
      var count = 0
      // Three days around, hour by hour.
      let start =
        (day == "2026-03-28" ? 1_774_572_000 : day == "2026-10-24" ? 1_792_717_200 : 1_780_185_600)
        * 1000
      for step in 0..<96
      where NightCalendar.date(calendar.night(ofUniversal: start + step * Self.hour)) == day {
        count += 1
      }
      #expect(count == hours, "\(day)")
    }
  }

  @Test func takesALogWithoutAZoneAtItsWord() {
    let calendar = Self.europe(1)
    // 02:30 on the night on which the clocks go forward, which no clock there shows.
    let time = SessionTime(milliseconds: 1_774_751_400_000, clock: .log)
    #expect(calendar.shown(time).text == "2026-03-29 02:30")
    #expect(NightCalendar.date(NightCalendar.night(ofLocal: calendar.local(time))) == "2026-03-28")
    let universal = SessionTime(
      milliseconds: 1_774_751_400_000, clock: .universal, isInferred: true)
    #expect(calendar.shown(universal).text == "2026-03-29 04:30")
    #expect(calendar.shown(universal).isInferred)
  }

  @Test func findsAUniversalTimeForEveryLocalOne() {
    let calendar = Self.europe(1)
    // Skipped, doubled, ordinary.
    for local in [1_774_751_400_000, 1_792_895_400_000, 1_780_000_000_000] {
      let universal = calendar.universal(local: local)
      #expect(abs(calendar.local(universal: universal) - local) <= Self.hour)
    }
  }
}
