/// The rates of a workload night by night, with its changes and the levels that they compare.
struct NightChart: HTMLPicture {
  /// The most dots; of more nights several are drawn as one.
  private static let partLimit = 180

  /// The nights with runs, the oldest first.
  let nights: [SummaryNight]
  let unit: String
  /// The changes of the workload.
  let changes: [SummaryChange]
  let phrases: Phrases

  let height = 218
  let margin = HTMLPictureMargin.axis

  private let scale: RateScale
  private var places: RunScale { RunScale(runs: nights.count) }

  /// Creates the chart.
  ///
  /// - Returns: `nil` where there are too few nights to see a course.
  init?(nights: [SummaryNight], unit: String, changes: [SummaryChange], phrases: Phrases) {
    guard nights.count > 2 else { return nil }
    self.nights = nights
    self.unit = unit
    self.changes = changes
    self.phrases = phrases
    scale = RateScale(
      nights.flatMap { [$0.low, $0.high] }
        + changes.filter { $0.state != .recovered }.map(\.beforeRatePerSecond),
      top: 30, bottom: 196)
  }

  func write(to html: inout HTMLWriter) {
    html.axes(scale, unit: unit)
    html.dates(
      nights.enumerated().map { ($0.offset, $0.element.date) }, along: places, y: scale.bottom + 18)
    for change in compared { writeLevels(of: change, to: &html) }
    writeNights(to: &html)
    for change in changes { write(change, to: &html) }
  }
}

// MARK: - Words

extension NightChart {
  var caption: String {
    phrases.nightsCaption(from: nights.first?.date ?? "", to: nights.last?.date ?? "")
  }

  var description: String {
    var sentences = [
      phrases.nightsSummary(
        nights.count, first: nights.first?.median ?? 0, last: nights.last?.median ?? 0, unit: unit)
    ]
    for change in changes.prefix(4) { sentences.append(text(of: change) + phrases.stop) }
    return phrases.sentences(sentences)
  }

  var legend: [HTMLLegendEntry] {
    var entries = [HTMLLegendEntry(.range, phrases.nightLegend(span))]
    if !compared.isEmpty { entries.append(HTMLLegendEntry(.level, phrases.comparedLegend)) }
    let marked = changes.filter { mark(of: $0) != nil }
    if marked.contains(where: { $0.change < 0 || $0.state == .recovered }) {
      entries.append(HTMLLegendEntry(.slower, phrases.slowerLegend))
    }
    if marked.contains(where: { $0.change >= 0 && $0.state != .recovered }) {
      entries.append(HTMLLegendEntry(.faster, phrases.fasterLegend))
    }
    return entries
  }

  private func text(of change: SummaryChange) -> String {
    phrases.clauses([phrases.summary(of: change), phrases.since(change)])
  }
}

// MARK: - Drawing

extension NightChart {
  /// The changes that are so: what is over is not compared with anything.
  private var compared: [SummaryChange] { changes.filter { $0.state != .recovered } }

  /// How many nights are drawn as one.
  private var span: Int { (nights.count + Self.partLimit - 1) / Self.partLimit }

  /// The first night from which on a change holds, or the one behind the last.
  private func start(of change: SummaryChange) -> Int {
    nights.firstIndex { $0.date >= change.night } ?? nights.count
  }

  /// The night at which a change is drawn; `nil` where it began before the chart or behind it.
  private func mark(of change: SummaryChange) -> Int? {
    let start = start(of: change)
    return start > 0 && start < nights.count ? start : nil
  }

  /// Draws the level before a change over the nights that it is taken from, and the present one with the
  /// interval of the change.
  private func writeLevels(of change: SummaryChange, to html: inout HTMLWriter) {
    let start = start(of: change)
    let before = change.beforeRatePerSecond
    // Where the change is older than the chart, its level before stands beside all nights.
    let earlier =
      start > 0 ? max(0, start - SummaryChange.nightsBefore)..<start : 0..<nights.count
    let last = max(start, nights.count - SummaryChange.nightsAfter)..<nights.count
    if let low = change.low, let high = change.high {
      html.rectangle(
        "band", x: places.start(last.lowerBound), width: places.width(last.count),
        top: scale.y(before * (1 + max(low, high))), bottom: scale.y(before * (1 + min(low, high))))
    }
    for (nights, rate) in [(earlier, before), (last, change.recentRatePerSecond)] {
      html.line(
        "level", x: (places.start(nights.lowerBound), places.start(nights.upperBound)),
        y: (scale.y(rate), scale.y(rate)))
    }
  }

  private func writeNights(to html: inout HTMLWriter) {
    for first in stride(from: 0, to: nights.count, by: span) {
      let part = nights[first..<min(first + span, nights.count)]
      let medians = part.map(\.median).sorted()
      let median = medians[medians.count / 2]
      let low = part.map(\.low).min() ?? median
      let high = part.map(\.high).max() ?? median
      html.hint(phrases.nights(part, median: median, low: low, high: high, unit: unit)) { html in
        let x = places.middle(first, runs: part.count)
        html.rectangle(
          "hit", x: places.start(first), width: places.width(part.count), top: scale.top,
          bottom: scale.bottom)
        html.line("range", x: (x, x), y: (scale.y(high), scale.y(low)))
        html.empty(
          "circle",
          [
            "class": scale.isBeyond(median) ? "beyond" : "dot", "cx": x,
            "cy": Place.pixels(scale.y(median)), "r": nights.count > 90 ? "2" : "3",
          ])
      }
    }
    html.newLine()
  }

  private func write(_ change: SummaryChange, to html: inout HTMLWriter) {
    guard let mark = mark(of: change) else { return }
    if change.state == .recovered {
      // The difference that is left says nothing of what it was.
      let x = places.start(mark)
      html.hint(text(of: change)) { html in
        html.line("change slower", x: (x, x), y: (scale.top - 10, scale.bottom))
      }
    } else {
      html.change(change.change, hint: text(of: change), at: mark, along: places, scale)
    }
  }
}
