/// The speed by workload: a card with pictures each, then what is left as a table.
struct SpeedSection {
  private static let rowLimit = 40

  let head: ReportHead
  let courses: [String: SeriesCourse]
  let selection: SessionSelection
  let phrases: Phrases

  var section: HTMLSection { HTMLSection(id: "speed", title: phrases.throughputHeading) }

  var isEmpty: Bool {
    head.series.isEmpty && changes.isEmpty && head.comparisons.isEmpty && head.baselines.isEmpty
  }

  /// Writes the section, a card at a time.
  func write(to html: inout HTMLWriter, flushingTo output: inout some ByteOutput) throws {
    guard !isEmpty else { return }
    section.begin(to: &html)
    for series in charted {
      html.element("article", ["class": "card"]) { html in
        if let chart = series.chart { write(series, chart, to: &html) }
      }
      html.newLine()
      try html.flushIfFull(to: &output)
    }
    writeOtherSeries(to: &html)
    writeOtherChanges(to: &html)
    writeComparisons(to: &html)
    writeBaselines(to: &html)
    if head.series.contains(where: \.isProxy) {
      html.paragraph("* " + phrases.proxyNote, isMuted: true)
    }
    section.end(to: &html)
    try html.flushIfFull(to: &output)
  }

  private func name(_ workload: String) -> String { WorkloadName(workload, phrases).text }

  private var changes: [ChangeReport] { head.regressions + head.improvements }

  /// The series with a chart: those that became slower first, then those with the most runs.
  private var charted: [SeriesReport] {
    let slower = Set(head.regressions.map(\.workload))
    return head.series.enumerated().filter { $0.element.chart != nil }.sorted { left, right in
      let rank = { (series: SeriesReport) in (slower.contains(series.workload) ? 1 : 0, series.runs)
      }
      let (a, b) = (rank(left.element), rank(right.element))
      return a == b ? left.offset < right.offset : a > b
    }.map(\.element)
  }
}

// MARK: - A workload with pictures

extension SpeedSection {
  private func write(_ series: SeriesReport, _ chart: SeriesChart, to html: inout HTMLWriter) {
    let course = courses[series.workload]?.matching(runs: series.runs)
    let changes = changes.filter { $0.workload == series.workload }
    let name = WorkloadName(series.workload, phrases)
    html.element("h3", text: name.title + (series.isProxy ? " *" : ""))
    html.facts(name.parts)
    writeNumbers(series, chart, to: &html)
    let noted = course ?? SeriesCourse(median: 0)
    let picture = ThroughputChart(
      series: series, chart: chart, changes: changes, course: noted, phrases: phrases)
    html.element("div", ["class": "plots"]) { html in
      if chart.stretches.count > 1 { html.figure(phrases.chartCaption, picture) }
      if series.runs >= RateHistogram.runLimit, chart.bins.count > 1 {
        html.figure(
          phrases.histogramCaption, RateHistogram(series: series, chart: chart, phrases: phrases))
      }
    }
    if let course { writeRuns(course, unit: series.unit, to: &html) }
    for change in changes { write(change, to: &html) }
    if chart.levels.count > 1 || !noted.marks.isEmpty {
      html.foldable { html in
        html.text(phrases.numbersSummary)
      } _: { html in
        writeLevels(chart, unit: series.unit, to: &html)
        writeMarks(noted, to: &html)
      }
    }
  }

  /// Writes how the slowest run and a typical one went, where the log shows it.
  private func writeRuns(_ course: SeriesCourse, unit: String, to html: inout HTMLWriter) {
    let shape = RunShape(course, unit: unit, phrases: phrases)
    let comparison = RunComparison(course, phrases: phrases)
    guard shape != nil || comparison != nil else { return }
    html.element("div", ["class": "plots even"]) { html in
      if let shape { html.figure(phrases.shapeCaption, shape) }
      if let comparison { html.figure(phrases.comparisonCaption, comparison) }
    }
  }

  private func writeNumbers(
    _ series: SeriesReport, _ chart: SeriesChart, to html: inout HTMLWriter
  ) {
    var numbers: [(label: String, text: String)] = []
    if let median = series.medianRatePerSecond {
      numbers.append((phrases.medianLabel, Measure.rate(median, unit: series.unit)))
    }
    numbers.append((phrases.runsLabel, Measure.count(series.runs)))
    if let spread = series.spread, series.runs > 1 {
      numbers.append((phrases.spreadLabel, Measure.percent(spread)))
    }
    if let low = chart.stretches.map(\.low).min(), let high = chart.stretches.map(\.high).max() {
      numbers.append((phrases.slowestLabel, Measure.rate(low, unit: series.unit)))
      numbers.append((phrases.fastestLabel, Measure.rate(high, unit: series.unit)))
    }
    html.element("dl", ["class": "numbers"]) { html in
      for number in numbers {
        html.element("div") { html in
          html.element("dt", text: number.label)
          html.element("dd", text: number.text)
        }
      }
    }
  }

  private func writeLevels(_ chart: SeriesChart, unit: String, to html: inout HTMLWriter) {
    HTMLTable(
      caption: phrases.levelsCaption,
      columns: [
        HTMLTable.Column(phrases.runsLabel),
        HTMLTable.Column(phrases.medianLabel, isNumber: true),
        HTMLTable.Column(phrases.quartilesLabel, isNumber: true, isSpare: true),
        HTMLTable.Column(phrases.rangeLabel, isNumber: true),
      ],
      rows: chart.levels.map { level in
        [
          .text(phrases.runRange(level.firstRun, level.runs)),
          .text(Measure.rate(level.median, unit: unit)),
          .text(Measure.rates(from: level.lowerQuartile, to: level.upperQuartile, unit: unit)),
          .text(Measure.rates(from: level.low, to: level.high, unit: unit)),
        ]
      }
    ).write(to: &html)
  }

  private func writeMarks(_ course: SeriesCourse, to html: inout HTMLWriter) {
    guard !course.marks.isEmpty else { return }
    html.element("h4", text: phrases.environmentHeading)
    html.element("ul", ["class": "evidence"]) { html in
      for mark in course.marks { html.element("li", text: phrases.mark(mark)) }
      if course.markCount > course.marks.count {
        html.element("li", text: phrases.moreChanges(course.markCount - course.marks.count))
      }
    }
  }
}

// MARK: - Changes

extension SpeedSection {
  private func write(_ change: ChangeReport, to html: inout HTMLWriter) {
    let isSlower = change.change < 0
    html.element("div", ["class": "change"]) { html in
      html.element("p") { html in
        html.badge(phrases.changed(change.change), isSlower ? .warning : .good)
        var text =
          " "
          + Measure.rates(
            from: change.fromRatePerSecond, to: change.toRatePerSecond, unit: change.unit)
        if let low = change.low, let high = change.high {
          text += phrases.bracketed(phrases.bounds(low, high))
        }
        html.text(phrases.clauses([text, phrases.kind(change.kind)]))
      }
      let session = selection.numbers[change.at.session].map(phrases.inSession)
      html.paragraph(
        phrases.since(
          session: session ?? change.at.session, run: change.at.run, line: change.at.line,
          time: change.at.time), isMuted: true)
      html.suspects(change.suspects, phrases)
    }
    html.newLine()
  }

  /// Changes of workloads without a chart.
  private func writeOtherChanges(to html: inout HTMLWriter) {
    let charted = Set(charted.map(\.workload))
    let others = changes.filter { !charted.contains($0.workload) }
    guard !others.isEmpty else { return }
    html.element("div", ["class": "card"]) { html in
      html.element("h3", text: phrases.otherChangesHeading)
      for change in others.prefix(Self.rowLimit) {
        html.element("h4", text: name(change.workload))
        write(change, to: &html)
      }
      writeRest(others.count, to: &html)
    }
    html.newLine()
  }

  private func writeComparisons(to html: inout HTMLWriter) {
    write(head.comparisons.filter { $0.isTested }, phrases.computedOtherwiseHeading, to: &html)
    write(
      head.comparisons.filter { !$0.isTested && !$0.isPassing }, phrases.comparisonsHeading,
      to: &html)
    write(head.comparisons.filter(\.isPassing), phrases.passingHeading, to: &html)
  }

  private func write(
    _ pairs: [ComparisonReport], _ heading: String, to html: inout HTMLWriter
  ) {
    guard !pairs.isEmpty else { return }
    html.element("div", ["class": "card"]) { html in
      html.element("h3", text: heading)
      for pair in pairs.prefix(Self.rowLimit) {
        html.element("div", ["class": "change"]) { html in
          html.element("p") { html in
            html.badge(phrases.changed(pair.change), .plain)
            html.text(
              " "
                + Measure.rates(
                  from: pair.fromRatePerSecond, to: pair.toRatePerSecond, unit: pair.unit)
                + phrases.bracketed(phrases.basis(of: pair)))
          }
          html.paragraph(name(pair.workload), isMuted: true)
          if !pair.sameWorkload { html.paragraph(phrases.differentWorkloads) }
          html.suspects(pair.suspects, phrases)
        }
      }
      writeRest(pairs.count, to: &html)
    }
    html.newLine()
  }

  /// What the runs are against earlier ones of a history.
  private func writeBaselines(to html: inout HTMLWriter) {
    guard !head.baselines.isEmpty else { return }
    html.element("div", ["class": "card"]) { html in
      html.element("h3", text: phrases.baselinesHeading)
      for baseline in head.baselines.prefix(Self.rowLimit) {
        html.element("div", ["class": "change"]) { html in
          html.paragraph(phrases.against(baseline))
          html.paragraph(phrases.basis(of: baseline), isMuted: true)
          html.paragraph(name(baseline.workload), isMuted: true)
          if baseline.verdict == .slower || baseline.verdict == .faster
            || !baseline.suspects.isEmpty
          {
            html.suspects(baseline.suspects, phrases)
          }
        }
      }
      writeRest(head.baselines.count, to: &html)
    }
    html.newLine()
  }

  private func writeRest(_ total: Int, to html: inout HTMLWriter) {
    guard total > Self.rowLimit else { return }
    html.paragraph(phrases.moreChanges(total - Self.rowLimit), isMuted: true)
  }
}

// MARK: - Workloads without pictures

extension SpeedSection {
  private func writeOtherSeries(to html: inout HTMLWriter) {
    let others = head.series.filter { $0.chart == nil }
    guard !others.isEmpty else { return }
    let hasCharts = others.count < head.series.count
    html.element("div", ["class": "card"]) { html in
      if hasCharts { html.element("h3", text: phrases.otherWorkloadsHeading) }
      HTMLTable(
        caption: phrases.workloadsCaption(others.count, of: head.series.count),
        columns: [
          HTMLTable.Column(phrases.workloadColumn),
          HTMLTable.Column(phrases.runsLabel, isNumber: true),
          HTMLTable.Column(phrases.medianLabel, isNumber: true),
          HTMLTable.Column(phrases.spreadLabel, isNumber: true, isSpare: true),
        ],
        rows: others.prefix(Self.rowLimit).map { series in
          [
            .text(name(series.workload) + (series.isProxy ? " *" : "")),
            .text(Measure.count(series.runs)),
            .text(series.medianRatePerSecond.map { Measure.rate($0, unit: series.unit) } ?? "–"),
            .text(series.spread.map(Measure.percent) ?? "–"),
          ]
        }
      ).write(to: &html)
      writeRest(others.count, to: &html)
    }
    html.newLine()
  }
}
