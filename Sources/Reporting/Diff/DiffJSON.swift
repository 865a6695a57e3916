/// A comparison as one JSON object.
package struct DiffJSON: Sendable {
  private let layout: JSONWriter.Layout

  /// Creates the format: indented, or on one line.
  package init(layout: JSONWriter.Layout = .pretty) {
    self.layout = layout
  }

  /// Writes a comparison.
  ///
  /// - Throws: What the output throws.
  package func write(_ diff: DiffReport, to output: inout some ByteOutput) throws {
    var json = JSONWriter(layout: layout)
    json.value(diff)
    json.endLine()
    try json.flush(to: &output)
  }
}

extension DiffReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("bad", bad)
    json.member("facts", facts)
    json.member("findings_gone", goneFindings)
    json.member("findings_new", newFindings)
    json.member("good", good)
    json.member("new_causes", newCauses)
    json.member("only_bad", onlyBad)
    json.member("only_good", onlyGood)
    json.member("reason", reason)
    json.member("schema_version", ReportSchema.version)
    json.member("suspects", suspects)
    json.member("throughput", throughput)
    json.member("tool", tool)
    json.member("verdict", verdict)
  }
}

extension DiffSideReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("frontend", frontend)
    json.member("host", host)
    json.member("name", name)
    json.member("runs", runs)
    json.member("sessions", sessions)
    json.member("source", source)
    json.member("start_printed", isStartPrinted)
    json.member("started_at", startedAt)
  }
}

extension FactDifference: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("bad", bad)
    json.member("changed", isChanged)
    json.member("good", good)
    json.member("name", name)
  }
}

extension SpeedDifference: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("bad_rate_per_s", badRatePerSecond)
    json.member("change", change)
    json.member("good_rate_per_s", goodRatePerSecond)
    json.member("high", high)
    json.member("low", low)
    json.member("runs_bad", badRuns)
    json.member("runs_good", goodRuns)
    json.member("same_workload", sameWorkload)
    json.member("unit", unit)
    json.member("verdict", verdict)
    json.member("workload", workload)
    json.member("z", z)
  }
}

extension LoneWorkload: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("median_rate_per_s", medianRatePerSecond)
    json.member("runs", runs)
    json.member("unit", unit)
    json.member("workload", workload)
  }
}

extension DiffCause: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("cause", cause)
    json.member("confidence", confidence)
    json.member("title", title)
  }
}
