/// A summary as one JSON object, described by `docs/summary.schema.json`.
package struct SummaryJSON: Sendable {
  /// The version of the format; keys are added, not renamed.
  package static let schemaVersion = 1

  /// Creates the format.
  package init() {}

  /// Writes a summary.
  ///
  /// - Throws: What the output throws.
  package func write(_ report: SummaryReport, to output: inout some ByteOutput) throws {
    var json = JSONWriter(layout: .pretty)
    json.value(report)
    json.endLine()
    try json.flush(to: &output)
  }

  /// Returns what is told anew of a change as one line, for a command that is run on it.
  package static func line(of change: SummaryChange) -> String {
    line("change", change)
  }

  /// Returns what is told anew of a cause as one line, for a command that is run on it.
  package static func line(of cause: SummaryCause) -> String {
    line("cause", cause)
  }

  private static func line(_ key: StaticString, _ value: some JSONRepresentable) -> String {
    var json = JSONWriter()
    json.beginObject()
    json.member(key, value)
    json.member("schema_version", schemaVersion)
    json.endObject()
    var output = MemoryOutput()
    try? json.flush(to: &output)
    return output.text
  }
}

extension SummaryReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("causes", causes)
    json.member("commands", commands)
    json.member("improvements", improvements)
    json.member("incidents", incidents)
    json.member("period", period)
    json.member("quality", quality)
    json.member("regressions", regressions)
    json.member("schema_version", SummaryJSON.schemaVersion)
    json.member("tool", tool)
    json.member("unjudged", unjudged)
    json.member("verdict", verdict)
    json.member("workloads", workloads)
  }
}

extension SummaryPeriod: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("from", from)
    json.member("start", start)
    json.member("to", to)
  }
}

extension SummaryVerdict: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("en", text.en)
    json.member("level", level)
    json.member("needs_attention", needsAttention)
    json.member("zh", text.zh)
  }
}

extension SummaryCommands: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("acknowledge", acknowledge)
    json.member("look", look)
  }
}

extension SummaryTime: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("inferred", isInferred)
    json.member("local", text)
  }
}

extension SummaryQuality: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("errors", errors)
    json.member("inferred_times", inferredTimes)
    json.member("limits", limits)
    json.member("lines", lines)
    json.member("lost", losses)
    json.member("machines", machines)
    json.member("missing", missing)
    json.member("new_bytes", newBytes)
    json.member("runs", runs)
    json.member("sessions", sessions)
    json.member("sources", sources)
    json.member("sources_changed", changedSources)
    json.member("unknown_records", unknownRecords)
  }
}

extension SummaryLoss: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("from", from)
    json.member("path", path)
    json.member("to", to)
    json.member("why", why)
  }
}

extension SummaryReadError: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("path", path)
    json.member("why", why.en)
  }
}

extension SummaryChange: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("acknowledged", acknowledgement)
    json.member("change", change)
    json.member("from_rate_per_s", beforeRatePerSecond)
    json.member("high", high)
    json.member("host", host)
    json.member("id", id)
    json.member("kind", isSlow ? "drift" : "step")
    json.member("low", low)
    json.member("night", night)
    json.member("nights", nights)
    json.member("nights_ago", nightsAgo)
    json.member("session", session)
    json.member("state", state)
    json.member("suspects", suspects)
    json.member("to_rate_per_s", recentRatePerSecond)
    json.member("unit", unit)
    json.member("workload", workload)
  }
}

extension SummaryNight: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("high_rate_per_s", high)
    json.member("low_rate_per_s", low)
    json.member("median_rate_per_s", median)
    json.member("night", date)
    json.member("runs", runs)
  }
}

extension SummarySession: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("id", id)
    json.member("line", line)
    json.member("path", path)
    json.member("time", time)
  }
}

extension SummaryAcknowledgement: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("note", note)
    json.member("until", until)
  }
}

extension SummaryCause: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("acknowledged", acknowledgement)
    json.member("cause", cause)
    json.member("confidence", confidence)
    json.member("frontend", frontend)
    json.member("host", host)
    json.member("id", id)
    json.member("night", night)
    json.member("nights_ago", nightsAgo)
    json.member("remedy", remedy?.text)
    json.member("session", session)
    json.member("sessions", sessions)
    json.member("state", state)
    json.member("title", title)
  }
}

extension SummaryIncident: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("count", count)
    json.member("frontend", frontend)
    json.member("host", host)
    json.member("kind", kind)
    json.member("message", message)
    json.member("pattern", pattern)
    json.member("session", session)
    json.member("title", title)
  }
}

extension UnjudgedWorkload: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("host", host)
    json.member("nights", nights)
    json.member("nights_needed", nightsNeeded)
    json.member("reason", reason)
    json.member("runs", runs)
    json.member("workload", workload)
  }
}

extension SummaryWorkload: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("host", host)
    json.member("nights", nights)
    json.member("proxy", isProxy)
    json.member("unit", unit)
    json.member("workload", workload)
  }
}
