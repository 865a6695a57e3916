/// What charts of rates have in common.
extension HTMLWriter {
  /// Draws the grid of rates with their numbers, and the line at the bottom.
  mutating func axes(_ scale: RateScale, unit: String) {
    for tick in scale.ticks {
      let y = scale.y(tick)
      line("grid", x: ("0", "100%"), y: (y, y))
      label(scale.label(tick), x: "-8", y: y + 4, anchor: "end")
    }
    label("\(unit)/s", x: "-8", y: 12, anchor: "end")
    line("axis", x: ("0", "100%"), y: (scale.bottom, scale.bottom))
  }

  /// Writes up to three of the dates below a chart, well apart.
  mutating func dates(_ dates: [(run: Int, day: String)], along runs: RunScale, y: Double) {
    var last: (run: Int, day: String)?
    for date in dates where date.day != last?.day {
      if let last, runs.share(Double(date.run - last.run)) < 0.42 { continue }
      last = date
      let share = runs.share(Double(date.run) + 0.5)
      label(
        date.day, "label faint", x: runs.middle(date.run), y: y,
        anchor: share > 0.85 ? "end" : share < 0.1 ? "start" : "middle")
    }
  }

  /// Draws a change: a line through the chart with its size above.
  ///
  /// - Parameters:
  ///   - change: The relative change.
  ///   - text: What shows on hover.
  ///   - run: The first run behind it.
  ///   - runs: The places along the chart.
  ///   - scale: The heights of the chart.
  mutating func change(
    _ change: Double, hint text: String, at run: Int, along runs: RunScale, _ scale: RateScale
  ) {
    let kind = change < 0 ? "slower" : "faster"
    let x = runs.start(run)
    hint(text) { html in
      html.line("change \(kind)", x: (x, x), y: (scale.top - 10, scale.bottom))
      let share = runs.share(Double(run))
      html.label(
        (change < 0 ? "−" : "+") + Measure.percent(change), "label \(kind)", x: x,
        y: scale.top - 15, anchor: share > 0.9 ? "end" : share < 0.1 ? "start" : "middle")
    }
  }
}
