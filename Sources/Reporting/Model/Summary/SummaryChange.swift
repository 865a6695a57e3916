/// A workload whose throughput changed, since when, and whether it is still so.
package struct SummaryChange: Sendable, Equatable {
  /// What is known of the change.
  package enum State: String, Sendable, Equatable, CaseIterable {
    /// Too few nights bear it out.
    case suspected
    /// It is certain, and was not told before.
    case new
    /// It was told before, and is still so.
    case open
    /// It is over, which was not told before.
    case recovered
  }

  /// The most nights before a change, and the most of the last ones, that are compared.
  package static let nightsBefore = 28
  package static let nightsAfter = 3

  /// What it is acknowledged by, such as `r-3f2a9c`; a suspected one has none.
  package var id: String?
  /// What is known of it.
  package var state: State
  /// The machine.
  package var host: String
  /// The workload's key with the front end in front.
  package var workload: String
  /// What a rate counts.
  package var unit: String
  /// The relative change from the nights before it to the last ones: -0.2 is 20 % slower.
  package var change: Double
  /// The ends of the 95 % interval of ``change``.
  package var low: Double?
  package var high: Double?
  /// The median rate of the 28 nights before it.
  package var beforeRatePerSecond: Double
  /// The median rate of the last three nights.
  package var recentRatePerSecond: Double
  /// Whether it goes on little by little.
  package var isSlow: Bool
  /// The night on which it began, as `2026-11-22`: the evening's date.
  package var night: String
  /// How many nights ago that is.
  package var nightsAgo: Int
  /// The first session on the new level.
  package var session: SummarySession?
  /// What changed there.
  package var suspects: [SuspectReport]
  /// The median rate of each of the last nights with runs, the oldest first.
  package var nights: [SummaryNight]
  /// What was said of it with `sdlog ack`.
  package var acknowledgement: SummaryAcknowledgement?

  /// Creates the value from its parts.
  package init(
    id: String?, state: State, host: String, workload: String, unit: String = "it", change: Double,
    low: Double? = nil, high: Double? = nil, beforeRatePerSecond: Double,
    recentRatePerSecond: Double, isSlow: Bool = false, night: String, nightsAgo: Int,
    session: SummarySession? = nil, suspects: [SuspectReport] = [], nights: [SummaryNight] = [],
    acknowledgement: SummaryAcknowledgement? = nil
  ) {
    self.id = id
    self.state = state
    self.host = host
    self.workload = workload
    self.unit = unit
    self.change = change
    self.low = low
    self.high = high
    self.beforeRatePerSecond = beforeRatePerSecond
    self.recentRatePerSecond = recentRatePerSecond
    self.isSlow = isSlow
    self.night = night
    self.nightsAgo = nightsAgo
    self.session = session
    self.suspects = suspects
    self.nights = nights
    self.acknowledgement = acknowledgement
  }
}

/// A night of a workload.
package struct SummaryNight: Sendable, Equatable {
  /// The evening's date, as `2026-11-22`; a night lasts from noon to noon.
  package var date: String
  /// The number of counted runs.
  package var runs: Int
  /// The median, the lowest and the highest rate per second.
  package var median: Double
  package var low: Double
  package var high: Double

  /// Creates the value from its parts.
  package init(date: String, runs: Int, median: Double, low: Double, high: Double) {
    self.date = date
    self.runs = runs
    self.median = median
    self.low = low
    self.high = high
  }
}

/// A session that a summary points at.
package struct SummarySession: Sendable, Equatable {
  /// What `sdlog history show` knows it by: 16 hexadecimal digits.
  package var id: String
  /// The log that it stands in, where that is known.
  package var path: String?
  /// Its first line there, or the line that matters, counted from 1.
  package var line: Int?
  /// When it began.
  package var time: SummaryTime

  /// Creates the value from its parts.
  package init(id: String, path: String? = nil, line: Int? = nil, time: SummaryTime) {
    self.id = id
    self.path = path
    self.line = line
    self.time = time
  }
}

/// What was said of something known.
package struct SummaryAcknowledgement: Sendable, Equatable {
  /// The last date on which it holds, as `2026-12-24`; nil for ever.
  package var until: String?
  /// What was noted.
  package var note: String?

  /// Creates the value from its parts.
  package init(until: String? = nil, note: String? = nil) {
    self.until = until
    self.note = note
  }
}

/// The course of a workload that ran in the period.
package struct SummaryWorkload: Sendable, Equatable {
  /// The machine.
  package var host: String
  /// The workload's key with the front end in front.
  package var workload: String
  /// What a rate counts.
  package var unit: String
  /// Whether something that matters, such as the resolution, was not printed.
  package var isProxy: Bool
  /// Its nights with runs, at most 366, the oldest first.
  package var nights: [SummaryNight]

  /// Creates the value from its parts.
  package init(
    host: String, workload: String, unit: String = "it", isProxy: Bool = false,
    nights: [SummaryNight] = []
  ) {
    self.host = host
    self.workload = workload
    self.unit = unit
    self.isProxy = isProxy
    self.nights = nights
  }
}

/// A workload that was not judged.
package struct UnjudgedWorkload: Sendable, Equatable {
  /// Why not.
  package enum Reason: String, Sendable, Equatable, CaseIterable {
    /// It has fewer than five runs in all.
    case fewRuns = "few_runs"
    /// It ran on too few nights.
    case fewNights = "few_nights"
  }

  /// The machine.
  package var host: String
  /// The workload's key with the front end in front.
  package var workload: String
  /// Why it was not judged.
  package var reason: Reason
  /// The number of its runs and nights, and of the nights that are needed.
  package var runs: Int
  package var nights: Int
  package var nightsNeeded: Int

  /// Creates the value from its parts.
  package init(
    host: String, workload: String, reason: Reason, runs: Int, nights: Int, nightsNeeded: Int
  ) {
    self.host = host
    self.workload = workload
    self.reason = reason
    self.runs = runs
    self.nights = nights
    self.nightsNeeded = nightsNeeded
  }
}
