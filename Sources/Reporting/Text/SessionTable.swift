/// The list of sessions, one row each, where there are several.
struct SessionTable {
  let selection: SessionSelection
  let detailed: Int
  let phrases: Phrases

  func write(to canvas: inout TextCanvas) {
    guard selection.total > 1 else { return }
    canvas.heading(phrases.sessionsHeading)
    let rows = selection.entries.map { cells(of: $0) }
    let titles = [
      "#", phrases.programColumn, phrases.graphicsLabel, "torch", phrases.attentionColumn,
      phrases.speedColumn, phrases.worstColumn, phrases.logColumn,
    ]
    var columns = shownColumns(width: canvas.style.width)
    if canvas.style.width >= 100, Set(rows.map(\.last)).count > 1 { columns.append(7) }
    let widths = DisplayWidth.widest(columns, of: [titles] + rows)
    let fitted = fit(widths, to: canvas.style.width - 2 * (columns.count - 1))
    for (index, row) in ([titles] + rows).enumerated() {
      let cells = zip(columns, fitted).map { column, width in
        DisplayWidth.padded(DisplayWidth.truncated(row[column], to: width), to: width)
      }
      canvas.line(cells.joined(separator: "  "), index == 0 ? .dim : .plain)
    }
    writeRest(to: &canvas)
  }

  private func writeRest(to canvas: inout TextCanvas) {
    let rest = selection.omitted.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let number = rest.reduce(0) { $0 + $1.value }
    if number > 0 {
      var programs = rest.prefix(4).map { "\(name($0.key)) \(Measure.count($0.value))" }
      if rest.count > 4 { programs.append("…") }
      canvas.paragraph(phrases.moreSessions(number, programs: phrases.list(programs)), .dim)
    }
    let detailed = selection.detailed(detailed).count
    if !selection.hasGraveOnes {
      canvas.paragraph(phrases.onlyLatest, .dim)
    } else if detailed < selection.total {
      canvas.paragraph(phrases.onlyWorst(detailed), .dim)
    }
  }

  /// Returns a GPU's name without its maker's, which tells nothing apart.
  private func shortened(_ gpu: String) -> String {
    let maker = ["NVIDIA GeForce ", "NVIDIA ", "AMD "].first { gpu.hasPrefix($0) } ?? ""
    return String(gpu.dropFirst(maker.count))
  }

  private func name(_ program: String) -> String {
    program == "unknown" ? phrases.unknownProgram : program
  }

  /// Returns the columns for which there is room, by their index.
  private func shownColumns(width: Int) -> [Int] {
    switch width {
    case ..<48: [0, 1, 6]
    case ..<72: [0, 1, 2, 5, 6]
    default: [0, 1, 2, 3, 4, 5, 6]
    }
  }

  /// Returns widths whose sum fits, the widest columns being narrowed first.
  private func fit(_ widths: [Int], to total: Int) -> [Int] {
    var widths = widths
    while widths.reduce(0, +) > total {
      guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 2
      else { return widths }
      widths[widest] -= 1
    }
    return widths
  }

  private func cells(of entry: SessionSelection.Entry) -> [String] {
    let session = entry.session
    let speed = session.throughput.max { $0.runs < $1.runs }
    let rate = speed.flatMap { speed in
      speed.medianRatePerSecond.map { Measure.rate($0, unit: speed.unit) }
    }
    return [
      String(entry.number), name(session.program),
      session.value(of: "gpu").map { shortened($0) } ?? "–",
      session.value(of: "torch") ?? "–",
      session.attentionInUse ?? "–", rate ?? "–",
      session.worstSeverity.map(phrases.severity) ?? "–", session.input,
    ].map(TextSanitizer.sanitized)
  }
}

extension SessionReport {
  /// Returns a fact's latest value.
  func value(of name: String) -> String? {
    facts.value(of: name)
  }
}
