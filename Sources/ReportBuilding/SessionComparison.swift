package import Reporting
package import SessionAnalysis

/// Compares two sessions of one workload that need not come from one reading.
package enum SessionComparison {
  /// Returns what changed between two sessions, and may have changed their speed.
  ///
  /// - Parameters:
  ///   - before: The earlier session.
  ///   - after: The later one.
  ///   - glossary: Says which facts matter.
  /// - Returns: At most eight: the facts that differ, then the findings that are new, the weightier first.
  package static func suspects(
    before: Session, after: Session, glossary: Glossary
  ) -> [SuspectReport] {
    var (before, after) = (SessionStatement(before), SessionStatement(after))
    // Sessions of different readings may have the same numbers.
    (before.input, after.input) = (0, 1)
    return Suspects(before: before, after: after, glossary: glossary).list
  }
}
