import Foundation
import RunHistory
import Throughput

/// A change of level that a night brought to light.
struct LevelShift: Sendable, Equatable {
  /// Whether the rate fell.
  var isDrop: Bool
  /// The night on which it began.
  var night: Int
  /// The rows of the first session on the new level and of the last one before it.
  var session: Int
  var sessionBefore: Int?
  /// The rates before and after.
  var before: Double
  var after: Double
  /// The night that brought it to light.
  var seen: Int
}

/// The levels of a night and of the two before it that could be judged, as logarithms of the rate.
struct NightLevels: Sendable, Equatable {
  /// The night.
  var night: Int
  /// At most three levels, the oldest first.
  var levels: [Double]
}

/// What watching a series up to now came to.
struct WatchResult: Sendable, Equatable {
  /// The changes that are certain, in the order in which they came to light.
  var shifts: [LevelShift] = []
  /// Further pieces of a slow decline.
  var declines: [LevelShift] = []
  /// A drop that too few nights bear out so far.
  var suspicion: LevelShift?
  /// The levels, night by night, of the nights that were observed this time.
  var course: [NightLevels] = []
  /// The number of nights that were observed in all.
  var nightsSeen = 0
  /// What to remember, where it changed.
  var memory: WatchedSeries?
}

/// Watches one workload of one machine for drops and, turned upside down, for rises.
///
/// What is remembered covers the nights that are over, but the last one that ran: that is observed again
/// each time, so that what it makes suspicious is told until the next one, and so that a night whose runs
/// may still become more decides nothing for good.
struct SeriesWatch {
  /// A night from which the watch can go on, where one behind it has changed since.
  private struct Mark: Codable {
    /// The night.
    var through: Int
    /// A hash of the nights that the state rests on.
    var digest: Int
    /// The monitor as it was behind that night.
    var monitor: TwoSidedMonitor.Checkpoint
  }

  private struct State: Codable {
    var drops: NightlyMonitor.Checkpoint
    var rises: NightlyMonitor.Checkpoint
    /// The oldest first; histories of earlier versions have none.
    var marks: [Mark]?
  }

  private var monitor = TwoSidedMonitor()
  /// The nights that the monitor keeps.
  private var kept: [ObservedNight] = []
  private var marks: [Mark] = []
  private var result = WatchResult()

  /// How many nights before the last one are watched again where nothing that is remembered fits.
  static let rebuiltNights = 150
  /// How many nights lie between two marks.
  private static let markDistance = 10
  /// How many nights a mark lies behind the last one at most: a night that comes late among those that
  /// the monitor keeps has a mark before it.
  private static let markReach = NightlySettings().nightsKept + markDistance
  /// How many nights are needed for what every mark rests on.
  static let nightsOfMarks = markReach + NightlySettings().nightsKept

  /// Watches a series.
  ///
  /// - Parameters:
  ///   - key: The workload.
  ///   - nights: Its nights, the oldest first; at least the last 60 that were observed, and where those
  ///     are not as they were, the last ``nightsOfMarks``.
  ///   - memory: What is remembered.
  ///   - tonight: The night that is not over.
  /// - Returns: What that came to.
  static func watch(
    _ key: SeriesKey, _ nights: [ObservedNight], memory: WatchedSeries?, tonight: Int
  ) -> WatchResult {
    var watch = SeriesWatch()
    var rest = nights[...]
    if let memory {
      if let through = watch.restore(memory, nights) {
        rest = nights.drop { $0.number <= through }
      } else {
        rest = nights.suffix(Self.rebuiltNights)
      }
    }
    let over = rest.dropLast().prefix { $0.number < tonight }
    for night in over {
      watch.observe(night)
      watch.mark(night)
    }
    if let last = over.last { watch.note(key, through: last.number) }
    for night in rest.dropFirst(over.count) { watch.observe(night) }
    watch.result.nightsSeen = watch.monitor.drops.nightsSeen
    return watch.result
  }

  /// Whether a watch can go on where it stopped: the nights are still those of then.
  static func fits(_ memory: WatchedSeries, _ nights: [ObservedNight]) -> Bool {
    kept(nights, through: memory.through).digest == memory.digest
  }

  private static func kept(_ nights: [ObservedNight], through last: Int) -> [ObservedNight] {
    nights.prefix { $0.number <= last }.suffix(NightlySettings().nightsKept)
  }

  /// Goes on where a summary stopped, or at the last mark before the first night that has changed.
  ///
  /// - Returns: The night behind which it goes on; nil if nothing fits.
  private mutating func restore(_ memory: WatchedSeries, _ nights: [ObservedNight]) -> Int? {
    guard let state = try? JSONDecoder().decode(State.self, from: Data(memory.state.utf8)) else {
      return nil
    }
    marks = state.marks ?? []
    let last = Mark(
      through: memory.through, digest: memory.digest,
      monitor: TwoSidedMonitor.Checkpoint(drops: state.drops, rises: state.rises))
    for mark in [last] + marks.reversed() {
      let kept = Self.kept(nights, through: mark.through)
      guard kept.digest == mark.digest else { continue }
      monitor = TwoSidedMonitor(mark.monitor, nights: kept.map(\.night))
      self.kept = kept
      marks.removeAll { $0.through > mark.through }
      return mark.through
    }
    marks = []
    return nil
  }

  /// Marks a night that was observed, now and then.
  private mutating func mark(_ night: ObservedNight) {
    let seen = monitor.drops.nightsSeen
    guard seen.isMultiple(of: Self.markDistance) else { return }
    marks.removeAll { $0.monitor.drops.nightsSeen <= seen - Self.markReach }
    marks.append(Mark(through: night.number, digest: kept.digest, monitor: monitor.checkpoint))
  }

  private mutating func note(_ key: SeriesKey, through night: Int) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let state = State(
      drops: monitor.drops.checkpoint, rises: monitor.rises.checkpoint, marks: marks)
    guard let data = try? encoder.encode(state) else { return }
    result.memory = WatchedSeries(
      key: key, through: night, digest: kept.digest, state: String(decoding: data, as: UTF8.self))
  }

  private mutating func observe(_ night: ObservedNight) {
    kept = (kept + [night]).suffix(NightlySettings().nightsKept)
    let (fall, rise) = monitor.observe(night.night)
    result.suspicion = fall.suspicion.flatMap { shift($0, isDrop: true) }
    if let shift = fall.alarm.flatMap({ shift($0, isDrop: true) }) { result.shifts.append(shift) }
    if let shift = fall.decline.flatMap({ shift($0, isDrop: true) }) {
      result.declines.append(shift)
    }
    result.course.append(NightLevels(night: night.number, levels: monitor.drops.levels))
    if let shift = rise.alarm.flatMap({ shift($0, isDrop: false) }) { result.shifts.append(shift) }
  }

  /// Finds the night and the sessions of a change.
  private func shift(_ point: ChangePoint, isDrop: Bool) -> LevelShift? {
    var left = point.index - monitor.drops.runsForgotten
    var before: Int?
    for night in kept {
      for part in night.parts {
        if left < part.rates.count {
          return LevelShift(
            isDrop: isDrop, night: night.number, session: part.session,
            sessionBefore: left > 0 ? part.session : before,
            before: isDrop ? point.fromRate : 1 / point.fromRate,
            after: isDrop ? point.toRate : 1 / point.toRate,
            seen: kept.last?.number ?? night.number)
        }
        left -= part.rates.count
        before = part.session
      }
    }
    return nil
  }
}
