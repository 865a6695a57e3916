import Hashing
import Reporting
import RunHistory

/// What was told before, and what was acknowledged of it.
struct NoticeBook: Sendable {
  /// What is remembered.
  let memory: SummaryMemory
  /// The number of the summary that is being made.
  let number: Int
  /// Today, counted from 1970-01-01 on the local clock.
  let today: Int
}

extension NoticeBook {
  /// Whether there was no summary before.
  var isFirst: Bool { memory.last == nil }

  /// Returns the notices of one kind and machine about one thing, the latest last.
  func notices(_ kind: Notice.Kind, host: String, subject: String, unit: String = "") -> [Notice] {
    memory.notices.filter {
      $0.kind == kind && $0.host == host && $0.subject == subject && $0.unit == unit
    }.sorted { ($0.night, $0.id) < ($1.night, $1.id) }
  }

  /// Returns what was said of a notice, if that still holds.
  func acknowledgement(of id: String?) -> SummaryAcknowledgement? {
    guard let id, let found = memory.acknowledgements.first(where: { $0.notice == id }),
      found.until.map({ $0 >= today }) ?? true
    else { return nil }
    return SummaryAcknowledgement(
      until: found.until.map(NightCalendar.date), note: found.note)
  }

  /// Returns a short id that follows from what a notice is about.
  ///
  /// Six hexadecimal digits, more where another notice has these.
  func id(_ letter: Character, _ parts: [String]) -> String {
    let hash = FNV1a(parts.joined(separator: "\n")).value
    let digits = (hash ^ hash >> 29).hexadecimal
    for length in 6..<16 {
      let id = "\(letter)-\(digits.suffix(length))"
      if !memory.notices.contains(where: { $0.id == id }) { return id }
    }
    return "\(letter)-\(digits)"
  }
}
