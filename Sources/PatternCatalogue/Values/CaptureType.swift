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
