import Reporting
import Throughput

/// Writes results for a person: a line and a course for each series that changed, then its changes.
struct DetectText {
  var language: Language
  var width: Int

  /// The columns of the numbers before a change's rates.
  private static let placeColumns = 26
  /// The columns of a change with its interval.
  private static let changeColumns = 24
  /// The columns of the two rates.
  private static let rateColumns = 16

  /// Returns the report as text of at most `width` columns.
  func text(of results: [DetectResult]) -> String {
    var text = ""
    for result in results where result.isEventful {
      let name = TextSanitizer.sanitized(result.series.id)
      let rates = result.series.rates.rates.filter { $0 > 0 && $0.isFinite }
      append("\(name)  \(words.runs(result.series.rates.rates.count))", to: &text)
      append("  " + Measure.sparkline(rates, columns: max(8, width - 4)), to: &text)
      for event in events(of: result) { append("  " + row(event), to: &text) }
      text += "\n"
    }
    append(words.summary(of: results), to: &text)
    let tooFew = results.count(where: \.hasTooFewRuns)
    if tooFew > 0 { append(words.tooFew(tooFew), to: &text) }
    return text
  }

  /// Returns the report as a table in Markdown.
  func table(of results: [DetectResult]) -> String {
    var text = words.tableHead
    for result in results {
      for event in events(of: result) {
        let cells = [
          result.series.id, words.place(event), change(event.point), interval(event.point),
          rates(event.point),
        ]
        text += "| " + cells.map(Self.escaped).joined(separator: " | ") + " |\n"
      }
    }
    return text + "\n" + words.summary(of: results) + "\n"
  }
}

/// A change, an incident or an alarm.
struct DetectEvent {
  /// What happened.
  var point: ChangePoint
  /// The night of an alarm.
  var night: Int?
  /// The day, where it is a date, counted from 1970-01-01.
  var day: Int?
}

extension DetectText {
  private var words: DetectWords { DetectWords(language: language) }

  private func events(of result: DetectResult) -> [DetectEvent] {
    let changes = (result.changes?.lasting ?? []) + (result.changes?.incidents ?? [])
    let rates = result.series.isDated ? result.series.rates : RateSeries()
    let nights = rates.nights
    return changes.sorted { $0.index < $1.index }.map {
      DetectEvent(point: $0, day: Self.day(ofRun: $0.index, in: rates))
    }
      + (result.alarms ?? []).map { alarm in
        DetectEvent(
          point: alarm.point, night: alarm.night,
          day: nights.indices.contains(alarm.night) ? nights[alarm.night].day : nil)
      }
  }

  private static func day(ofRun index: Int, in rates: RateSeries) -> Int? {
    var end = 0
    return rates.sessions.first { session in
      end += session.runs
      return index < end
    }?.day
  }

  private func row(_ event: DetectEvent) -> String {
    let change = "\(change(event.point)) (\(interval(event.point)))"
    return [
      DisplayWidth.padded(words.place(event), to: Self.placeColumns),
      DisplayWidth.padded(change, to: Self.changeColumns),
      DisplayWidth.padded(rates(event.point), to: Self.rateColumns),
      words.remark(event),
    ].joined(separator: " ")
  }

  private func change(_ point: ChangePoint) -> String {
    (point.isDrop ? "−" : "+") + Measure.rounded(abs(100 * point.change), places: 1) + " %"
  }

  private func interval(_ point: ChangePoint) -> String {
    [point.low, point.high].map { value in
      (value < 0 ? "−" : "+") + Measure.rounded(abs(100 * value), places: 1)
    }.joined(separator: "…")
  }

  private func rates(_ point: ChangePoint) -> String {
    "\(Measure.rounded(point.fromRate)) → \(Measure.rounded(point.toRate)) /s"
  }

  private func append(_ line: String, to text: inout String) {
    let cut = DisplayWidth.truncated(line, to: width)
    text += cut.reversed().drop { $0 == " " }.reversed() + "\n"
  }

  private static func escaped(_ cell: String) -> String {
    var result = ""
    for character in TextSanitizer.sanitized(cell) {
      if "\\|`*_<>[]".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
