import Reporting
import SessionAnalysis

extension Reporting.RunKind {
  init(_ kind: Run.Kind) {
    self = RunKind(rawValue: kind.name) ?? .other
  }
}

extension Reporting.Severity {
  init(_ severity: Finding.Severity) {
    switch severity {
    case .note: self = .note
    case .warning: self = .warning
    case .error: self = .error
    }
  }
}
