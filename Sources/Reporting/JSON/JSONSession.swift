extension SessionReport {
  /// Writes the members that stand before `runs`.
  func writeMembersBeforeRuns(to json: inout JSONWriter) {
    json.member("attention", attention)
    json.member("causes", causes)
    json.member("ended_at", endedAt)
    json.member("facts", facts)
    json.member("findings", findings)
    json.member("fingerprint", fingerprint)
    json.member("frontend", frontend)
    json.member("id", id)
    json.member("input", input)
    json.member("line_first", firstLine)
    json.member("line_last", lastLine)
    json.member("refuted", refuted)
    json.member("run_count", runCount)
  }

  /// Writes the members that stand behind `runs`.
  func writeMembersAfterRuns(to json: inout JSONWriter) {
    json.member("started_at", startedAt)
    json.member("throughput", throughput)
  }
}

extension FactReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("how", how)
    json.member("line", line)
    json.member("name", name)
    if let note { json.member("note", note) }
    json.member("value", value)
  }
}

extension AttentionReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("because", because)
    json.member("fell_back_to", fellBackTo)
    json.member("in_use", inUse)
    json.member("requested", requested)
  }
}

extension WorkloadThroughput: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("first_rate_per_s", firstRatePerSecond)
    json.member("kind", kind)
    json.member("last_rate_per_s", lastRatePerSecond)
    json.member("median_rate_per_s", medianRatePerSecond)
    json.member("runs", runs)
    json.member("stalls", stalls)
    json.member("unit", unit)
    json.member("workload", workload)
  }
}

extension FindingReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("captures", captures)
    json.member("category", category)
    json.member("count", count)
    json.member("lines", lines)
    json.member("message", message)
    json.member("pattern", pattern)
    json.member("resolved", resolved)
    json.member("severity", severity)
    json.member("title", title)
    json.member("variants", variants)
    json.member("verdict", verdict)
  }
}

extension FindingVariant: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("line", line)
    json.member("text", text)
  }
}

extension FindingVerdict: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("effect", effect)
    json.member("en", text.en)
    json.member("zh", text.zh)
  }
}

// MARK: - Causes

extension CauseReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("against", against)
    json.member("cause", cause)
    json.member("check", check)
    json.member("confidence", confidence)
    json.member("cost", cost)
    json.member("evidence", evidence)
    json.member("explains", explains)
    json.member("family", family)
    json.member("remedy", remedy)
    json.member("score", score)
    json.member("title", title)
    json.member("verdict", verdict)
  }
}

extension EvidenceReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("line", line)
    json.member("reason", reason)
    json.member("text", text)
    json.member("weight", weight)
  }
}

extension RemedyReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("commands", commands)
    json.member("en", text.en)
    json.member("zh", text.zh)
  }
}

extension CostReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("high", high)
    json.member("low", low)
    json.member("source", source)
  }
}

extension RefutedReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("because", because)
    json.member("cause", cause)
    json.member("title", title)
  }
}

// MARK: - Runs

extension RunReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("completed", completed)
    json.member("counted", counted)
    json.member("description", description)
    json.member("elapsed_s", elapsedSeconds)
    json.member("finished", finished)
    json.member("kind", kind)
    json.member("line_first", firstLine)
    json.member("line_last", lastLine)
    json.member("rate_high", rateHigh)
    json.member("rate_low", rateLow)
    json.member("rate_per_s", ratePerSecond)
    json.member("stalls", stalls)
    json.member("steady_rate_per_s", steadyRatePerSecond)
    json.member("total", total)
    json.member("unit", unit)
    json.member("workload", workload)
  }
}

extension StallReport: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("completed", completed)
    json.member("line", line)
    json.member("seconds", seconds)
  }
}

extension WorkloadReport: JSONRepresentable {
  /// Writes the fields with `key` and `proxy` among them, each at its place.
  ///
  /// A field of one of these two names would be written twice and is left out.
  func writeMembers(to json: inout JSONWriter) {
    var entries = fields.entries[...]
    func writeFields(before name: String, to json: inout JSONWriter) {
      while let entry = entries.first, entry.name.utf8.lexicographicallyPrecedes(name.utf8) {
        json.key(named: entry.name)
        json.value(entry.value)
        entries.removeFirst()
      }
      if entries.first?.name == name { entries.removeFirst() }
    }
    writeFields(before: "key", to: &json)
    json.member("key", key)
    writeFields(before: "proxy", to: &json)
    json.member("proxy", isProxy)
    for entry in entries {
      json.key(named: entry.name)
      json.value(entry.value)
    }
  }
}
