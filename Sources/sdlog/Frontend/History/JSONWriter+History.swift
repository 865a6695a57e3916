import Reporting
import RunHistory
import SessionAnalysis

extension JSONWriter {
  /// Writes a session with all that is kept of it.
  mutating func writeMembers(of detail: HistoryDetail) {
    writeMembers(of: detail, runs: false) { _ in }
  }

  /// Writes a session with all that is kept of it, and with its runs.
  ///
  /// - Parameters:
  ///   - detail: The session.
  ///   - runs: Whether it has a member for its runs.
  ///   - writeRuns: Writes the runs as elements of an array.
  mutating func writeMembers(
    of detail: HistoryDetail, runs: Bool, writeRuns: (inout JSONWriter) throws -> Void
  ) rethrows {
    let session = detail.session
    key("bytes")
    value(session.bytes)
    key("causes")
    writeArray(detail.causes) { $0.writeMembers(of: $1) }
    key("facts")
    writeArray(detail.facts) { json, fact in
      json.key("how")
      json.value(fact.origin == .derived ? "derived" : "printed")
      json.key("line")
      json.value(fact.line)
      json.key("name")
      json.value(fact.name)
      json.key("value")
      json.value(fact.value)
    }
    key("findings")
    writeArray(detail.findings) { $0.writeMembers(of: $1) }
    key("frontend")
    value(session.frontEnd)
    key("gpu")
    if let gpu = session.gpu { value(gpu) } else { null() }
    key("host")
    value(session.host)
    key("id")
    value(session.id)
    key("lines")
    value(session.lines)
    key("open")
    value(session.isOpen)
    key("pruned")
    value(session.isPruned)
    if runs {
      key("runs")
      beginArray()
      try writeRuns(&self)
      endArray()
    }
    key("schema_version")
    value(1)
    key("sources")
    writeArray(detail.places) { json, place in
      json.key("bytes")
      json.value([place.bytes.lowerBound, place.bytes.upperBound])
      json.key("line_first")
      json.value(place.firstLine)
      json.key("path")
      json.value(place.path)
    }
    key("throughput")
    writeArray(detail.throughput) { $0.writeMembers(of: $1) }
    key("time")
    value(HistoryTime.text(session.time))
    key("time_printed")
    value(session.isTimePrinted)
  }

  /// Writes a run.
  mutating func write(_ run: HistoryRun) {
    beginObject()
    key("completed")
    value(orNull: run.completed)
    key("counted")
    value(run.isCounted)
    key("elapsed_s")
    value(orNull: run.elapsedSeconds)
    key("finished")
    value(run.isFinished)
    key("kind")
    value(run.kind.name)
    key("line")
    value(run.line)
    key("rate_high")
    value(orNull: run.rateHigh)
    key("rate_low")
    value(orNull: run.rateLow)
    key("rate_per_s")
    value(orNull: run.ratePerSecond)
    key("run")
    value(run.ordinal)
    key("stalls")
    value(run.stalls)
    key("workload")
    value(run.workload)
    endObject()
  }
}

extension JSONWriter {
  private mutating func writeArray<Element>(
    _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
  ) {
    beginArray()
    for element in elements {
      beginObject()
      write(&self, element)
      endObject()
    }
    endArray()
  }

  private mutating func value(orNull number: Double?) {
    if let number { value(number) } else { null() }
  }

  private mutating func writeMembers(of cause: RecordedCause) {
    key("cause")
    value(cause.id)
    key("confidence")
    value(cause.confidence)
    key("score")
    value(cause.score)
  }

  private mutating func writeMembers(of finding: HistoryDetail.Finding) {
    key("category")
    value(finding.category)
    key("count")
    value(finding.count)
    key("line_first")
    value(finding.firstLine)
    key("line_last")
    value(finding.lastLine)
    key("message")
    value(finding.message)
    key("pattern")
    value(finding.pattern)
    key("resolved")
    value(finding.isResolved)
    key("severity")
    value("\(finding.severity)")
  }

  private mutating func writeMembers(of throughput: HistoryThroughput) {
    key("counted")
    value(throughput.counted)
    key("high")
    value(orNull: throughput.high)
    key("kind")
    value(throughput.kind.name)
    key("low")
    value(orNull: throughput.low)
    key("median_rate_per_s")
    value(orNull: throughput.median)
    key("runs")
    value(throughput.runs)
    key("stalls")
    value(throughput.stalls)
    key("unit")
    value(throughput.unit)
    key("workload")
    value(throughput.workload)
  }
}
