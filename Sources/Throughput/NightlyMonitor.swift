/// Watches one workload night after night and raises an alarm when it became slower.
///
/// A value that holds all it needs: the runs of the last nights, and what was reported. Between nights
/// its ``checkpoint`` is kept. A verdict never depends on later nights, and never on nights before
/// those kept.
package struct NightlyMonitor: Sendable, Equatable {
  /// The thresholds in force.
  package let settings: NightlySettings
  /// The number of nights observed so far.
  package internal(set) var nightsSeen = 0
  /// The number of runs in the nights that are no longer kept.
  package internal(set) var runsForgotten = 0
  /// The levels in force on the last nights that could be judged, as logarithms of the rate.
  package internal(set) var levels: [Double] = []
  var recent: [Night] = []
  var memory = AlarmMemory()

  /// How many levels are kept.
  private static let levelsKept = 3

  /// Creates a monitor that has seen nothing.
  package init(settings: NightlySettings = NightlySettings()) {
    self.settings = settings
  }
}

extension NightlyMonitor {
  /// Takes in the runs of a night and says what they show.
  ///
  /// Places in the verdict count all runs observed so far.
  ///
  /// - Complexity: O(*n* log *n*) for the runs of the nights kept, whatever came before.
  package mutating func observe(_ night: Night) -> NightlyVerdict {
    take(night)
    return judge(window())
  }

  /// Takes in the runs of a night.
  mutating func take(_ night: Night) {
    recent.append(night)
    nightsSeen += 1
    if recent.count > settings.nightsKept {
      runsForgotten += recent.removeFirst().runs
    }
  }

  /// Analyses the nights that are kept; returns nil if they are too few, or have too few usable runs.
  func window() -> NightWindow? {
    guard nightsSeen > settings.leastHistory else { return nil }
    return NightWindow(recent, last: nightsSeen - 1, settings: settings)
  }

  /// Says what the last night shows, given what the nights that are kept come to.
  mutating func judge(_ window: NightWindow?) -> NightlyVerdict {
    var verdict = NightlyVerdict(night: nightsSeen - 1)
    guard let window else { return verdict }
    levels = (levels + [window.currentLevel]).suffix(Self.levelsKept)
    memory.note(
      level: window.currentLevel,
      oldest: verdict.night - settings.freshNights - settings.quietNights)
    for drop in window.drops {
      let candidate = AlarmMemory.Drop(
        place: drop.night, levelBefore: drop.levelBefore, levelAfter: drop.levelAfter)
      let novelty = memory.novelty(of: candidate, settings)
      guard novelty != .known else { continue }
      var point = drop.point
      point.index += runsForgotten
      guard drop.isBorneOut else {
        if verdict.suspicion == nil { verdict.suspicion = point }
        continue
      }
      if novelty == .news, verdict.alarm == nil {
        verdict.alarm = point
        memory.report(candidate)
      } else {
        point.kind = .drift
        verdict.decline = point
        memory.extend(to: candidate)
      }
    }
    return verdict
  }
}
