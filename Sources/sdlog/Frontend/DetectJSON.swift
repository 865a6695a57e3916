import Reporting
import Throughput

/// Writes results as JSON.
enum DetectJSON {
  /// Writes all results as one object, the series sorted by their ids.
  static func write(_ results: [DetectResult], to output: inout some ByteOutput) throws {
    let sorted = results.sorted { left, right in
      left.series.id.utf8.lexicographicallyPrecedes(right.series.id.utf8)
    }
    var json = JSONWriter()
    json.beginObject()
    json.key("detector")
    json.value("sdlog \(Version.current)")
    json.key("incidents")
    json.beginObject()
    for result in sorted {
      guard let incidents = result.changes?.incidents, !incidents.isEmpty else { continue }
      json.key(named: result.series.id)
      json.writeArray(incidents) { $0.write($1) }
    }
    json.endObject()
    json.key("nightly")
    json.beginObject()
    for result in sorted {
      guard let alarms = result.alarms else { continue }
      json.key(named: result.series.id)
      json.writeArray(alarms) { $0.write($1.point, night: $1.night) }
      try json.flushIfFull(to: &output)
    }
    json.endObject()
    json.key("offline")
    json.beginObject()
    for result in sorted {
      guard let changes = result.changes?.lasting else { continue }
      json.key(named: result.series.id)
      json.writeArray(changes) { $0.write($1) }
      try json.flushIfFull(to: &output)
    }
    json.endObject()
    json.key("schema_version")
    json.value(1)
    json.key("too_few_runs")
    json.writeArray(sorted.filter(\.hasTooFewRuns)) { $0.value($1.series.id) }
    json.endObject()
    json.endLine()
    try json.flush(to: &output)
  }

  /// Writes each change, incident and alarm as a line, in the order of the file.
  static func writeLines(_ results: [DetectResult], to output: inout some ByteOutput) throws {
    var json = JSONWriter()
    for result in results {
      for point in (result.changes?.lasting ?? []) + (result.changes?.incidents ?? []) {
        json.write(point, id: result.series.id)
        json.endLine()
      }
      for alarm in result.alarms ?? [] {
        json.write(alarm.point, id: result.series.id, night: alarm.night)
        json.endLine()
      }
      try json.flushIfFull(to: &output)
    }
    try json.flush(to: &output)
  }
}

extension JSONWriter {
  fileprivate mutating func writeArray<Element>(
    _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
  ) {
    beginArray()
    for element in elements { write(&self, element) }
    endArray()
  }

  fileprivate mutating func write(_ point: ChangePoint, id: String? = nil, night: Int? = nil) {
    beginObject()
    key("at_session_start")
    value(point.isAtSessionStart)
    if let end = point.end {
      key("end")
      value(end)
    }
    key("from_rate_per_s")
    value(point.fromRate)
    key("high")
    value(100 * point.high)
    key("i")
    value(point.index)
    if let id {
      key("id")
      value(id)
    }
    key("kind")
    value(point.kind.rawValue)
    key("low")
    value(100 * point.low)
    if let night {
      key("night")
      value(night)
    }
    key("pct")
    value(100 * point.change)
    key("to_rate_per_s")
    value(point.toRate)
    key("z")
    value(point.z)
    endObject()
  }
}
