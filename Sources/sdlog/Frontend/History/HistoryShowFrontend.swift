import Reporting
import RunHistory
import SessionAnalysis

/// Shows what a history keeps of a session.
struct HistoryShowFrontend {
  /// Where it is.
  var history: RunHistory
  /// Its id, or the beginning of it.
  var id: String
  /// How it is printed.
  var format: HistoryListFrontend.Format

  /// Writes the session.
  ///
  /// - Throws: `Diagnostic` where there is no such session or more than one, else what the history and
  ///   the output report.
  func run(_ output: inout some ByteOutput) throws {
    let found = try history.sessions(idPrefix: id)
    guard let session = found.first, !id.isEmpty else {
      throw Diagnostic(
        isWarning: false, message: "there is no session \"\(id)\"",
        helps: ["`sdlog history list` shows what there is"])
    }
    guard found.count == 1 else {
      throw Diagnostic(
        isWarning: false, message: "more than one session begins with \"\(id)\"",
        notes: found.map(\.id), helps: ["give more digits"])
    }
    let detail = try history.detail(of: session)
    switch format {
    case .text: try output.append(text(detail))
    case .json:
      var json = JSONWriter(layout: .pretty)
      json.beginObject()
      json.writeMembers(of: detail)
      json.endObject()
      json.endLine()
      try json.flush(to: &output)
    }
  }

  private func text(_ detail: HistoryDetail) -> String {
    let session = detail.session
    var lines: [(name: String, value: String)] = [
      ("session", session.id),
      (
        "time",
        HistoryTime.text(session.time)
          + (session.isTimePrinted ? "" : " (when its log was last changed; the log prints none)")
      ),
      ("host", session.host), ("gpu", session.gpu ?? "-"), ("front end", session.frontEnd),
      ("size", "\(session.lines) lines, \(session.bytes) bytes, \(session.runs) runs"),
    ]
    if session.isPruned { lines.append(("pruned", "only daily summaries are left of it")) }
    if session.isOpen { lines.append(("open", "its log ends within it")) }
    for place in detail.places {
      lines.append(
        (
          "source",
          "\(place.path):\(place.firstLine), bytes \(place.bytes.lowerBound)-\(place.bytes.upperBound)"
        ))
    }
    for fact in detail.facts { lines.append(("fact", "\(fact.name) \(fact.value)")) }
    for finding in detail.findings {
      let times = finding.count == 1 ? "" : " (\(finding.count) times)"
      lines.append(
        (
          "\(finding.severity)",
          "\(finding.pattern)\(times)\(finding.isResolved ? ", resolved" : ""): \(finding.message)"
        ))
    }
    for cause in detail.causes {
      lines.append(("cause", "\(cause.id), \(cause.confidence), score \(cause.score)"))
    }
    for throughput in detail.throughput where throughput.counted > 0 {
      let unit = throughput.unit.isEmpty ? "it" : throughput.unit
      let median = throughput.median.map { "\(Self.decimal($0)) \(unit)/s" } ?? "-"
      lines.append(("runs", "\(throughput.counted) at \(median): \(throughput.workload)"))
    }
    return lines.map { name, value in
      DisplayWidth.padded(name, to: 10) + TextSanitizer.sanitized(value) + "\n"
    }.joined()
  }

  /// Writes a rate with three decimals.
  private static func decimal(_ rate: Double) -> String {
    let thousandths = Int((rate * 1000).rounded())
    let fraction = String(thousandths % 1000)
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
  }
}
