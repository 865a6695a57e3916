package import Reporting
package import SessionAnalysis

/// What changed between two sessions that do not stand in one report.
package enum SessionChange {
  /// Returns what may have changed their speed, the likeliest first.
  ///
  /// - Parameters:
  ///   - before: The earlier session.
  ///   - after: The later session, of another input.
  ///   - glossary: Says which facts matter.
  /// - Returns: At most eight of them.
  package static func suspects(
    before: Session, after: Session, glossary: Glossary
  ) -> [SuspectReport] {
    Suspects(
      before: SessionStatement(before), after: SessionStatement(after), glossary: glossary
    ).list
  }
}
