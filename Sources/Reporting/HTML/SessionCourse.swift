/// All sessions in their order, in cells of one or more, however many there are.
struct SessionCourse {
  /// What one program's sessions of a cell had.
  struct Part {
    var sessions = 0
    var withErrors = 0
    var withWarnings = 0
    var worst: Severity?
  }

  /// Neighbouring sessions.
  struct Cell {
    /// What they had, by the number of the program's lane.
    var parts: [Int: Part] = [:]
    /// When the first of them began.
    var time: String?
  }

  private static let cellLimit = 120
  private static let laneLimit = 7

  /// The cells, each of ``span`` sessions, the last one of fewer.
  private(set) var cells: [Cell] = []
  /// The number of sessions in a cell.
  private(set) var span = 1
  /// The programs; nil stands for the others.
  private(set) var lanes: [String?] = []
  /// The number of sessions.
  private(set) var count = 0
  /// The number of sessions with a warning or an error that nothing repaired.
  private(set) var graveCount = 0

  /// Takes the next session.
  mutating func add(_ session: SessionReport) {
    let lane = lane(of: session.program)
    if count == cells.count * span {
      if cells.count == Self.cellLimit { halve() }
      if count == cells.count * span { cells.append(Cell()) }
    }
    count += 1
    let worst = session.worstSeverity
    if worst == .error || worst == .warning { graveCount += 1 }
    let last = cells.count - 1
    if cells[last].time == nil { cells[last].time = session.startedAt }
    cells[last].parts[lane, default: Part()].add(worst)
  }

  private mutating func lane(of program: String) -> Int {
    if let known = lanes.firstIndex(of: program) { return known }
    if lanes.count < Self.laneLimit - 1 {
      lanes.append(program)
    } else if lanes.count < Self.laneLimit {
      lanes.append(nil)
    }
    return lanes.count - 1
  }

  /// Joins each two neighbouring cells.
  private mutating func halve() {
    cells = stride(from: 0, to: cells.count, by: 2).map { index in
      var cell = cells[index]
      guard index + 1 < cells.count else { return cell }
      for (lane, part) in cells[index + 1].parts { cell.parts[lane, default: Part()].add(part) }
      cell.time = cell.time ?? cells[index + 1].time
      return cell
    }
    span *= 2
  }
}

extension SessionCourse.Part {
  fileprivate mutating func add(_ worst: Severity?) {
    sessions += 1
    if worst == .error { withErrors += 1 }
    if worst == .warning { withWarnings += 1 }
    note(worst)
  }

  fileprivate mutating func add(_ other: SessionCourse.Part) {
    sessions += other.sessions
    withErrors += other.withErrors
    withWarnings += other.withWarnings
    note(other.worst)
  }

  private mutating func note(_ severity: Severity?) {
    let order: [Severity] = [.error, .warning, .note]
    worst = order.first { $0 == severity || $0 == worst }
  }
}
