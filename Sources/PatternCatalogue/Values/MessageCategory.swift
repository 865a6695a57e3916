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
