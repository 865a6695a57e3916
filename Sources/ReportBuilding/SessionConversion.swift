import Diagnosis
import PatternCatalogue
import Reporting
import SessionAnalysis

/// Turns what analysis found into what reports show.
struct SessionConversion: Sendable {
  /// The inputs in the report's order.
  var inputs: [InputSummary]
  /// The position in `inputs` by the number in reading order.
  var order: [Int]
  /// Words of the catalogue.
  var glossary: Glossary
  var diagnostician: Diagnostician
  /// Runs that were slower than others of their workload in other sessions, by their session.
  var slowdowns: [SessionKey: [Slowdown]] = [:]
  /// What the runs say of causes, by their ids.
  var costs: [String: ObservedCostReport] = [:]

  /// The id of a session: where it begins.
  func id(of session: Session) -> String {
    id(ofInput: session.input, line: session.firstLine)
  }

  /// The id of the session that begins at a line of an input, by the input's number in reading order.
  func id(ofInput input: Int, line: Int) -> String { "\(inputs[order[input]].path):\(line)" }

  func report(of session: Session) -> SessionReport {
    let diagnosis = diagnostician.diagnose(
      session, slowdowns: slowdowns[SessionKey(session)] ?? [])
    let input = inputs[order[session.input]].path
    return SessionReport(
      id: id(of: session), input: input, frontend: session.frontEnd,
      frontendTitle: glossary.frontEndTitles[session.frontEnd], firstLine: session.firstLine,
      lastLine: session.lastLine, startedAt: session.start?.rfc3339, endedAt: session.end?.rfc3339,
      fingerprint: glossary.fingerprint(of: session),
      facts: session.facts.filter { !glossary.hiddenFacts.contains($0.name) }.map {
        FactReport(
          name: $0.name, value: $0.value, line: $0.line,
          how: $0.origin == .printed ? .printed : .derived,
          note: Self.contradiction(of: $0, session))
      },
      findings: session.findings.map(report),
      causes: diagnosis.causes.map(report),
      refuted: diagnosis.refuted.map(RefutedReport.init),
      attention: Self.attention(of: session, causes: diagnosis.causes),
      throughput: session.throughput.map { throughput in
        WorkloadThroughput(
          workload: "\(session.frontEnd) \(session.workloads[throughput.workload].key)",
          kind: Reporting.RunKind(throughput.kind), unit: throughput.unit, runs: throughput.runs,
          firstRatePerSecond: throughput.first, lastRatePerSecond: throughput.last,
          medianRatePerSecond: throughput.median, stalls: throughput.stalls)
      },
      runCount: session.runCount)
  }

  /// What is said of a value that only follows from a line, and does not agree with what is printed.
  private static func contradiction(of fact: Fact, _ session: Session) -> LocalizedText? {
    guard fact.origin == .derived else { return nil }
    let printed = session.values(of: fact.name).filter { $0.origin == .printed }.map(\.value)
    guard !printed.isEmpty else { return nil }
    return LocalizedText(
      en: "line \(fact.line) fits \(fact.value) and not the printed "
        + "\(printed.joined(separator: ", ")): another environment may have printed it",
      zh: "第 \(fact.line) 行符合 \(fact.value)，与打印出的 \(printed.joined(separator: "、")) 不符，"
        + "可能来自另一个环境")
  }

  /// Returns a workload of a session, by its position there.
  func workload(_ workload: Int, of session: Session) -> WorkloadReport {
    let workload =
      session.workloads.indices.contains(workload)
      ? session.workloads[workload] : Workload(parts: [])
    return WorkloadReport(
      key: "\(session.frontEnd) \(workload.key)", isProxy: workload.isProxy,
      fields: NamedValues(workload.parts.map { (name: $0.name, value: $0.value) }))
  }

  /// Returns a run with its workload.
  func report(of run: Run, workload: WorkloadReport) -> RunReport {
    RunReport(
      kind: Reporting.RunKind(run.kind), description: run.description, unit: run.unit,
      completed: run.completed, total: run.total, finished: run.isFinished,
      elapsedSeconds: run.elapsedSeconds, ratePerSecond: run.ratePerSecond, rateLow: run.rateLow,
      rateHigh: run.rateHigh, steadyRatePerSecond: run.steadyRatePerSecond,
      stalls: run.stalls.map {
        StallReport(line: $0.line, completed: $0.completed, seconds: Double($0.seconds))
      },
      shape: run.shape.map {
        PaceReport(completed: $0.completed, ratePerSecond: $0.ratePerSecond)
      }, firstLine: run.firstLine, lastLine: run.lastLine, workload: workload,
      counted: run.isCounted)
  }

  func report(of cause: Cause) -> CauseReport {
    var report = CauseReport(cause)
    report.observedCost = costs[report.cause]
    return report
  }

  func report(of finding: Finding) -> FindingReport { glossary.report(of: finding) }

  /// The chain of attention backends: what was asked for, what runs, and why that.
  static func attention(of session: Session, causes: [Cause] = []) -> AttentionReport {
    let reason = causes.first { cause in
      cause.explains.contains { $0.hasPrefix("torch.sdpa.") }
    }
    func value(_ place: AttentionPlace) -> String? { session.facts.latest(place.factName)?.value }
    return AttentionReport(
      requested: value(.requested), inUse: value(.inUse), fellBackTo: value(.fellBackTo),
      because: reason.map { CauseReport($0).title })
  }
}
