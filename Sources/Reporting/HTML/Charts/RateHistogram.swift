/// How often runs of a workload had which rate.
struct RateHistogram: HTMLPicture {
  let series: SeriesReport
  let chart: SeriesChart
  let phrases: Phrases

  private static let top = 30.0
  private static let bottom = 196.0

  let height = 218
  let margin = HTMLPictureMargin.axis
  let legend: [HTMLLegendEntry] = []

  /// The fewest runs that make a histogram.
  static let runLimit = 10

  var description: String {
    guard let mode = chart.bins.max(by: { $0.runs < $1.runs }) else { return "" }
    return phrases.histogramSummary(phrases.bin(mode, unit: series.unit))
  }

  func write(to html: inout HTMLWriter) {
    let bins = chart.bins
    guard let first = bins.first, let last = bins.last else { return }
    let most = Double(bins.map(\.runs).max() ?? 1)
    html.label(Measure.count(Int(most)), x: "-8", y: Self.top + 8, anchor: "end")
    html.label("0", x: "-8", y: Self.bottom, anchor: "end")
    let width = 1 / Double(bins.count)
    for (index, bin) in bins.enumerated() {
      html.hint(phrases.bin(bin, unit: series.unit)) { html in
        let x = Place.share(width * Double(index))
        html.rectangle("hit", x: x, width: Place.share(width), top: Self.top, bottom: Self.bottom)
        let share = Double(bin.runs) / most
        // Even one run of thousands stays to be seen.
        let height = bin.runs == 0 ? 0 : max(2, share * (Self.bottom - Self.top))
        html.rectangle(
          "bar", x: Place.share(width * (Double(index) + 0.06)), width: Place.share(width * 0.88),
          top: Self.bottom - height, bottom: Self.bottom)
      }
    }
    html.line("axis", x: ("0", "100%"), y: (Self.bottom, Self.bottom))
    html.label(
      Measure.rate(first.low, unit: series.unit), x: "0", y: Self.bottom + 18, anchor: "start")
    html.label(
      Measure.rate(last.high, unit: series.unit), x: "100%", y: Self.bottom + 18, anchor: "end")
  }
}
