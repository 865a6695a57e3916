/// The nights that a nightly alarm looks at, analysed.
struct NightWindow {
  /// A drop that began in one of the last nights.
  struct Drop {
    /// The night on which it began.
    let night: Int
    /// The level before it, as a logarithm of the rate.
    let levelBefore: Double
    /// The level behind it, as a logarithm of the rate.
    let levelAfter: Double
    /// What is reported; its index counts from the first run of the window.
    let point: ChangePoint
    /// Whether enough nights lie on the new level.
    let isBorneOut: Bool
  }

  private let analysis: SeriesAnalysis
  private let settings: NightlySettings
  private let last: Int
  /// The night of each element of the analysed series.
  private let nights: [Int]

  /// The number of runs from which the level next to a change is read.
  private static let levelReach = 40
  /// The number of runs before a change in which its new level may have been visited.
  private static let familiarReach = 400
  /// The parts of the way to the new level that count as a visit.
  private static let familiarDepths = 0.65...1.35

  /// Analyses the nights; returns nil if they have too few usable runs.
  init?(_ recent: [Night], last: Int, settings: NightlySettings) {
    var series = RateSeries()
    var nightOfRun: [Int] = []
    for (offset, night) in recent.enumerated() {
      for session in night.sessions {
        series.append(day: offset, rates: session)
        nightOfRun += [Int](repeating: last - recent.count + 1 + offset, count: session.count)
      }
    }
    let rates = CompactSeries(series)
    guard let analysis = SeriesAnalysis(rates, settings: settings.detector) else { return nil }
    self.analysis = analysis
    self.settings = settings
    self.last = last
    nights = analysis.levels.indices.map {
      nightOfRun[analysis.series.position(after: $0) - 1]
    }
  }

  private init(_ analysis: SeriesAnalysis, like other: NightWindow) {
    self.analysis = analysis
    settings = other.settings
    last = other.last
    nights = other.nights
  }
}

extension NightWindow {
  /// The window of the nights with each rate replaced by its reciprocal, so that a rise is a drop;
  /// nil if their modes differ from those of the nights as they are.
  var inverse: NightWindow? { analysis.inverse.map { NightWindow($0, like: self) } }
}

extension NightWindow {
  /// The level of the last runs, as a logarithm of the rate.
  var currentLevel: Double {
    let start = analysis.changes.last?.index ?? 0
    return level(atEndOf: start..<analysis.levels.count)
  }

  /// The drops that began in the last nights and are strong enough, in rising order.
  var drops: [Drop] {
    var result: [Drop] = []
    for (number, change) in analysis.changes.enumerated() {
      let night = nights[change.index]
      guard change.test.shift < 0, night > last - settings.freshNights,
        change.test.z >= settings.leastZ, hasBaseline(number), !isFamiliar(change),
        !endsExcursion(number)
      else { continue }
      let point = analysis.cautiousPoint(change)
      result.append(
        Drop(
          night: night,
          levelBefore: level(atEndOf: change.stretch.lowerBound..<change.index),
          levelAfter: level(atEndOf: change.index..<change.stretch.upperBound),
          point: point, isBorneOut: isBorneOut(number)))
    }
    return result
  }
}

extension NightWindow {
  private typealias Change = SeriesAnalysis.Change

  /// Returns the level of the last elements of a range that belong to no excursion, if there are any.
  private func level(atEndOf range: Range<Int>) -> Double {
    let levels = analysis.levels
    var last: [Double] = []
    var upper = range.upperBound
    for incident in analysis.incidents.reversed() where incident.range.lowerBound < upper {
      let lower = max(range.lowerBound, min(upper, incident.range.upperBound))
      last += levels[lower..<upper].suffix(Self.levelReach - last.count)
      upper = max(range.lowerBound, incident.range.lowerBound)
      if last.count >= Self.levelReach || upper == range.lowerBound { break }
    }
    last += levels[range.lowerBound..<upper].suffix(Self.levelReach - last.count)
    if last.isEmpty { last += levels[range].suffix(Self.levelReach) }
    return OrderStatistics.median(of: last)
  }

  /// Whether the level before a change was seen on enough nights.
  ///
  /// That may be in several stretches: a lesser change just before, such as that of a few outliers,
  /// does not take the baseline away.
  private func hasBaseline(_ number: Int) -> Bool {
    let change = analysis.changes[number]
    let level = level(atEndOf: change.stretch.lowerBound..<change.index)
    var begin = change.stretch.lowerBound
    for earlier in analysis.changes[..<number].reversed() {
      let before = self.level(atEndOf: earlier.stretch.lowerBound..<earlier.index)
      guard abs(before - level) < abs(change.test.shift) / 2 else { break }
      begin = earlier.stretch.lowerBound
    }
    let seen = nights[begin..<change.index]
    let changes = zip(seen, seen.dropFirst()).count { $0 != $1 }
    return !seen.isEmpty && changes + 1 >= settings.leastNightsBefore
  }

  /// Whether enough nights, the last one among them, lie on the level behind a change or below.
  ///
  /// They may be in several stretches: a lesser change just behind does not take them away.
  private func isBorneOut(_ number: Int) -> Bool {
    let change = analysis.changes[number]
    let before = level(atEndOf: change.stretch.lowerBound..<change.index)
    let middle = before + change.test.shift / 2
    var reached = change.stretch.upperBound
    for later in analysis.changes[(number + 1)...] {
      guard level(atEndOf: later.index..<later.stretch.upperBound) < middle else { break }
      reached = later.stretch.upperBound
    }
    let sessions =
      1
      / analysis.series.layout.concentration(
        change.index..<min(reached, change.index + ShiftTest.reach))
    guard sessions >= settings.leastSessionsAfter else { return false }
    var low = 0
    var begin = change.index
    var isLow = false
    while begin < nights.count {
      var end = begin + 1
      while end < nights.count, nights[end] == nights[begin] { end += 1 }
      isLow = OrderStatistics.median(of: analysis.levels[begin..<end]) < middle
      if isLow { low += 1 }
      begin = end
    }
    return isLow && low >= settings.leastNightsAfter
  }

  /// Whether the level behind a change was visited again and again before it.
  ///
  /// Then two workloads take turns under one name, and only their mix changed.
  private func isFamiliar(_ change: Change) -> Bool {
    guard -change.test.shift >= 4 * analysis.noise.within, change.index >= 8 else { return false }
    let earlier = analysis.levels[max(0, change.index - Self.familiarReach)..<change.index]
    let base = level(atEndOf: 0..<change.index)
    var visits = 0
    var episodes = 0
    var wasThere = true
    for level in earlier {
      let depth = (level - base) / change.test.shift
      let isThere = Self.familiarDepths.contains(depth)
      if isThere {
        visits += 1
        if !wasThere { episodes += 1 }
      }
      wasThere = isThere
    }
    return Double(visits) >= max(3, settings.familiarShare * Double(earlier.count)) && episodes >= 3
  }

  /// Whether a drop only takes back a rise of a few nights before.
  private func endsExcursion(_ number: Int) -> Bool {
    guard number > 0 else { return false }
    let change = analysis.changes[number]
    let rise = analysis.changes[number - 1]
    guard rise.test.shift > 0, nights[change.index] - nights[rise.index] < settings.excursionNights
    else { return false }
    return rise.test.shift + change.test.shift > -settings.furtherDrop
  }
}
