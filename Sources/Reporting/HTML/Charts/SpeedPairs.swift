/// The speed of each workload on both sides of a comparison, as two bars.
struct SpeedPairs: HTMLPicture {
  private static let laneHeight = 68.0
  /// So many columns of a workload's name stand over its bars on a phone.
  private static let nameColumns = 36
  /// How far the longest bar reaches, so that its rate stands beside it.
  private static let reach = 0.62

  let speeds: [SpeedDifference]
  let phrases: Phrases

  var height: Int { Int(Double(speeds.count) * Self.laneHeight) }
  let margin = HTMLPictureMargin.axis

  var description: String {
    phrases.sentences(
      speeds.map { name(of: $0) + phrases.colon + phrases.speed($0) + phrases.stop })
  }

  var legend: [HTMLLegendEntry] {
    guard speeds.contains(where: { $0.low != nil }) else { return [] }
    return [HTMLLegendEntry(.interval, phrases.intervalLegend)]
  }

  func write(to html: inout HTMLWriter) {
    for (lane, speed) in speeds.enumerated() {
      write(speed, top: Double(lane) * Self.laneHeight, to: &html)
    }
  }

  private func name(of speed: SpeedDifference) -> String {
    WorkloadName(speed.workload, phrases).text
  }

  private func write(_ speed: SpeedDifference, top: Double, to html: inout HTMLWriter) {
    html.label(
      DisplayWidth.truncated(name(of: speed), to: Self.nameColumns), "label strong", x: "0",
      y: top + 12, anchor: "start")
    let good = speed.goodRatePerSecond
    let interval = speed.low.flatMap { low in
      speed.high.map { (low: good * (1 + low), high: good * (1 + $0)) }
    }
    let longest = max(good, speed.badRatePerSecond, interval?.high ?? 0)
    func share(_ rate: Double) -> Double { longest > 0 ? max(0, rate / longest) * Self.reach : 0 }
    func bar(_ name: String, _ tone: HTMLTone, _ rate: Double, end: Double, top: Double) {
      html.label(name, x: "-8", y: top + 11, anchor: "end")
      html.rectangle(
        "box \(tone.rawValue)", x: "0", width: Place.share(share(rate)), top: top, bottom: top + 14)
      html.label(
        Measure.rate(rate, unit: speed.unit), x: Place.share(share(end) + 0.02), y: top + 11,
        anchor: "start")
    }
    let bad = speed.badRatePerSecond
    bar(phrases.goodColumn, .plain, good, end: good, top: top + 20)
    bar(phrases.badColumn, speed.tone, bad, end: max(bad, interval?.high ?? 0), top: top + 38)
    guard let interval else { return }
    let ends = (Place.share(share(interval.low)), Place.share(share(interval.high)))
    html.line("interval", x: ends, y: (top + 45, top + 45))
    for end in [ends.0, ends.1] {
      html.line("interval", x: (end, end), y: (top + 41, top + 49))
    }
  }
}

extension SpeedDifference {
  /// The colour of the judged side.
  var tone: HTMLTone { isSlower ? .warning : isFaster ? .good : .plain }
}
