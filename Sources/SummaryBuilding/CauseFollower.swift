import PatternCatalogue
import ReportBuilding
import Reporting
import RunHistory

/// Follows the causes in the sessions of each machine and program: which are new, which are still there
/// and since when, which are gone.
struct CauseFollower {
  let builder: SummaryBuilder
  let book: NoticeBook

  private(set) var causes: [SummaryCause] = []
  private(set) var notices: [Notice] = []
  /// How bad the causes are, by id of the notice.
  private(set) var levels: [String: VerdictLevel] = [:]

  init(builder: SummaryBuilder, book: NoticeBook) {
    self.builder = builder
    self.book = book
  }

  /// A cause is there as long as so many sessions in a row do not lack it: not every start does what
  /// brings it to light.
  private static let patience = 3
  /// The nights that are looked at.
  private static let reach = 90
}

/// The sessions in which a cause is, without a break.
private struct CauseStreak {
  var first: Int
  var last: Int
  var count: Int
  var confidence: Reporting.Confidence
}

extension CauseFollower {
  /// Follows everything that ran lately.
  mutating func follow() throws(HistoryError) {
    let sessions = try builder.history.causes(
      since: builder.now - Self.reach * NightCalendar.day)
    let groups = Dictionary(grouping: sessions) { "\($0.host)\n\($0.frontEnd)" }
    for name in groups.keys.sorted() {
      guard let group = groups[name], let last = group.last,
        builder.tonight - night(of: last) <= ChangeFollower.nightsOfSilence
      else { continue }
      try follow(group)
    }
    sort()
  }

  private func night(of session: SessionCauses) -> Int {
    NightCalendar.night(ofLocal: builder.calendar.local(session.time))
  }

  private mutating func follow(_ group: [SessionCauses]) throws(HistoryError) {
    var streaks: [String: CauseStreak] = [:]
    for (index, session) in group.enumerated() {
      for cause in session.causes {
        guard cause.id != "undetermined",
          let confidence = Reporting.Confidence(rawValue: cause.confidence), confidence >= .likely
        else { continue }
        if var streak = streaks[cause.id], index - streak.last <= Self.patience {
          streak.last = index
          streak.count += 1
          streak.confidence = confidence
          streaks[cause.id] = streak
        } else {
          streaks[cause.id] = CauseStreak(
            first: index, last: index, count: 1, confidence: confidence)
        }
      }
    }
    for id in streaks.keys.sorted() {
      guard let streak = streaks[id] else { continue }
      try tell(id, streak, group)
    }
  }

  private mutating func tell(
    _ id: String, _ streak: CauseStreak, _ group: [SessionCauses]
  ) throws(HistoryError) {
    guard let rule = builder.catalogue.causes.first(where: { $0.id == id }) else { return }
    let last = group[streak.last]
    let subject = Notice.subject(ofCause: id, frontEnd: last.frontEnd)
    let isOpen = group.count - 1 - streak.last < Self.patience
    let before = book.notices(.cause, host: last.host, subject: subject).last { $0.closed == nil }
    guard isOpen || before != nil else { return }
    let first = try builder.history.session(row: group[streak.first].session)?.session.id
    var notice =
      before
      ?? Notice(
        id: book.id("c", ["cause", last.host, subject, first ?? ""]), kind: .cause,
        host: last.host, subject: subject, night: night(of: group[streak.first]), session: first,
        told: book.number)
    if !isOpen { notice.closed = night(of: group[min(streak.last + 1, group.count - 1)]) }
    if before != notice { notices.append(notice) }
    let state: SummaryCause.State = !isOpen ? .gone : before == nil ? .new : .open
    let severities = try builder.history.severities(ofSession: last.session)
    levels[notice.id] = level(rule, severities)
    causes.append(
      SummaryCause(
        id: notice.id, state: state, host: last.host, frontend: last.frontEnd, cause: id,
        title: rule.title,
        confidence: streak.confidence,
        remedy: RemedyReport(text: rule.remedy.text),
        night: NightCalendar.date(notice.night),
        nightsAgo: max(0, builder.tonight - notice.night), sessions: streak.count,
        session: try builder.session(row: last.session)?.1,
        acknowledgement: book.acknowledgement(of: notice.id)))
  }

  /// A cause is as bad as the worst message that it explains, and a warning at least if it costs speed.
  private func level(_ rule: CauseRule, _ severities: [String: Int]) -> VerdictLevel {
    let worst = severities.filter { rule.explains(findingsOf: $0.key) }.values.max() ?? 0
    if worst >= 2 { return .error }
    return worst == 1 || rule.leastCost > 0 ? .warning : .notice
  }

  private mutating func sort() {
    func rank(_ cause: SummaryCause) -> (Int, Int, String, String) {
      let state =
        switch cause.state {
        case .new: 0
        case .open: 1
        case .gone: 2
        }
      let level =
        switch levels[cause.id] ?? .notice {
        case .error: 0
        case .warning: 1
        case .notice, .clean: 2
        }
      return (cause.acknowledgement == nil ? state : state + 3, level, cause.host, cause.id)
    }
    causes.sort { rank($0) < rank($1) }
  }
}
