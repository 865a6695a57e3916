/// The sessions in their order, a row for each program, coloured by the worst message.
struct SessionTimeline: HTMLPicture {
  let sessions: SessionCourse
  let phrases: Phrases

  private static let laneHeight = 40.0
  /// So many letters of a program's name stand over its row on a phone.
  private static let nameLimit = 36

  var height: Int { Int(Double(sessions.lanes.count) * Self.laneHeight) + 22 }
  let margin = HTMLPictureMargin.wide

  var description: String {
    phrases.timelineSummary(sessions.count, grave: sessions.graveCount)
  }

  var legend: [HTMLLegendEntry] {
    [
      HTMLLegendEntry(.box(.error), phrases.severity(.error)),
      HTMLLegendEntry(.box(.warning), phrases.severity(.warning)),
      HTMLLegendEntry(.box(.note), phrases.severity(.note)),
      HTMLLegendEntry(.box(.good), phrases.withoutMessages),
    ]
  }

  func write(to html: inout HTMLWriter) {
    let columns = sessions.cells.count
    let width = 1 / Double(max(columns, 1))
    for (lane, name) in sessions.lanes.enumerated() {
      let top = Double(lane) * Self.laneHeight
      let text = name.map { phrases.program($0, title: $0) } ?? phrases.otherPrograms
      let label = text.count > Self.nameLimit ? text.prefix(Self.nameLimit - 1) + "…" : text[...]
      html.label(String(label), "label strong", x: "0", y: top + 12, anchor: "start")
      html.rectangle("track", x: "0", width: "100%", top: top + 18, bottom: top + 34)
      for (column, cell) in sessions.cells.enumerated() {
        guard let part = cell.parts[lane] else { continue }
        let hint = phrases.timelineCell(
          first: column * sessions.span, span: sessions.span, of: sessions.count, part,
          time: cell.time)
        html.hint(hint) { html in
          html.rectangle(
            "box \(part.worst?.tone.rawValue ?? "good")",
            x: Place.share((Double(column) + 0.05) * width), width: Place.share(0.9 * width),
            top: top + 18, bottom: top + 34)
        }
      }
    }
    writeAxis(to: &html)
  }

  private func writeAxis(to html: inout HTMLWriter) {
    let columns = sessions.cells.count
    let y = Double(sessions.lanes.count) * Self.laneHeight + 14
    var next = 0.0
    for (column, cell) in sessions.cells.enumerated() {
      let share = (Double(column) + 0.5) / Double(max(columns, 1))
      guard share >= next else { continue }
      let number = phrases.session(column * sessions.span + 1)
      let day = cell.time.map { String($0.prefix(10)) }
      html.label(
        day ?? number, x: Place.share(share), y: y,
        anchor: share < 0.1 ? "start" : share > 0.88 ? "end" : "middle")
      next = share + 0.42
    }
  }
}
