/// How much a finding matters; the later case is the graver.
package enum Severity: String, CaseIterable, Sendable {
  /// Worth knowing; also what is harmless.
  case note
  /// Something works worse than it could.
  case warning
  /// Something does not work.
  case error
}

extension Severity: Comparable {
  /// Whether `left` is less grave than `right`.
  package static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// What a finding does to the user's work.
package enum Effect: String, CaseIterable, Sendable {
  /// Nothing.
  case harmless
  /// It depends on what else the session shows.
  case depends
  /// The work takes longer.
  case slower
  /// The work fails.
  case breaks
}
