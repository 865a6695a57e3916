import LogTokenizer
package import PatternCatalogue
package import Reporting
import SessionAnalysis
import Throughput

/// Sets two sides against each other.
package struct DiffBuilder {
  let tool: ToolReport
  let glossary: Glossary
  let catalogue: Catalogue

  /// Creates a builder.
  ///
  /// - Parameters:
  ///   - tool: The program's name and versions.
  ///   - glossary: The catalogue's words.
  ///   - catalogue: The catalogue, for the order of facts and the titles of causes.
  package init(tool: ToolReport, glossary: Glossary, catalogue: Catalogue) {
    self.tool = tool
    self.glossary = glossary
    self.catalogue = catalogue
  }

  /// Returns what changed from one side to the other, and what it did.
  ///
  /// - Precondition: Neither side is empty.
  package func diff(good: DiffSide, bad: DiffSide) -> DiffReport {
    var report = DiffReport(
      tool: tool, good: side(good), bad: side(bad), verdict: .same)
    guard let before = good.session, let after = bad.session else { return report }
    report.facts = facts(before, after)
    report.newFindings = findings(of: after, notIn: before)
    report.goneFindings = findings(of: before, notIn: after)
    compareSpeeds(good, bad, &report)
    report.suspects = SessionComparison.suspects(
      before: before, after: after, glossary: glossary)
    report.newCauses = newCauses(good, bad)
    report.verdict = Self.verdict(of: report)
    report.reason = DiffReason(report: report).text
    return report
  }
}

// MARK: - Parts

extension DiffBuilder {
  private func side(_ side: DiffSide) -> DiffSideReport {
    let frontEnd = side.session?.frontEnd ?? SessionReport.unknownProgram
    var report = DiffSideReport(
      name: side.name, source: side.source, frontend: frontEnd,
      frontendTitle: glossary.frontEndTitles[frontEnd], sessions: side.sessions, runs: side.runs,
      startedAt: side.startedAt ?? side.session?.start?.rfc3339, host: side.host)
    report.isStartPrinted = side.isStartPrinted
    return report
  }

  /// The facts of both sides: those that differ first, both parts in the order of the catalogue.
  private func facts(_ before: Session, _ after: Session) -> [FactDifference] {
    let rows = catalogue.table("facts")?.rows ?? []
    let order = Dictionary(rows.enumerated().map { ($1.key, $0) }) { first, _ in first }
    let names = Set((before.facts + after.facts).map(\.name)).subtracting(glossary.hiddenFacts)
    let all = names.sorted { (order[$0] ?? .max, $0) < (order[$1] ?? .max, $1) }.map { name in
      FactDifference(
        name: name, good: before.facts.latest(name)?.value, bad: after.facts.latest(name)?.value)
    }
    return all.filter(\.isChanged) + all.filter { !$0.isChanged }
  }

  private func findings(of session: Session, notIn other: Session) -> [FindingReport] {
    let own = session.findings.filter { other.finding($0.pattern) == nil }
    return own.enumerated().sorted { left, right in
      (right.element.severity, left.offset) < (left.element.severity, right.offset)
    }.map { glossary.report(of: $0.element) }
  }

  private func newCauses(_ good: DiffSide, _ bad: DiffSide) -> [DiffCause] {
    bad.causes.compactMap { cause -> DiffCause? in
      guard !good.causes.contains(where: { $0.id == cause.id }),
        cause.confidence >= .likely,
        let rule = cause.rule ?? catalogue.causes.first(where: { $0.id == cause.id })
      else { return nil }
      return DiffCause(
        cause: cause.id, title: rule.title, confidence: cause.confidence, mostCost: rule.cost?.high)
    }.enumerated().sorted {
      ($1.element.confidence, $0.offset) < ($0.element.confidence, $1.offset)
    }.map(\.element)
  }

  private static func verdict(of report: DiffReport) -> DiffVerdict {
    func isGrave(_ finding: FindingReport) -> Bool {
      finding.severity != .note && !finding.resolved
    }
    if report.throughput.contains(where: \.isSlower)
      || report.newFindings.contains(where: isGrave)
    {
      return .worse
    }
    return report.throughput.contains(where: \.isFaster)
      || report.goneFindings.contains(where: isGrave) ? .better : .same
  }
}

// MARK: - Speeds

extension DiffBuilder {
  private func compareSpeeds(_ good: DiffSide, _ bad: DiffSide, _ report: inout DiffReport) {
    var left = good.series
    var right = bad.series
    var found: [SpeedDifference] = []
    // First the same workloads, then those that differ in how they were computed alone.
    for isSame in [true, false] {
      let key = { (series: DiffSide.Series) in
        isSame
          ? series.workload : glossary.suspectRules.relatedKey(of: series.workload)
      }
      for new in right {
        let partners = left.filter { key($0) == key(new) }
        guard partners.count == 1, let old = partners.first,
          isSame || right.count(where: { key($0) == key(new) }) == 1,
          let shift = LevelComparison(before: old.rates, after: new.rates)
        else { continue }
        found.append(SpeedDifference(new, shift, isSame: isSame))
        left.removeAll { $0.workload == old.workload }
        right.removeAll { $0.workload == new.workload }
      }
    }
    report.throughput = found.sorted {
      ($0.change, $0.workload) < ($1.change, $1.workload)
    }
    report.onlyGood = left.compactMap(LoneWorkload.init)
    report.onlyBad = right.compactMap(LoneWorkload.init)
  }
}

extension SpeedDifference {
  fileprivate init(_ series: DiffSide.Series, _ shift: LevelComparison, isSame: Bool) {
    self.init(
      workload: series.workload, unit: series.unit, sameWorkload: isSame,
      goodRatePerSecond: shift.fromRate, badRatePerSecond: shift.toRate, change: shift.change,
      low: shift.test?.low, high: shift.test?.high, z: shift.test?.z, goodRuns: shift.runsBefore,
      badRuns: shift.runsAfter, verdict: SpeedVerdict(shift))
  }
}

extension LoneWorkload {
  fileprivate init?(_ series: DiffSide.Series) {
    let rates = series.rates.rates.filter { $0 > 0 && $0.isFinite }
    guard !rates.isEmpty else { return nil }
    self.init(
      workload: series.workload, unit: series.unit, runs: rates.count,
      medianRatePerSecond: OrderStatistics.median(of: rates))
  }
}
