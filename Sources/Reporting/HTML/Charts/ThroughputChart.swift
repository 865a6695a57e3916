/// The rates of one workload, run by run, with what changed and when.
struct ThroughputChart: HTMLPicture {
  let series: SeriesReport
  let chart: SeriesChart
  /// The workload's changes, in any order.
  let changes: [ChangeReport]
  /// What the sessions tell about the series.
  let course: SeriesCourse
  let phrases: Phrases

  private static let top = 30.0
  private static let bottom = 196.0

  var height: Int { course.dates.isEmpty ? 218 : 236 }
  let margin = HTMLPictureMargin.axis

  private let scale: RateScale
  private var runs: RunScale { RunScale(runs: series.runs) }

  init(
    series: SeriesReport, chart: SeriesChart, changes: [ChangeReport], course: SeriesCourse,
    phrases: Phrases
  ) {
    self.series = series
    self.chart = chart
    self.changes = changes
    self.course = course
    self.phrases = phrases
    scale = RateScale(
      chart.stretches.flatMap { [$0.low, $0.high] }, top: Self.top, bottom: Self.bottom)
  }

  /// Whether runs are told several as one.
  var isAggregated: Bool { chart.stretches.contains { $0.runs > 1 } }

  func write(to html: inout HTMLWriter) {
    writeAxes(to: &html)
    writeSessions(to: &html)
    writeLevels(to: &html)
    writeStretches(to: &html)
    for change in changes.prefix(Self.changeLimit) { write(change, to: &html) }
    if drawsMarks { for mark in course.marks { write(mark, to: &html) } }
  }
}

// MARK: - Words

extension ThroughputChart {
  /// The most changes that are drawn.
  private static let changeLimit = 12

  var description: String {
    var sentences = [
      phrases.chartSummary(
        runs: series.runs, median: series.medianRatePerSecond, unit: series.unit,
        low: chart.stretches.map(\.low).min(), high: chart.stretches.map(\.high).max())
    ]
    for change in changes.prefix(4) { sentences.append(text(of: change) + phrases.stop) }
    if course.markCount > 0 { sentences.append(phrases.environmentChanges(course.markCount)) }
    return phrases.sentences(sentences)
  }

  var legend: [HTMLLegendEntry] {
    var entries: [HTMLLegendEntry] = []
    if isAggregated {
      let runs = chart.stretches.map(\.runs).max() ?? 1
      entries.append(HTMLLegendEntry(.range, phrases.stretchLegend(runs)))
    } else {
      entries.append(HTMLLegendEntry(.dot, phrases.runLegend))
    }
    if chart.stretches.contains(where: { scale.isBeyond($0.median) }) {
      entries.append(HTMLLegendEntry(.beyond, phrases.beyondLegend))
    }
    entries.append(HTMLLegendEntry(.level, phrases.levelLegend))
    if changes.contains(where: { $0.change < 0 }) {
      entries.append(HTMLLegendEntry(.slower, phrases.slowerLegend))
    }
    if changes.contains(where: { $0.change >= 0 }) {
      entries.append(HTMLLegendEntry(.faster, phrases.fasterLegend))
    }
    if !shownStarts.isEmpty { entries.append(HTMLLegendEntry(.session, phrases.sessionLegend)) }
    if course.markCount > 0 {
      entries.append(
        HTMLLegendEntry(
          .environment,
          drawsMarks ? phrases.environmentLegend : phrases.undrawnChanges(course.markCount)))
    }
    return entries
  }

  /// Whether changes of the environment are drawn: where logs of several machines are mixed, nearly
  /// every session is one.
  private var drawsMarks: Bool { course.markCount == course.marks.count }

  private func text(of change: ChangeReport) -> String {
    let rates = Measure.rates(
      from: change.fromRatePerSecond, to: change.toRatePerSecond, unit: change.unit)
    var text =
      phrases.fromRun(change.at.run) + phrases.colon + phrases.changed(change.change) + ", " + rates
    if let low = change.low, let high = change.high {
      text += phrases.bracketed(phrases.bounds(low, high))
    }
    return text
  }
}

// MARK: - Drawing

extension ThroughputChart {
  private func writeAxes(to html: inout HTMLWriter) {
    html.axes(scale, unit: series.unit)
    for run in runs.ticks {
      let share = runs.share(Double(run) + 0.5)
      let anchor = share > 0.92 ? "end" : share < 0.06 ? "start" : "middle"
      html.label(
        Measure.count(run + 1), x: runs.middle(run), y: Self.bottom + 18, anchor: anchor)
    }
    html.dates(course.dates.map { ($0.run, $0.day) }, along: runs, y: Self.bottom + 34)
  }

  /// The sessions whose starts are drawn: none, where they would lie close together.
  private var shownStarts: [SeriesCourse.Start] {
    course.sessions <= 40 ? course.starts.filter { $0.run > 0 } : []
  }

  private func writeSessions(to html: inout HTMLWriter) {
    for start in shownStarts {
      html.hint(phrases.sessionStart(start.session, start.time)) { html in
        html.line(
          "session", x: (runs.start(start.run), runs.start(start.run)), y: (Self.top, Self.bottom))
      }
    }
  }

  private func writeLevels(to html: inout HTMLWriter) {
    for level in chart.levels {
      let x = (runs.start(level.firstRun), runs.start(level.firstRun + level.runs))
      html.rectangle(
        "band", x: x.0, width: runs.width(level.runs), top: scale.y(level.upperQuartile),
        bottom: scale.y(level.lowerQuartile))
      html.line("level", x: x, y: (scale.y(level.median), scale.y(level.median)))
    }
  }

  private func writeStretches(to html: inout HTMLWriter) {
    for stretch in chart.stretches {
      html.hint(phrases.stretch(stretch, unit: series.unit)) { html in
        html.rectangle(
          "hit", x: runs.start(stretch.firstRun), width: runs.width(stretch.runs), top: Self.top,
          bottom: Self.bottom)
        let x = runs.middle(stretch.firstRun, runs: stretch.runs)
        if stretch.runs > 1 {
          html.line("range", x: (x, x), y: (scale.y(stretch.high), scale.y(stretch.low)))
        }
        html.empty(
          "circle",
          [
            "class": scale.isBeyond(stretch.median) ? "beyond" : "dot", "cx": x,
            "cy": Place.pixels(scale.y(stretch.median)),
            "r": chart.stretches.count > 90 ? "2" : "3",
          ])
      }
    }
    html.newLine()
  }

  private func write(_ change: ChangeReport, to html: inout HTMLWriter) {
    html.change(change.change, hint: text(of: change), at: change.at.run, along: runs, scale)
  }

  private func write(_ mark: EnvironmentMark, to html: inout HTMLWriter) {
    html.hint(phrases.mark(mark)) { html in
      html.diamond(x: runs.start(mark.run), y: Self.bottom)
    }
  }
}
