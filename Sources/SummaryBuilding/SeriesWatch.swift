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
  private struct State: Codable {
    var drops: NightlyMonitor.Checkpoint
    var rises: NightlyMonitor.Checkpoint
  }

  private var drops = NightlyMonitor()
  private var rises = NightlyMonitor()
  /// The nights that the monitors keep.
  private var kept: [ObservedNight] = []
  private var result = WatchResult()

  /// How many nights before the last one are watched again where what is remembered does not fit.
  static let rebuiltNights = 150

  /// Watches a series.
  ///
  /// - Parameters:
  ///   - key: The workload.
  ///   - nights: Its nights, the oldest first; at least the last 60 that were observed.
  ///   - memory: What is remembered.
  ///   - tonight: The night that is not over.
  /// - Returns: What that came to.
  static func watch(
    _ key: SeriesKey, _ nights: [ObservedNight], memory: WatchedSeries?, tonight: Int
  ) -> WatchResult {
    var watch = SeriesWatch()
    var rest = nights[...]
    if let memory, watch.restore(memory, nights) {
      rest = nights.drop { $0.number <= memory.through }
    } else if memory != nil {
      rest = nights.suffix(Self.rebuiltNights)
    }
    let over = rest.dropLast().prefix { $0.number < tonight }
    for night in over { watch.observe(night) }
    if let last = over.last { watch.note(key, through: last.number) }
    for night in rest.dropFirst(over.count) { watch.observe(night) }
    watch.result.nightsSeen = watch.drops.nightsSeen
    return watch.result
  }

  /// Goes on where a summary stopped, if the nights are still those of then.
  private mutating func restore(_ memory: WatchedSeries, _ nights: [ObservedNight]) -> Bool {
    let seen = nights.prefix { $0.number <= memory.through }
    let kept = Array(seen.suffix(drops.settings.nightsKept))
    guard kept.digest == memory.digest,
      let state = try? JSONDecoder().decode(State.self, from: Data(memory.state.utf8))
    else { return false }
    drops = NightlyMonitor(state.drops, nights: kept.map(\.night))
    rises = NightlyMonitor(state.rises, nights: kept.map(\.inverse))
    self.kept = kept
    return true
  }

  private mutating func note(_ key: SeriesKey, through night: Int) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let state = State(drops: drops.checkpoint, rises: rises.checkpoint)
    guard let data = try? encoder.encode(state) else { return }
    result.memory = WatchedSeries(
      key: key, through: night, digest: kept.digest, state: String(decoding: data, as: UTF8.self))
  }

  private mutating func observe(_ night: ObservedNight) {
    kept = (kept + [night]).suffix(drops.settings.nightsKept)
    let fall = drops.observe(night.night)
    result.suspicion = fall.suspicion.flatMap { shift($0, in: drops, isDrop: true) }
    if let shift = fall.alarm.flatMap({ shift($0, in: drops, isDrop: true) }) {
      result.shifts.append(shift)
    }
    if let shift = fall.decline.flatMap({ shift($0, in: drops, isDrop: true) }) {
      result.declines.append(shift)
    }
    result.course.append(NightLevels(night: night.number, levels: drops.levels))
    let rise = rises.observe(night.inverse)
    if let shift = rise.alarm.flatMap({ shift($0, in: rises, isDrop: false) }) {
      result.shifts.append(shift)
    }
  }

  /// Finds the night and the sessions of a change.
  private func shift(
    _ point: ChangePoint, in monitor: NightlyMonitor, isDrop: Bool
  ) -> LevelShift? {
    var left = point.index - monitor.runsForgotten
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
