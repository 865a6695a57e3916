/// Watches one workload night after night and raises an alarm when it became slower.
///
/// A value that holds all it needs: the runs of the last nights and what the last alarm was about.
/// Keep it as `Codable` between nights. A verdict never depends on later nights.
package struct NightlyMonitor: Sendable, Equatable, Codable {
  /// The thresholds in force.
  package let settings: NightlySettings
  /// The number of nights observed so far.
  package private(set) var nightsSeen = 0
  /// The number of runs observed before those of `recent`.
  private var runsForgotten = 0
  private var recent: [Night] = []
  private var raised: [Int] = []
  private var last: OpenDrop?

  /// Creates a monitor that has seen nothing.
  package init(settings: NightlySettings = NightlySettings()) {
    self.settings = settings
  }
}

/// The drop that the last alarm was about.
struct OpenDrop: Sendable, Equatable, Codable {
  /// The level before it, as a logarithm of the rate.
  var levelBefore: Double
  /// The level behind it, as a logarithm of the rate.
  var levelAfter: Double
  /// Whether the level has not come back half way.
  var isOpen = true
}

/// What one night showed.
package struct NightlyVerdict: Sendable, Equatable {
  /// The number of the night, counted from 0.
  package var night: Int
  /// A drop that is certain enough for an alarm and was not reported before.
  package var alarm: ChangePoint?
  /// A drop that too few nights bear out so far.
  package var suspicion: ChangePoint?
}

extension NightlyMonitor {
  /// Takes in the runs of a night and says what they show.
  ///
  /// - Complexity: O(*n* log *n*) for the runs of the nights kept, whatever came before.
  package mutating func observe(_ night: Night) -> NightlyVerdict {
    recent.append(night)
    nightsSeen += 1
    if recent.count > settings.nightsKept {
      runsForgotten += recent.removeFirst().runs
    }
    var verdict = NightlyVerdict(night: nightsSeen - 1)
    guard nightsSeen > settings.leastHistory else { return verdict }
    var series = RateSeries()
    var nightOf: [Int] = []
    for (offset, night) in recent.enumerated() {
      for session in night.sessions {
        series.append(day: offset, rates: session)
        nightOf += [Int](repeating: nightsSeen - recent.count + offset, count: session.count)
      }
    }
    guard let analysis = SeriesAnalysis(series, settings: settings.detector) else { return verdict }
    let found = analysis.changes.filter { !analysis.isFamiliar($0.index, shift: $0.test.shift, settings) }
    if let drop = last, let now = found.last {
      let level = analysis.level(after: now)
      if level > 0.5 * (drop.levelBefore + drop.levelAfter) {
        last?.isOpen = false
      }
    }
    for change in found {
      let place = nightOf[analysis.series.reportedAt[change.index]]
      let test = change.test
      guard test.shift < 0, place > verdict.night - settings.freshNights,
        test.sessionsAfter >= settings.leastSessionsAfter, test.z >= settings.leastZ
      else { continue }
      if raised.contains(where: { abs($0 - place) <= settings.quietNights }) { continue }
      let after = analysis.level(after: change)
      if let last, last.isOpen, after > last.levelAfter - settings.furtherDrop { continue }
      last = OpenDrop(levelBefore: analysis.level(before: change), levelAfter: after)
      raised.append(place)
      var point = ChangePoint(
        analysis.series, index: change.index, stretch: change.stretch, test: test)
      point.index += runsForgotten
      verdict.alarm = point
    }
    return verdict
  }
}

extension SeriesAnalysis {
  func level(before change: (index: Int, stretch: Range<Int>, test: ShiftTest)) -> Double {
    OrderStatistics.median(of: series.levels[change.stretch.lowerBound..<change.index].suffix(40))
  }
  func level(after change: (index: Int, stretch: Range<Int>, test: ShiftTest)) -> Double {
    OrderStatistics.median(of: series.levels[change.index..<change.stretch.upperBound].suffix(40))
  }
  func isFamiliar(_ i: Int, shift: Double, _ settings: NightlySettings) -> Bool {
    guard abs(shift) >= 4 * noise.within, i >= 8 else { return false }
    let h = series.levels[max(0, i - 400)..<i]
    let base = OrderStatistics.median(of: series.levels[max(0, i - 40)..<i])
    var count = 0
    var episodes = 0
    var was = true
    for value in h {
      let there = (value - base) * (shift > 0 ? 1 : -1) >= 0.65 * abs(shift)
      if there {
        count += 1
        if !was { episodes += 1 }
      }
      was = there
    }
    return Double(count) >= max(3, settings.familiarShare * Double(h.count)) && episodes >= 3
  }
}
