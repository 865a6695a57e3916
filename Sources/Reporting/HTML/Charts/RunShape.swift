/// How fast the slowest run of a workload was from its start to its end, beside a typical one.
struct RunShape: HTMLPicture {
  let slowest: SeriesCourse.NotedRun
  let typical: SeriesCourse.NotedRun
  let phrases: Phrases

  private static let top = 30.0
  private static let bottom = 176.0
  /// Fewer rates make no curve.
  private static let fewestRates = 4

  private let scale: RateScale
  private let unit: String

  /// Creates the picture.
  ///
  /// - Returns: `nil` where the bars of the two runs do not show their rates on the way.
  init?(_ course: SeriesCourse, unit: String, phrases: Phrases) {
    guard let slowest = course.slowest, let typical = course.typical,
      slowest.rate < 0.97 * typical.rate,
      min(slowest.run.shape.count, typical.run.shape.count) >= Self.fewestRates
    else { return nil }
    self.slowest = slowest
    self.typical = typical
    self.phrases = phrases
    self.unit = unit
    scale = RateScale(
      (slowest.run.shape + typical.run.shape).map(\.ratePerSecond), top: Self.top,
      bottom: Self.bottom)
  }

  let height = 198
  let margin = HTMLPictureMargin.axis

  var description: String {
    phrases.sentences([
      phrases.shapeSummary(phrases.slowestRun, slowest, unit: unit),
      phrases.shapeSummary(phrases.typicalRun, typical, unit: unit),
    ])
  }

  var legend: [HTMLLegendEntry] {
    [
      HTMLLegendEntry(.slowCurve, name(phrases.slowestRun, slowest)),
      HTMLLegendEntry(.curve, name(phrases.typicalRun, typical)),
    ]
  }

  func write(to html: inout HTMLWriter) {
    html.axes(scale, unit: unit)
    html.label("0 %", x: "0", y: Self.bottom + 18, anchor: "start")
    html.label("50 %", x: "50%", y: Self.bottom + 18)
    html.label("100 %", x: "100%", y: Self.bottom + 18, anchor: "end")
    write(typical, "curve", to: &html)
    write(slowest, "curve slow", to: &html)
  }

  private func name(_ name: String, _ noted: SeriesCourse.NotedRun) -> String {
    name + phrases.colon
      + phrases.list([
        Measure.rate(noted.rate, unit: unit), phrases.inSession(noted.session),
        phrases.line(noted.run.lastLine),
      ])
  }

  /// Draws a run as lines from rate to rate, with a dot for each.
  private func write(
    _ noted: SeriesCourse.NotedRun, _ kind: String, to html: inout HTMLWriter
  ) {
    let total = max(noted.run.total ?? 0, noted.run.completed ?? 0, 1)
    let points = noted.run.shape.map { pace in
      (x: Place.share(pace.completed / total), y: scale.y(pace.ratePerSecond), pace: pace)
    }
    for (from, to) in zip(points, points.dropFirst()) {
      html.line(kind, x: (from.x, to.x), y: (from.y, to.y))
    }
    for point in points {
      html.hint(phrases.pace(point.pace, unit: unit)) { html in
        html.empty(
          "circle", ["class": kind, "cx": point.x, "cy": Place.pixels(point.y), "r": "3"])
      }
    }
  }
}
