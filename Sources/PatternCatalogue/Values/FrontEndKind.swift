/// What a front end is.
package enum FrontEndKind: String, CaseIterable, Sendable {
  case image
  case trainer
  case llm
  case library
}
