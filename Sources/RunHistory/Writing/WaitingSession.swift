internal import LogTokenizer
internal import SessionAnalysis

/// A finished session that waits to be written: what its rows need of it, with texts and workloads by
/// their positions in the table of names.
struct WaitingSession {
  var content: LogContent
  var frontEnd: Int
  /// The machine and the GPU that the log states.
  var host: Int?
  var gpu: Int?
  /// The first and last time that was printed, if any.
  var start: LogTime?
  var end: LogTime?
  var lastLine: Int
  var runCount: Int
  var unknownRecords: Int
  var facts: [SessionFact] = []
  var findings: [SessionFinding] = []
  var causes: [SessionCause] = []
  var totals: [RunTotal] = []
  /// The row that runs were written for already.
  var row: Int?
  /// The milliseconds that its bars counted.
  var busy: Int
  /// The latest time at which it can have begun, where that is known.
  var latest = Int.max

  /// Whether it prints no date, nor a year at least.
  var lacksDate: Bool { (start?.precision ?? .timeOfDay) < .noYear }
}

/// A finding of a session; lines count from 0 at the session's first.
struct SessionFinding {
  var pattern: Int
  var category: Int
  var severity: Finding.Severity
  var count: Int
  var firstLine: Int
  var lastLine: Int
  var message: String
  var isResolved: Bool
}

/// A cause of a session.
struct SessionCause {
  var cause: Int
  var confidence: Int
  var score: Int
}

extension WaitingSession {
  /// Takes over a session.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - content: What its bytes are known by.
  ///   - causes: Its causes, the likeliest first.
  ///   - totals: What its runs come to.
  ///   - row: The row that runs were written for already.
  ///   - busy: The milliseconds that its bars counted.
  ///   - names: Where its texts and workloads get their positions.
  init(
    _ session: Session, _ content: LogContent, causes: [RecordedCause], totals: [RunTotal],
    row: Int?, busy: Int, names: inout NameTable
  ) {
    self.init(
      content: content, frontEnd: names.position(of: session.frontEnd), start: session.start,
      end: session.end, lastLine: session.lastLine, runCount: session.runCount,
      unknownRecords: session.unknownRecords, row: row, busy: busy)
    facts.reserveCapacity(session.facts.count)
    for fact in session.facts {
      let value = names.position(of: fact.value)
      if gpu == nil, fact.name == "gpu" { gpu = value }
      if host == nil, fact.name == "host" { host = value }
      facts.append(
        SessionFact(
          name: names.position(of: fact.name), value: value,
          line: fact.line - content.firstLine, isDerived: fact.origin == .derived))
    }
    findings.reserveCapacity(session.findings.count)
    for finding in session.findings {
      findings.append(
        SessionFinding(
          pattern: names.position(of: finding.pattern),
          category: names.position(of: finding.category), severity: finding.severity,
          count: finding.count,
          firstLine: (finding.lines.first ?? finding.lastLine) - content.firstLine,
          lastLine: finding.lastLine - content.firstLine, message: finding.message,
          isResolved: finding.isResolved))
    }
    for cause in causes {
      self.causes.append(
        SessionCause(
          cause: names.position(of: cause.id), confidence: names.position(of: cause.confidence),
          score: cause.score))
    }
    // Not looked at behind this, so that they are moved instead of copied.
    self.totals = totals
    for index in self.totals.indices {
      let local = self.totals[index].workload
      let workload = session.workloads.indices.contains(local) ? session.workloads[local] : nil
      self.totals[index].position = names.position(
        of: NameTable.WorkloadKey(
          frontEnd: session.frontEnd, workload: workload, kind: self.totals[index].kind,
          unit: self.totals[index].unit))
    }
  }
}
