/// What is remembered from one summary to the next.
package struct SummaryMemory: Sendable, Equatable {
  /// The last summary that was completed.
  package var last: CompletedSummary?
  /// How far each workload of each machine was watched.
  package var watches: [WatchedSeries]
  /// What was told, open or closed, by id.
  package var notices: [Notice]
  /// The workloads that the last summary suspected.
  package var suspected: [SeriesKey]
  /// What was acknowledged, by notice.
  package var acknowledgements: [Acknowledgement]

  /// Creates a memory.
  package init(
    last: CompletedSummary? = nil, watches: [WatchedSeries] = [], notices: [Notice] = [],
    suspected: [SeriesKey] = [], acknowledgements: [Acknowledgement] = []
  ) {
    self.last = last
    self.watches = watches
    self.notices = notices
    self.suspected = suspected
    self.acknowledgements = acknowledgements
  }
}

/// A summary that was told, and what of the history it had seen.
package struct CompletedSummary: Sendable, Equatable {
  /// Its number, from 1.
  package var number: Int
  /// When it was made, in milliseconds since 1970.
  package var time: Int
  /// The last row of sessions and of intakes that it knew.
  package var session: Int
  package var intake: Int

  /// Creates the value from its parts.
  package init(number: Int, time: Int, session: Int, intake: Int) {
    self.number = number
    self.time = time
    self.session = session
    self.intake = intake
  }
}

/// A workload of a machine.
package struct SeriesKey: Sendable, Hashable, Comparable {
  /// The machine.
  package var host: String
  /// The workload's key with the front end in front.
  package var workload: String
  /// What a rate counts.
  package var unit: String

  /// Creates a key.
  package init(host: String, workload: String, unit: String) {
    self.host = host
    self.workload = workload
    self.unit = unit
  }

  package static func < (left: SeriesKey, right: SeriesKey) -> Bool {
    (left.host, left.workload, left.unit) < (right.host, right.workload, right.unit)
  }
}

/// How far a workload of a machine was watched.
package struct WatchedSeries: Sendable, Equatable {
  /// The workload.
  package var key: SeriesKey
  /// The last night that was observed.
  package var through: Int
  /// A hash of the nights that the state rests on, which shows whether they have changed since.
  package var digest: Int
  /// What the watch has to remember, as JSON.
  package var state: String

  /// Creates the value from its parts.
  package init(key: SeriesKey, through: Int, digest: Int, state: String) {
    self.key = key
    self.through = through
    self.digest = digest
    self.state = state
  }
}

/// Something that was told once and may still be so.
package struct Notice: Sendable, Equatable {
  /// What it is about.
  package enum Kind: String, Sendable {
    case regression
    case improvement
    case cause
  }

  /// What it is acknowledged by; follows from what it is about.
  package var id: String
  /// What it is about.
  package var kind: Kind
  /// The machine.
  package var host: String
  /// The workload's key, or the front end and the cause.
  package var subject: String
  /// What a rate counts; empty for a cause.
  package var unit: String
  /// The night on which it began.
  package var night: Int
  /// The id of the first session concerned.
  package var session: String?
  /// The rates before and after; 0 for a cause.
  package var before: Double
  package var after: Double
  /// Whether it went on little by little.
  package var isSlow: Bool
  /// The number of the summary that told it.
  package var told: Int
  /// The night on which it ended; `nil` while it is open.
  package var closed: Int?

  /// Creates the value from its parts.
  package init(
    id: String, kind: Kind, host: String, subject: String, unit: String = "", night: Int,
    session: String? = nil, before: Double = 0, after: Double = 0, isSlow: Bool = false, told: Int,
    closed: Int? = nil
  ) {
    self.id = id
    self.kind = kind
    self.host = host
    self.subject = subject
    self.unit = unit
    self.night = night
    self.session = session
    self.before = before
    self.after = after
    self.isSlow = isSlow
    self.told = told
    self.closed = closed
  }
}

extension Notice {
  /// Returns the subject of a notice of a cause.
  package static func subject(ofCause cause: String, frontEnd: String) -> String {
    "\(frontEnd) \(cause)"
  }

  /// The cause's id; `nil` for what is about a rate.
  package var cause: String? {
    kind == .cause ? subject.split(separator: " ").last.map(String.init) ?? "" : nil
  }
}

/// What was said of something known.
package struct Acknowledgement: Sendable, Equatable {
  /// The notice's id.
  package var notice: String
  /// The last day on which it holds, counted from 1970-01-01; `nil` for as long as it is so.
  package var until: Int?
  /// What was noted.
  package var note: String?
  /// When it was said, in milliseconds since 1970.
  package var time: Int

  /// Creates the value from its parts.
  package init(notice: String, until: Int? = nil, note: String? = nil, time: Int) {
    self.notice = notice
    self.until = until
    self.note = note
    self.time = time
  }
}
