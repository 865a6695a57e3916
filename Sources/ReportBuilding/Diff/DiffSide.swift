package import PatternCatalogue
package import Reporting
package import SessionAnalysis
package import Throughput

/// One side of a comparison, merged from one session or from all sessions of a log.
package struct DiffSide: Sendable {
  /// A cause by its id.
  package struct NamedCause: Sendable {
    /// The rule's id.
    package var id: String
    /// How sure it is.
    package var confidence: Reporting.Confidence
    /// The rule in the words of the session; `nil` where only the id is known.
    package var rule: CauseRule?

    /// Creates the value from its parts.
    package init(id: String, confidence: Reporting.Confidence, rule: CauseRule? = nil) {
      self.id = id
      self.confidence = confidence
      self.rule = rule
    }
  }

  /// The counted runs of a workload.
  package struct Series: Sendable {
    /// The front end and the workload's key.
    package var workload: String
    /// What a rate counts.
    package var unit: String
    /// The rates, with the sessions that they fall into.
    package var rates: RateSeries

    /// Creates the value from its parts.
    package init(workload: String, unit: String, rates: RateSeries) {
      self.workload = workload
      self.unit = unit
      self.rates = rates
    }
  }

  /// What it is called: a path, `PATH#2`, or a session's id.
  package var name: String
  /// Where it comes from.
  package var source: DiffSideReport.Source
  /// The machine, where a history names it.
  package var host: String?
  /// When it began, where a history knows it, and whether its log prints that.
  package var startedAt: String?
  package var isStartPrinted = true
  /// The facts and findings: the latest values, each message once.
  package private(set) var session: Session?
  /// The number of sessions, those without anything in them included.
  package private(set) var sessions = 0
  /// The number of their runs.
  package private(set) var runs = 0
  /// The causes, the surest of each.
  package private(set) var causes: [NamedCause] = []
  /// The counted runs by workload.
  package private(set) var series: [Series] = []

  /// Creates a side without sessions.
  package init(name: String, source: DiffSideReport.Source, host: String? = nil) {
    self.name = name
    self.source = source
    self.host = host
  }
}

extension DiffSide {
  /// Whether nothing in it is of a program that is known.
  package var isEmpty: Bool {
    guard let session else { return true }
    return session.frontEnd == SessionReport.unknownProgram && session.facts.isEmpty
      && session.findings.isEmpty && runs == 0
  }

  /// Adds a session behind those that are there.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - causes: Its causes.
  ///   - series: Its counted runs by workload.
  package mutating func add(_ session: Session, causes: [NamedCause], series: [Series]) {
    sessions += 1
    runs += session.runCount
    for cause in causes { add(cause) }
    for part in series {
      if let index = self.series.firstIndex(where: { $0.workload == part.workload }) {
        self.series[index].rates.append(day: sessions, rates: part.rates.rates)
      } else {
        self.series.append(part)
      }
    }
    guard var merged = self.session else {
      self.session = session
      return
    }
    // Later sessions say what holds; what they do not state still holds as far as it is known.
    let stated = Set(session.facts.map(\.name))
    merged.facts.removeAll { stated.contains($0.name) }
    merged.facts += session.facts
    for finding in session.findings {
      guard let index = merged.findings.firstIndex(where: { $0.pattern == finding.pattern }) else {
        merged.findings.append(finding)
        continue
      }
      merged.findings[index].count += finding.count
      merged.findings[index].lastLine = finding.lastLine
      merged.findings[index].isResolved = finding.isResolved
    }
    if session.frontEnd != SessionReport.unknownProgram { merged.frontEnd = session.frontEnd }
    merged.end = session.end ?? merged.end
    self.session = merged
  }

  private mutating func add(_ cause: NamedCause) {
    guard let index = causes.firstIndex(where: { $0.id == cause.id }) else {
      causes.append(cause)
      return
    }
    if cause.confidence > causes[index].confidence { causes[index] = cause }
  }
}
