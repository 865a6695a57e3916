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
    guard let analysis = SeriesAnalysis(series, settings: settings.detector) else { return nil }
    self.analysis = analysis
    self.settings = settings
    self.last = last
    nights = analysis.levels.merged.indices.map {
      nightOfRun[analysis.series.position(after: $0) - 1]
    }
  }
}

extension NightWindow {
  /// The level of the last runs, as a logarithm of the rate.
  var currentLevel: Double {
    let start = analysis.changes.last?.index ?? 0
    return level(of: start..<analysis.levels.merged.count, atEnd: true)
  }

  /// The drops that began in the last nights and are strong enough, in rising order.
  var drops: [Drop] {
    var result: [Drop] = []
    for (number, change) in analysis.changes.enumerated() {
      let night = nights[change.index]
      guard change.test.shift < 0, night > last - settings.freshNights,
        change.test.z >= settings.leastZ, !isFamiliar(change), !endsExcursion(number)
      else { continue }
      let point = analysis.point(change)
      result.append(
        Drop(
          night: night,
          levelBefore: level(of: change.stretch.lowerBound..<change.index, atEnd: true),
          levelAfter: level(of: change.index..<change.stretch.upperBound, atEnd: true),
          point: point, isBorneOut: isBorneOut(change)))
    }
    return result
  }
}

extension NightWindow {
  private typealias Change = SeriesAnalysis.Change

  private func level(of range: Range<Int>, atEnd: Bool) -> Double {
    let levels = analysis.levels.merged[range]
    return OrderStatistics.median(
      of: atEnd ? levels.suffix(Self.levelReach) : levels.prefix(Self.levelReach))
  }

  private func isBorneOut(_ change: Change) -> Bool {
    guard change.test.sessionsAfter >= settings.leastSessionsAfter else { return false }
    let before = level(of: change.stretch.lowerBound..<change.index, atEnd: true)
    let middle = before + change.test.shift / 2
    var low = 0
    var begin = change.index
    var isLow = false
    while begin < nights.count {
      var end = begin + 1
      while end < nights.count, nights[end] == nights[begin] { end += 1 }
      isLow = OrderStatistics.median(of: analysis.levels.merged[begin..<end]) < middle
      if isLow { low += 1 }
      begin = end
    }
    return isLow && low >= settings.leastNightsAfter
  }

  /// Whether the level behind a change was visited again and again before it.
  private func isFamiliar(_ change: Change) -> Bool {
    let i = change.index
    let shift = change.test.shift
    guard abs(shift) >= 4 * analysis.noise.within, i >= 8 else { return false }
    let earlier = analysis.levels.merged[max(0, i - 400)..<i]
    let base = level(of: 0..<i, atEnd: true)
    var count = 0
    var episodes = 0
    var was = true
    for value in earlier {
      let isThere = (value - base) * (shift > 0 ? 1 : -1) >= 0.65 * abs(shift)
      if isThere {
        count += 1
        if !was { episodes += 1 }
      }
      was = isThere
    }
    return Double(count) >= max(3, settings.familiarShare * Double(earlier.count)) && episodes >= 3
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
