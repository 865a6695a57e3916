/// How often a program can print a message.
package enum Recurrence: String, CaseIterable, Sendable {
  case session
  case process
}
