import Diagnosis
import PatternCatalogue
import Reporting
import SessionAnalysis

/// The causes of all sessions: how sure each is at best, where that is, and how many sessions have it.
struct CauseTally {
  /// A cause over all sessions.
  struct Entry {
    /// The occurrence that is the surest, and among equals the first in the report.
    var best: Cause
    var place: Place
    var sessions: Int
  }

  /// Where a session begins.
  struct Place: Comparable {
    var path: String
    var line: Int

    static func < (left: Place, right: Place) -> Bool {
      (left.path, left.line) < (right.path, right.line)
    }
  }

  private var entries: [String: Entry] = [:]

  /// Takes a session's causes.
  mutating func add(_ diagnosis: Diagnosis, at place: Place) {
    for cause in diagnosis.causes {
      guard var entry = entries[cause.rule.id] else {
        entries[cause.rule.id] = Entry(best: cause, place: place, sessions: 1)
        continue
      }
      entry.sessions += 1
      let new = (cause.confidence.rank, cause.score)
      let old = (entry.best.confidence.rank, entry.best.score)
      if new > old || new == old && place < entry.place {
        entry.best = cause
        entry.place = place
      }
      entries[cause.rule.id] = entry
    }
  }

  /// The causes, the best first.
  var ranked: [Entry] {
    entries.values.sorted { left, right in
      let a = (left.best.confidence.rank, left.best.score, left.sessions)
      let b = (right.best.confidence.rank, right.best.score, right.sessions)
      return a == b ? left.best.rule.id < right.best.rule.id : a > b
    }
  }
}

/// The message about attention kernels that users ask about, over all sessions.
struct AttentionTally {
  private(set) var finding: Finding?
  private var place: CauseTally.Place?
  private(set) var attention = AttentionReport()
  private(set) var sessions = 0

  /// Takes a session.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - report: Its chain of attention backends.
  ///   - place: Where it begins.
  ///   - isAbout: Whether a finding is such a message.
  mutating func add(
    _ session: Session, _ report: AttentionReport, at place: CauseTally.Place,
    isAbout: (Finding) -> Bool
  ) {
    guard let found = session.findings.first(where: isAbout) else {
      if finding == nil, self.place.map({ place < $0 }) ?? true, report.inUse != nil {
        attention = report
        self.place = place
      }
      return
    }
    sessions += 1
    if finding == nil || self.place.map({ place < $0 }) ?? true {
      finding = found
      attention = report
      self.place = place
    }
  }
}
