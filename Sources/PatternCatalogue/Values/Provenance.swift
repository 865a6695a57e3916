/// How a fact came about.
package enum Provenance: String, CaseIterable, Sendable {
  /// The log shows the value itself.
  case printed
  /// The value follows from what the log shows.
  case derived
}
