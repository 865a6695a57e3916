import Foundation
import ReportBuilding
import Reporting
import RunHistory
import SessionAnalysis
internal import Threading
import Throughput

/// Follows the throughput of each workload of each machine: what changed, since when, and whether it is
/// still so.
struct ChangeFollower {
  let builder: SummaryBuilder
  let book: NoticeBook

  private(set) var regressions: [SummaryChange] = []
  private(set) var improvements: [SummaryChange] = []
  private(set) var unjudged: [UnjudgedWorkload] = []
  private(set) var workloads: [SummaryWorkload] = []
  private(set) var watches: [WatchedSeries] = []
  private(set) var notices: [Notice] = []
  /// The workloads that are under suspicion.
  private(set) var suspected: [SeriesKey] = []

  init(builder: SummaryBuilder, book: NoticeBook) {
    self.builder = builder
    self.book = book
  }

  /// The nights that a report draws.
  static let nightsShown = 31
  /// A workload that did not run for so many nights is no longer followed.
  static let nightsOfSilence = 28
  /// The most runs of a session that are looked at; of more, each second, third and so on.
  private static let runLimit = 200
  /// The number of workloads that are watched side by side, whose runs are in memory meanwhile.
  private static let batchSize = 32
  /// How many nights apart two changes have to be.
  private static let quietNights = NightlySettings().quietNights
}

/// A series with what is known of it.
private struct FollowedSeries {
  var entry: SeriesEntry
  var nights: [ObservedNight]
  var result: WatchResult

  var key: SeriesKey { entry.key }
}

extension ChangeFollower {
  /// Follows what ran lately.
  ///
  /// Of that only what has new sessions since the last summary, and what was told or suspected then:
  /// of the rest there is nothing to tell, as then.
  mutating func follow(_ scope: SummaryScope) throws(HistoryError) {
    let horizon = builder.now - (Self.nightsOfSilence + 47) * NightCalendar.day
    let told = book.memory.notices.filter { $0.closed == nil && $0.kind != .cause }.map(\.subject)
    let entries = try builder.history.seriesEntries(
      since: horizon, changedAfter: book.memory.last?.session ?? 0,
      orSince: scope.since == .min ? .max : scope.since,
      and: Set(told + book.memory.suspected.map(\.workload)))
    let memories = Dictionary(book.memory.watches.map { ($0.key, $0) }) { first, _ in first }
    for begin in stride(from: 0, to: entries.count, by: Self.batchSize) {
      let batch = entries[begin...].prefix(Self.batchSize)
      for series in try watched(batch, memories) {
        if let memory = series.result.memory { watches.append(memory) }
        try follow(series)
        let entry = series.entry
        if entry.lastSession > scope.after, entry.last >= scope.since {
          noteWhatIsNotJudged(entry, series.result)
          workloads.append(try workload(entry))
        }
      }
    }
    sort()
  }

  /// Watches some workloads side by side, in their order; those without nights are left out.
  private func watched(
    _ entries: ArraySlice<SeriesEntry>, _ memories: [SeriesKey: WatchedSeries]
  ) throws(HistoryError) -> [FollowedSeries] {
    var series: [FollowedSeries] = []
    for entry in entries {
      let nights = try nights(of: entry, memory: memories[entry.key])
      guard !nights.isEmpty else { continue }
      series.append(FollowedSeries(entry: entry, nights: nights, result: WatchResult()))
    }
    let tonight = builder.tonight
    series.withUnsafeMutableBufferPointer { buffer in
      // Each turn writes to an element of its own.
      nonisolated(unsafe) let buffer = buffer
      Workers.forEach(buffer.count) { index in
        let key = buffer[index].key
        buffer[index].result = SeriesWatch.watch(
          key, buffer[index].nights, memory: memories[key], tonight: tonight)
      }
    }
    return series
  }

  /// Reads as many nights as the watch needs: those that it keeps and those that are new, those that its
  /// marks rest on where one has changed, or what there is of a year and a month where nothing is
  /// remembered.
  private func nights(
    of entry: SeriesEntry, memory: WatchedSeries?
  ) throws(HistoryError) -> [ObservedNight] {
    var needed = NightlySettings().nightsKept
    var days = memory == nil ? 400 : SeriesWatch.rebuiltNights + 10
    while true {
      let since = builder.now - days * NightCalendar.day
      let sessions = try builder.history.sessions(
        of: entry.key, since: since, limit: Self.runLimit)
      var nights = [ObservedNight](sessions, builder.calendar)
      // The first night may have begun before what was read.
      if since > entry.first, !nights.isEmpty { nights.removeFirst() }
      let seen = nights.count { $0.number <= memory?.through ?? .max }
      if since <= entry.first { return nights }
      if seen >= needed {
        guard let memory, !SeriesWatch.fits(memory, nights) else { return nights }
        needed = SeriesWatch.nightsOfMarks
        if seen >= needed { return nights }
      }
      days *= 2
    }
  }

  private mutating func sort() {
    func rank(_ change: SummaryChange) -> (Int, Double, String, String) {
      let state =
        switch change.state {
        case .new: 0
        case .open, .recovered: 1
        case .suspected: 2
        }
      let isKnown = change.acknowledgement == nil ? 0 : 3
      return (state + isKnown, -abs(change.change), change.host, change.workload)
    }
    regressions.sort { rank($0) < rank($1) }
    improvements.sort { rank($0) < rank($1) }
  }
}

// MARK: - One series

extension ChangeFollower {
  private mutating func follow(_ series: FollowedSeries) throws(HistoryError) {
    let key = series.key
    let known = book.notices(.regression, host: key.host, subject: key.workload, unit: key.unit)
    var open = known.filter { $0.closed == nil }
    let raised =
      known
      + book.notices(
        .improvement, host: key.host, subject: key.workload, unit: key.unit)
    var seen: [String: Int] = [:]
    for notice in open {
      // Watched again, a drop that was told comes to light again, until when the level is that before it.
      seen[notice.id] = series.result.shifts.last { isKnown($0, [notice]) }?.seen
    }
    for shift in series.result.shifts where !isKnown(shift, raised) {
      let night = try builder.history.session(row: shift.session)?.session.id
      if shift.isDrop {
        let notice = notice(shift, session: night, series)
        seen[notice.id] = shift.seen
        open.append(notice)
      } else if !endsRegression(shift, known) {
        try addImprovement(shift, session: night, series)
      }
    }
    for decline in series.result.declines {
      guard let last = open.indices.last else { continue }
      open[last].isSlow = true
      open[last].after = min(open[last].after, decline.after)
    }
    var isEndTold = false
    for notice in open {
      try tell(notice, end: end(of: notice, from: seen[notice.id], series), &isEndTold, series)
    }
    try suspect(series, besides: open)
  }

  private func notice(
    _ shift: LevelShift, session: String?, _ series: FollowedSeries
  ) -> Notice {
    let key = series.key
    let kind: Notice.Kind = shift.isDrop ? .regression : .improvement
    return Notice(
      id: book.id(
        shift.isDrop ? "r" : "i",
        [kind.rawValue, key.host, key.workload, key.unit, session ?? "\(shift.night)"]),
      kind: kind, host: key.host, subject: key.workload, unit: key.unit, night: shift.night,
      session: session, before: shift.before, after: shift.after, told: book.number)
  }

  /// Whether a change is one that was told.
  private func isKnown(_ shift: LevelShift, _ notices: [Notice]) -> Bool {
    notices.contains {
      ($0.kind == .regression) == shift.isDrop && abs($0.night - shift.night) <= Self.quietNights
    }
  }

  /// Whether a rise only takes back a drop that was told, which is told as the drop's end.
  private func endsRegression(_ shift: LevelShift, _ known: [Notice]) -> Bool {
    known.contains { notice in
      notice.night < shift.night && shift.after <= notice.before * 1.05
        && notice.closed.map { abs($0 - shift.night) <= Self.quietNights } ?? true
    }
  }

  /// Tells of a regression that is open, and closes it where it is over.
  ///
  /// Of several that end together only the first is told: the way back from all of them is one.
  private mutating func tell(
    _ notice: Notice, end: Int?, _ isEndTold: inout Bool, _ series: FollowedSeries
  ) throws(HistoryError) {
    var notice = notice
    let wasTold = notice.told < book.number
    guard let last = series.nights.last?.number,
      builder.tonight - last <= Self.nightsOfSilence
    else {
      notice.closed = builder.tonight
      if wasTold { notices.append(notice) }
      return
    }
    if let end {
      notice.closed = end
      // What was over before anybody was told of it is not news.
      notices.append(notice)
      if wasTold, !isEndTold { improvements.append(try change(notice, .recovered, series)) }
      isEndTold = isEndTold || wasTold
      return
    }
    if !wasTold || notice != book.memory.notices.first(where: { $0.id == notice.id }) {
      notices.append(notice)
    }
    regressions.append(try change(notice, wasTold ? .open : .new, series))
  }

  /// Finds the night from which on a regression is over: the levels of three nights in a row are more
  /// than half way back.
  ///
  /// - Parameters:
  ///   - notice: The regression.
  ///   - night: The night that brought it to light, if that was one of those observed this time.
  ///   - series: What it is about.
  /// - Returns: The first of these nights; nil while it is not over.
  private func end(of notice: Notice, from night: Int?, _ series: FollowedSeries) -> Int? {
    let middle = (log(notice.before) + log(notice.after)) / 2
    let end = series.result.course.first { entry in
      entry.night > (night ?? notice.night) && entry.levels.count >= SummaryChange.nightsAfter
        && entry.levels.allSatisfy { $0 > middle }
    }
    guard let end, let index = series.nights.firstIndex(where: { $0.number == end.night }) else {
      return nil
    }
    return series.nights[max(0, index - SummaryChange.nightsAfter + 1)].number
  }

  private mutating func addImprovement(
    _ shift: LevelShift, session: String?, _ series: FollowedSeries
  ) throws(HistoryError) {
    // What happened long before anybody looked is how it is, not news.
    let isOld = builder.tonight - shift.night > NightlySettings().freshNights
    var notice = notice(shift, session: session, series)
    notice.closed = shift.night
    notices.append(notice)
    if !isOld { improvements.append(try change(notice, .new, series)) }
  }

  private mutating func suspect(
    _ series: FollowedSeries, besides open: [Notice]
  ) throws(HistoryError) {
    guard let shift = series.result.suspicion, !isKnown(shift, open) else { return }
    suspected.append(series.key)
    let session = try builder.history.session(row: shift.session)?.session.id
    var change = try change(notice(shift, session: session, series), .suspected, series)
    change.id = nil
    regressions.append(change)
  }
}

// MARK: - Words and numbers

extension ChangeFollower {
  private func change(
    _ notice: Notice, _ state: SummaryChange.State, _ series: FollowedSeries
  ) throws(HistoryError) -> SummaryChange {
    let before = Array(
      series.nights.filter { $0.number < notice.night }.suffix(SummaryChange.nightsBefore))
    let after = Array(
      series.nights.filter { $0.number >= notice.night }.suffix(SummaryChange.nightsAfter))
    let comparison = NightComparison(before: before.map(\.night), after: after.map(\.night))
    let from = before.isEmpty ? notice.before : before.medianRate
    let to = after.isEmpty ? notice.after : after.medianRate
    let environment = try environment(at: notice, series)
    return SummaryChange(
      id: notice.id, state: state, host: notice.host, workload: notice.subject,
      unit: notice.unit.isEmpty ? "it" : notice.unit,
      change: comparison?.change ?? (from > 0 ? to / from - 1 : 0), low: comparison?.low,
      high: comparison?.high, beforeRatePerSecond: from, recentRatePerSecond: to,
      isSlow: notice.isSlow, night: NightCalendar.date(notice.night),
      nightsAgo: max(0, builder.tonight - notice.night), session: environment.session,
      suspects: environment.suspects,
      nights: series.nights.suffix(Self.nightsShown).map(\.shown),
      acknowledgement: book.acknowledgement(of: notice.id))
  }

  /// Returns the first session of a change, and what changed there.
  ///
  /// Where a night has only a few runs, or a bad night comes before it, a change is placed a few sessions
  /// off; what changed is looked for from the night before to three nights behind, the nearest first.
  private func environment(
    at notice: Notice, _ series: FollowedSeries
  ) throws(HistoryError) -> (session: SummarySession?, suspects: [SuspectReport]) {
    var rows: [(row: Int, night: Int)] = []
    for night in series.nights {
      for part in night.parts where rows.last?.row != part.session {
        rows.append((part.session, night.number))
      }
    }
    guard let id = notice.session, let found = try builder.history.sessions(idPrefix: id).first
    else { return (nil, []) }
    let shown = try builder.session(row: found.row)?.1
    guard let place = rows.firstIndex(where: { $0.row == found.row }) else { return (shown, []) }
    let near = rows.indices.filter { index in
      index > 0
        && (-1...3).contains(
          nightIndex(rows[index].night, series) - nightIndex(rows[place].night, series))
    }.sorted { (abs($0 - place), $0) < (abs($1 - place), $1) }
    for index in near {
      guard let before = try environment(of: rows[index - 1].row),
        let after = try environment(of: rows[index].row)
      else { continue }
      let suspects = SessionComparison.suspects(
        before: before, after: after, glossary: builder.glossary)
      if !suspects.isEmpty { return (shown, suspects) }
    }
    return (shown, [])
  }

  /// The position of a night among those of the series.
  private func nightIndex(_ night: Int, _ series: FollowedSeries) -> Int {
    series.nights.firstIndex { $0.number == night } ?? 0
  }

  /// Returns what a session shows of its environment.
  private func environment(of row: Int) throws(HistoryError) -> Session? {
    guard let (found, _) = try builder.history.session(row: row) else { return nil }
    var session = Session(try builder.history.detail(of: found))
    session.findings.removeAll(where: \.isResolved)
    return session
  }

  private mutating func noteWhatIsNotJudged(_ entry: SeriesEntry, _ result: WatchResult) {
    let needed = NightlySettings().leastHistory + 1
    let isShort = entry.runs < 5
    guard isShort || result.nightsSeen < needed else { return }
    unjudged.append(
      UnjudgedWorkload(
        host: entry.key.host, workload: entry.key.workload,
        reason: isShort ? .fewRuns : .fewNights, runs: entry.runs, nights: result.nightsSeen,
        nightsNeeded: needed))
  }

  private func workload(_ entry: SeriesEntry) throws(HistoryError) -> SummaryWorkload {
    let medians = try builder.history.medians(
      of: entry.key, since: builder.now - 366 * NightCalendar.day)
    let nights = Dictionary(grouping: medians) {
      NightCalendar.night(ofLocal: builder.calendar.local($0.time))
    }
    return SummaryWorkload(
      host: entry.key.host, workload: entry.key.workload,
      unit: entry.key.unit.isEmpty ? "it" : entry.key.unit, isProxy: entry.isProxy,
      nights: nights.keys.sorted().suffix(366).map { night in
        let sessions = nights[night] ?? []
        return SummaryNight(
          date: NightCalendar.date(night), runs: sessions.reduce(0) { $0 + $1.runs },
          median: OrderStatistics.median(of: sessions.map(\.median)),
          low: sessions.map(\.low).min() ?? 0, high: sessions.map(\.high).max() ?? 0)
      })
  }
}
