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
