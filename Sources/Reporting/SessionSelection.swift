extension ReportHead {
  /// The ids of the sessions in which throughput changed.
  var changedSessions: Set<String> {
    Set((regressions + improvements).prefix(64).map(\.at.session))
  }
}

/// The sessions that a report for humans shows, chosen in one pass over all of them.
///
/// No more than the limit are in memory at any time.
struct SessionSelection {
  /// A session with its number in the report, from 1.
  struct Entry {
    let number: Int
    let session: SessionReport
    /// How grave it is: the worst severity in the tens, a likely or certain cause in the ones.
    let gravity: Int
  }

  /// The sessions shown, in the report's order.
  private(set) var entries: [Entry] = []
  /// The number of all sessions.
  private(set) var total = 0
  /// How many of the sessions not shown each program has.
  private(set) var omitted: [String: Int] = [:]
  /// The numbers of the sessions that were asked for by id.
  private(set) var numbers: [String: Int] = [:]

  /// Reads all sessions and keeps the gravest, the later one of equals.
  ///
  /// - Parameters:
  ///   - content: The report; its sessions are used up.
  ///   - limit: How many sessions to keep.
  ///   - ids: The sessions whose numbers are wanted.
  ///   - leading: The session that is kept in any case: that of the report's first cause.
  /// - Throws: What the content throws.
  init(
    of content: inout some ReportContent, limit: Int, named ids: Set<String>,
    keeping leading: String? = nil
  ) throws {
    // Where outlines are known the others are passed over unread.
    let kept = try Self.gravest(of: &content, limit: limit, keeping: leading)
    while true {
      if let kept, let outline = try content.outline(at: total) {
        if ids.contains(outline.id) { numbers[outline.id] = total + 1 }
        guard kept.contains(total) else {
          omitted[outline.program, default: 0] += 1
          total += 1
          try content.skipSession()
          continue
        }
      }
      guard let session = try content.nextSession() else { break }
      total += 1
      if ids.contains(session.id) { numbers[session.id] = total }
      let gravity = session.id == leading ? Self.leadingGravity : session.gravity
      let entry = Entry(number: total, session: session, gravity: gravity)
      guard entries.count >= limit else {
        entries.append(entry)
        continue
      }
      if let least = Self.least(of: entries.map { ($0.gravity, $0.number) }),
        entries[least].gravity <= entry.gravity
      {
        omitted[entries[least].session.program, default: 0] += 1
        entries.remove(at: least)
        entries.append(entry)
      } else {
        omitted[session.program, default: 0] += 1
      }
    }
  }

  /// Graver than any other session.
  private static let leadingGravity = 100

  /// The position of the session that gives way: the least grave one, of equals the earliest.
  private static func least(of sessions: [(gravity: Int, number: Int)]) -> Int? {
    sessions.indices.min { sessions[$0] < sessions[$1] }
  }

  /// The positions of the sessions that are kept; `nil` where outlines are not known.
  private static func gravest(
    of content: inout some ReportContent, limit: Int, keeping leading: String?
  ) throws -> Set<Int>? {
    guard try content.outline(at: 0) != nil else { return nil }
    var kept: [(gravity: Int, number: Int)] = []
    var index = 0
    while let outline = try content.outline(at: index) {
      let gravity = outline.id == leading ? leadingGravity : outline.gravity
      if kept.count < limit {
        kept.append((gravity, index))
      } else if let least = least(of: kept), kept[least].gravity <= gravity {
        kept.remove(at: least)
        kept.append((gravity, index))
      }
      index += 1
    }
    return Set(kept.map(\.number))
  }

  /// Whether one of the sessions has a message or a cause.
  var hasGraveOnes: Bool { entries.contains { $0.gravity > 0 } }

  /// The report's only session.
  var onlySession: SessionReport? { total == 1 ? entries.first?.session : nil }

  /// Returns the gravest sessions in the report's order, or the latest one where all are clean.
  func detailed(_ limit: Int) -> [Entry] {
    guard hasGraveOnes else { return Array(entries.suffix(min(limit, 1))) }
    return entries.filter { $0.gravity > 0 }
      .sorted { ($0.gravity, $0.number) > ($1.gravity, $1.number) }.prefix(limit)
      .sorted { $0.number < $1.number }
  }
}

extension SessionReport {
  /// The program's name for humans, or its id.
  var program: String { frontendTitle ?? frontend }

  /// The worst severity of a message that was not repaired.
  var worstSeverity: Severity? {
    let open = findings.filter { !$0.resolved }.map(\.severity)
    return [.error, .warning, .note].first { open.contains($0) }
  }

  /// How grave it is, for choosing what to show.
  fileprivate var gravity: Int {
    SessionOutline.gravity(
      of: worstSeverity, hasCause: causes.contains { $0.confidence != .possible })
  }
}
