extension ReportHead {
  /// Writes the members that stand before `sessions`.
  func writeMembersBeforeSessions(to json: inout JSONWriter) {
    if !baselines.isEmpty { json.member("baselines", baselines) }
    json.member("comparisons", comparisons)
    if !costs.isEmpty { json.member("costs", costs) }
    json.member("improvements", improvements)
    json.member("inputs", inputs)
    json.member("limits", limits)
    json.member("regressions", regressions)
    json.member("schema_version", ReportSchema.version)
    json.member("series", series)
  }

  /// Writes the members that stand behind `sessions`.
  func writeMembersAfterSessions(to json: inout JSONWriter) {
    json.member("tool", tool)
    json.member("totals", totals)
    json.member("verdict", verdict)
  }
}

/// The form of the JSON that sdlog writes.
package enum ReportSchema {
  /// The version; it is raised when a key goes away or changes its meaning.
  package static let version = 1
}

extension ToolReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("catalogue_version", catalogueVersion)
    json.member("name", name)
    json.member("version", version)
  }
}

extension TotalsReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("counted_runs", countedRuns)
    json.member("errors", errors)
    json.member("notes", notes)
    json.member("runs", runs)
    json.member("sessions", sessions)
    json.member("warnings", warnings)
  }
}

extension VerdictReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("causes", causes)
    json.member("en", text.en)
    json.member("level", level)
    json.member("zh", text.zh)
  }
}

extension LimitReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("count", count)
    json.member("what", what)
    json.member("where", place)
  }
}

extension InputReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("bytes", bytes)
    json.member("compression", compression)
    json.member("encoding", encoding)
    json.member("errors", errors)
    json.member("lost", lost)
    json.member("newline", newline)
    json.member("path", path)
    json.member("records", records)
    json.member("sessions", sessions)
  }
}

extension LostRange: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("from", from)
    json.member("to", to)
    json.member("why", why.en)
  }
}

// MARK: - Throughput over all sessions

extension SeriesReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("median_rate_per_s", medianRatePerSecond)
    json.member("outline_rates_per_s", outline)
    json.member("proxy", isProxy)
    json.member("runs", runs)
    json.member("spread", spread)
    json.member("unit", unit)
    json.member("workload", workload)
  }
}

extension ChangeReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    json.member("change", change)
    json.member("from_rate_per_s", fromRatePerSecond)
    json.member("high", high)
    json.member("kind", kind)
    json.member("low", low)
    json.member("suspects", suspects)
    json.member("to_rate_per_s", toRatePerSecond)
    json.member("unit", unit)
    json.member("workload", workload)
    json.member("z", z)
  }
}

extension ChangePlace: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("line", line)
    json.member("run", run)
    json.member("session", session)
    json.member("time", time)
  }
}

extension SuspectReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("after", after)
    json.member("before", before)
    switch subject {
    case .fact(let name), .list(let name): json.member("fact", name)
    case .finding(let pattern): json.member("finding", pattern)
    }
    json.member("why", why)
  }
}

extension BaselineReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("change", change)
    json.member("from_rate_per_s", fromRatePerSecond)
    json.member("gpu", gpu)
    json.member("high", high)
    json.member("high_rate_per_s", highRatePerSecond)
    json.member("host", host)
    json.member("low", low)
    json.member("low_rate_per_s", lowRatePerSecond)
    json.member("median_rate_per_s", medianRatePerSecond)
    json.member("nights", nights)
    json.member("runs_after", runsAfter)
    json.member("runs_before", runsBefore)
    json.member("sessions", sessions)
    json.member("since", since)
    json.member("suspects", suspects)
    json.member("to_rate_per_s", toRatePerSecond)
    json.member("unit", unit)
    json.member("until", until)
    json.member("verdict", verdict)
    json.member("workload", workload)
    json.member("z", z)
  }
}

extension ObservedCostReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("cause", cause)
    json.member("change", change)
    json.member("differences", differences)
    json.member("high", high)
    json.member("low", low)
    json.member("proxy", isProxy)
    json.member("rate_per_s_with", ratePerSecondWith)
    json.member("rate_per_s_without", ratePerSecondWithout)
    json.member("runs_with", runsWith)
    json.member("runs_without", runsWithout)
    json.member("sessions_with", sessionsWith)
    json.member("sessions_without", sessionsWithout)
    json.member("unit", unit)
    json.member("verdict", verdict)
    json.member("workload", workload)
  }
}

extension ComparisonReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("change", change)
    json.member("from_rate_per_s", fromRatePerSecond)
    json.member("high", high)
    json.member("low", low)
    json.member("runs_after", runsAfter)
    json.member("runs_before", runsBefore)
    json.member("same_workload", sameWorkload)
    json.member("suspects", suspects)
    json.member("to_rate_per_s", toRatePerSecond)
    json.member("unit", unit)
    json.member("workload", workload)
    json.member("z", z)
  }
}
