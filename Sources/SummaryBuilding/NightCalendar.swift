internal import LogTokenizer
internal import Reporting
internal import RunHistory

/// Nights, and the clock on which they are counted.
///
/// A night lasts from noon to noon and has the date of its evening, so that a job that begins before
/// midnight and ends behind it is one night's. A log that shows no zone is taken at its word: its
/// clock is the one by which its nights go. Of other times this machine's zone makes nights; a night on
/// which the clocks change has 23 or 25 hours and is one night all the same.
package struct NightCalendar: Sendable {
  /// The milliseconds of a day.
  static let day = 86_400_000

  /// Returns how far local time is ahead of universal time, in milliseconds.
  let offset: @Sendable (_ universal: Int) -> Int

  /// Creates a calendar.
  ///
  /// - Parameter offset: Returns how far local time is ahead of universal time at a universal time,
  ///   both in milliseconds.
  package init(offset: @escaping @Sendable (_ universal: Int) -> Int) {
    self.offset = offset
  }
}

extension NightCalendar {
  /// Returns a universal time on the local clock.
  package func local(universal time: Int) -> Int { time + offset(time) }

  /// Returns the universal time of a time on the local clock; of a time that is skipped or comes twice
  /// as the clocks change, one close to it.
  package func universal(local time: Int) -> Int {
    let guess = time - offset(time)
    return time - offset(guess)
  }

  /// Returns the time of a session on the clock by which its nights go.
  func local(_ time: SessionTime) -> Int {
    switch time.clock {
    case .log: time.milliseconds
    case .universal: local(universal: time.milliseconds)
    }
  }

  /// Returns the night of a time on the local clock.
  package static func night(ofLocal time: Int) -> Int {
    let shifted = time - day / 2
    return (shifted - (shifted % day + day) % day) / day
  }

  /// Returns the night of a universal time.
  package func night(ofUniversal time: Int) -> Int { Self.night(ofLocal: local(universal: time)) }

  /// Returns a day's date: `2026-11-22`.
  package static func date(_ day: Int) -> String {
    let date = LogTime.date(ofDay: day)
    return "\(date.year)-\(pad(date.month))-\(pad(date.day))"
  }

  /// Returns a time on the local clock to the minute: `2026-11-22 23:10`.
  package static func text(ofLocal time: Int) -> String {
    let rest = (time % day + day) % day
    let minutes = rest / 60_000
    return "\(date((time - rest) / day)) \(pad(minutes / 60)):\(pad(minutes % 60))"
  }

  /// Returns a session's time as reports show it.
  func shown(_ time: SessionTime) -> SummaryTime {
    SummaryTime(Self.text(ofLocal: local(time)), isInferred: time.isInferred)
  }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
