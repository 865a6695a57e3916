/// What it takes to choose among sessions.
package struct SessionOutline: Sendable {
  /// The session's id.
  package var id: String
  /// The program's name for humans, or its id.
  package var program: String
  /// How grave it is: the worst severity in the tens, a likely or certain cause in the ones.
  package var gravity: Int

  /// Creates the outline from its parts.
  package init(id: String, program: String, gravity: Int) {
    self.id = id
    self.program = program
    self.gravity = gravity
  }

  /// Returns how grave a session is.
  ///
  /// - Parameters:
  ///   - severity: The worst severity of a message that was not repaired; `nil` where there is none.
  ///   - hasCause: Whether a cause is more than possible.
  /// - Returns: The gravity, 0 where nothing is to be said.
  package static func gravity(of severity: Severity?, hasCause: Bool) -> Int {
    let tens =
      switch severity {
      case .error: 30
      case .warning: 20
      case .note: 10
      case nil: 0
      }
    return tens + (hasCause ? 1 : 0)
  }
}
