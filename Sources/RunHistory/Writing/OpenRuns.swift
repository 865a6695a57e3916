internal import SessionAnalysis
internal import Throughput

/// The runs of the open session, by the index of their workload in the session's list.
struct OpenRuns {
  /// Those without runs wait for a session that has as many workloads.
  private var groups: [RunGroup] = []
  /// The number of runs.
  private var count = 0
  /// How many of them wait to be packed.
  private(set) var waiting = 0

  /// How many groups, each with the memory of how many runs, are kept for the next session.
  private static let spareGroups = 64
  private static let spareRuns = 256
}

extension OpenRuns {
  /// Adds the next run.
  mutating func add(_ run: borrowing Run) {
    while groups.count <= run.workload { groups.append(RunGroup()) }
    groups[run.workload].add(run, ordinal: count)
    count += 1
    waiting += 1
  }

  /// Takes the runs that wait, in blocks with the index of their workload.
  mutating func packed() -> [(workload: Int, block: RunBlock)] {
    waiting = 0
    return groups.indices.flatMap { local in
      let blocks = RunBlock.blocks(of: groups[local].rows)
      groups[local].rows.removeAll(keepingCapacity: true)
      return blocks.map { (local, $0) }
    }
  }

  /// Returns what the runs come to, now that there are all.
  mutating func totals() -> [RunTotal] {
    var totals: [RunTotal] = []
    for local in groups.indices where groups[local].runs > 0 {
      totals.append(groups[local].total(workload: local))
    }
    return totals
  }

  /// Begins another session, in the same memory.
  mutating func removeAll() {
    count = 0
    waiting = 0
    if groups.count > Self.spareGroups { groups.removeSubrange(Self.spareGroups...) }
    for local in groups.indices where groups[local].runs > 0 {
      if groups[local].rows.capacity > Self.spareRuns {
        groups[local] = RunGroup()
      } else {
        groups[local].removeAll()
      }
    }
  }
}

/// The runs of one workload of the open session.
private struct RunGroup {
  /// Those of its first run.
  var kind = Run.Kind.other
  var unit = ""
  /// Those that were not packed yet.
  var rows: [RunRow] = []
  var runs = 0
  var rates: [Double] = []
  var stalls = 0

  mutating func add(_ run: borrowing Run, ordinal: Int) {
    if runs == 0 { (kind, unit) = (run.kind, run.unit) }
    rows.append(RunRow(run, ordinal: ordinal))
    runs += 1
    stalls += run.stalls.count
    if run.isCounted, let rate = run.ratePerSecond, rate > 0, rate.isFinite { rates.append(rate) }
  }

  /// Returns what the runs come to, now that there are all.
  mutating func total(workload: Int) -> RunTotal {
    rates.sort()
    return RunTotal(
      workload: workload, kind: kind, unit: unit, blocks: RunBlock.blocks(of: rows), runs: runs,
      counted: rates.count,
      median: rates.isEmpty ? nil : OrderStatistics.median(ofSorted: rates), low: rates.first,
      high: rates.last, stalls: stalls)
  }

  /// Begins another session, in the same memory.
  mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    rates.removeAll(keepingCapacity: true)
    runs = 0
    stalls = 0
  }
}

/// What the runs of one workload of a session come to.
struct RunTotal {
  /// The index of the workload in the session's list, and its position in the table of names.
  var workload: Int
  var position = 0
  var kind: Run.Kind
  var unit: String
  /// Those that were not written yet.
  var blocks: [RunBlock]
  var runs: Int
  var counted: Int
  /// The rates of those that count, per second.
  var median: Double?
  var low: Double?
  var high: Double?
  var stalls: Int
}
