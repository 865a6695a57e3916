/// How the slowest run of a workload spent its time, beside a typical one.
struct RunComparison: HTMLPicture {
  let slowest: SeriesCourse.NotedRun
  let typical: SeriesCourse.NotedRun
  let phrases: Phrases

  /// Creates the picture.
  ///
  /// - Returns: `nil` where the log does not show enough: how long both took, and a difference.
  init?(_ course: SeriesCourse, phrases: Phrases) {
    guard let slowest = course.slowest, let typical = course.typical,
      slowest.run.firstLine != typical.run.firstLine || slowest.session != typical.session,
      let long = slowest.run.elapsedSeconds, let short = typical.run.elapsedSeconds,
      // Programs print whole seconds: shorter runs would show the rounding.
      max(long, short) >= 8, min(long, short) >= 1, slowest.rate < 0.97 * typical.rate
    else { return nil }
    self.slowest = slowest
    self.typical = typical
    self.phrases = phrases
  }

  let height = 96
  let margin = HTMLPictureMargin.wide

  var description: String {
    phrases.sentences([
      phrases.slowestRun + phrases.colon + text(of: slowest) + phrases.stop,
      phrases.typicalRun + phrases.colon + text(of: typical) + phrases.stop,
    ])
  }

  var legend: [HTMLLegendEntry] {
    var entries = [HTMLLegendEntry(.box(.plain), phrases.movingLegend)]
    if !(slowest.run.stalls + typical.run.stalls).isEmpty {
      entries.append(HTMLLegendEntry(.box(.warning), phrases.stallLegend))
    }
    return entries
  }

  func write(to html: inout HTMLWriter) {
    let whole = max(slowest.run.elapsedSeconds ?? 1, typical.run.elapsedSeconds ?? 1)
    write(slowest, phrases.slowestRun, top: 0, of: whole, to: &html)
    write(typical, phrases.typicalRun, top: 48, of: whole, to: &html)
  }

  /// How long a run took, and stood still.
  private func time(of noted: SeriesCourse.NotedRun) -> String {
    let run = noted.run
    let stalled = run.stalls.reduce(0) { $0 + $1.seconds }
    let stalls =
      stalled > 0
      ? phrases.stalls(run.stalls.count) + phrases.bracketed(Measure.duration(stalled)) : ""
    return phrases.list(
      [Measure.duration(run.elapsedSeconds ?? 0), stalls].filter { !$0.isEmpty })
  }

  private func text(of noted: SeriesCourse.NotedRun) -> String {
    phrases.list([
      time(of: noted), Measure.rate(noted.rate, unit: noted.run.unit),
      phrases.inSession(noted.session), phrases.line(noted.run.lastLine),
    ])
  }

  private func write(
    _ noted: SeriesCourse.NotedRun, _ name: String, top: Double, of whole: Double,
    to html: inout HTMLWriter
  ) {
    let run = noted.run
    let elapsed = run.elapsedSeconds ?? 0
    let text = text(of: noted)
    html.label(
      name + phrases.colon + time(of: noted), "label strong", x: "0", y: top + 12, anchor: "start")
    html.hint(text) { html in
      html.rectangle(
        "bar", x: "0", width: Place.share(elapsed / whole), top: top + 20, bottom: top + 36)
    }
    let stalled = min(elapsed, run.stalls.reduce(0) { $0 + $1.seconds })
    var before = 0.0
    for stall in run.stalls {
      let done = (stall.completed ?? 0) / max(run.completed ?? 1, 1)
      let start = done * (elapsed - stalled) + before
      let seconds = min(stall.seconds, max(0, elapsed - start))
      before += stall.seconds
      html.hint(phrases.stall(stall)) { html in
        html.rectangle(
          "box warning", x: Place.share(start / whole), width: Place.share(seconds / whole),
          top: top + 20, bottom: top + 36)
      }
    }
  }
}
