/// What a message is about; a closed set.
package enum MessageCategory: String, CaseIterable, Sendable {
  case sessionStart = "session_start"
  case sessionReady = "session_ready"
  case sessionEnd = "session_end"
  case fact
  case workload
  case jobStart = "job_start"
  case jobEnd = "job_end"
  case modelLoad = "model_load"
  case memory
  case attention
  case throughput
  case progress
  case notThroughput = "not_throughput"
  case warning
  case error
  case noise
  case prefix
}

/// What a run or a bar does.
package enum RunKind: String, CaseIterable, Sendable {
  case sampling
  case training
  /// Tokens of a language model.
  case generation
  case load
  case download
  case other
}

/// What a front end is.
package enum FrontEndKind: String, CaseIterable, Sendable {
  case image
  case trainer
  case llm
  case library
}

/// How often a program can print a message.
package enum Recurrence: String, CaseIterable, Sendable {
  case session
  case process
}

/// How a fact came about.
package enum Provenance: String, CaseIterable, Sendable {
  /// The log shows the value itself.
  case printed
  /// The value follows from what the log shows.
  case derived
}

/// What the text of a capture stands for.
package enum CaptureType: String, CaseIterable, Sendable {
  case text
  case integer
  case decimal
  case version
  case path
  /// A number with a unit of memory; without one it is megabytes.
  case megabytes
  /// A duration: `12.5`, `1:02`, `0:01:02`, `3.1 min`.
  case seconds
}

/// How sure a cause is.
package enum Confidence: String, CaseIterable, Sendable {
  case certain
  case likely
  case possible
  case none
}
