import PatternCatalogue
import SessionAnalysis

/// Tells whether conditions of cause rules hold for a session, and which lines show it.
///
/// A class, because many conditions are tried on it, and each copy would count its parts.
final class SessionEvidence {
  let session: Session
  /// Runs of the session that were slower than others; `nil` where there are none.
  let slowdown: Slowdown?

  /// Takes a session.
  init(session: Session, slowdown: Slowdown? = nil) {
    self.session = session
    self.slowdown = slowdown
  }

  /// Returns the lines that show that a condition holds; `nil` if it does not hold.
  func shown(_ condition: Condition) -> [Evidence]? {
    switch condition {
    case .finding(let finding):
      return shown(finding)
    case .fact(let name, let test):
      return shown(fact: name, test)
    case .frontEnd(let ids):
      return ids.contains(session.frontEnd)
        ? [Evidence(line: nil, text: session.frontEnd, weight: 0)] : nil
    case .run(let run):
      return shown(run)
    case .attention(let place, let test):
      return shown(fact: place.factName, test)
    case .before(let first, let second):
      guard let first = shown(first), let second = shown(second),
        let firstLine = first.compactMap(\.line).min(),
        let secondLine = second.compactMap(\.line).min(), firstLine < secondLine
      else { return nil }
      return first + second
    case .slowdown(let condition):
      return shown(condition)
    case .differs(let name):
      return shown(difference: name)
    case .faster(let condition):
      return slowdown.flatMap { Self.shown(condition, by: $0.faster) }
    case .slower(let condition):
      return slowdown.flatMap { Self.shown(condition, by: $0.slower) }
    case .all(let conditions):
      var lines: [Evidence] = []
      for condition in conditions {
        guard let more = shown(condition) else { return nil }
        lines += more
      }
      return lines
    case .any(let conditions):
      for condition in conditions {
        if let lines = shown(condition) { return lines }
      }
      return nil
    case .not(let condition):
      return holds(condition) ? nil : []
    }
  }

  /// Whether a condition holds: as ``shown(_:)``, without putting together what shows it.
  func holds(_ condition: Condition) -> Bool {
    switch condition {
    case .finding(let finding):
      session.findings.indices.contains { isAskedFor($0, finding) }
    case .fact(let name, let test):
      holds(test, of: name)
    case .frontEnd(let ids):
      ids.contains(session.frontEnd)
    case .all(let conditions):
      conditions.allSatisfy(holds)
    case .any(let conditions):
      conditions.contains(where: holds)
    case .not(let condition):
      !holds(condition)
    case .run(let run):
      extreme(run) != nil
    case .attention(let place, let test):
      holds(test, of: place.factName)
    case .slowdown(let condition):
      holds(condition)
    case .differs(let name):
      difference(name) != nil
    case .faster(let condition):
      slowdown.map { Self.holds(condition, by: $0.faster) } ?? false
    case .slower(let condition):
      slowdown.map { Self.holds(condition, by: $0.slower) } ?? false
    case .before:
      shown(condition) != nil
    }
  }

  private func shown(_ condition: FindingCondition) -> [Evidence]? {
    let wanted = session.findings.indices.filter { isAskedFor($0, condition) }
    guard !wanted.isEmpty else { return nil }
    return wanted.map {
      Evidence(
        line: session.findings[$0].lines.first,
        text: session.findings[$0].message.firstLine(atMost: 200), isQuoted: true, weight: 0)
    }
  }

  private func isAskedFor(_ position: Int, _ condition: FindingCondition) -> Bool {
    condition.finding.matches(session.findings[position].pattern)
      && session.findings[position].isResolved == (condition.isResolved ?? false)
      && (condition.count?.contains(session.findings[position].count) ?? true)
      && condition.captures.allSatisfy { capture in
        session.findings[position].captures[capture.name].map(capture.test.holds)
          ?? capture.test.holdsForNone
      }
  }

  /// Whether one of a fact's values passes a test.
  private func holds(_ test: ValueTest, of name: String) -> Bool {
    var isThere = false
    for index in session.facts.indices where session.facts[index].name == name {
      isThere = true
      if test.holds(for: session.facts[index].value) { return true }
    }
    return !isThere && test.holdsForNone
  }

  private func shown(fact name: String, _ test: ValueTest) -> [Evidence]? {
    let facts = session.values(of: name)
    if facts.isEmpty { return test.holdsForNone ? [] : nil }
    return facts.first { test.holds(for: $0.value) }.map { fact in
      [Evidence(line: fact.line, fact: name, [fact.value])]
    }
  }

  private func holds(_ condition: SlowdownCondition) -> Bool {
    guard let slowdown else { return false }
    return condition.share.contains(slowdown.share)
      && (condition.isTested.map { $0 == slowdown.isTested } ?? true)
  }

  private func shown(_ condition: SlowdownCondition) -> [Evidence]? {
    guard let slowdown, holds(condition) else { return nil }
    return [Evidence(line: slowdown.line, text: slowdown.text, weight: 0)]
  }

  /// A fact of the faster and of the slower runs, where it is another one.
  private func difference(_ name: String) -> (before: Fact, after: Fact)? {
    guard let before = slowdown?.faster.fact(name), let after = slowdown?.slower.fact(name),
      before.value != after.value
    else { return nil }
    return (before, after)
  }

  private func shown(difference name: String) -> [Evidence]? {
    // The line of the faster side may be one of another log.
    difference(name).map { before, after in
      [Evidence(line: after.line, fact: name, [before.value, after.value])]
    }
  }

  /// Whether a condition holds of the facts of one side.
  private static func holds(_ condition: Condition, by facts: [Fact]) -> Bool {
    guard case .fact(let name, let test) = condition else { return false }
    return facts.fact(name).map { test.holds(for: $0.value) } ?? test.holdsForNone
  }

  /// Returns what shows that a condition holds of the facts of one side.
  private static func shown(
    _ condition: Condition, by facts: [Fact]
  ) -> [Evidence]? {
    guard holds(condition, by: facts), case .fact(let name, _) = condition else { return nil }
    return facts.fact(name).map { [Evidence(line: nil, fact: name, [$0.value])] } ?? []
  }

  private func shown(_ condition: RunCondition) -> [Evidence]? {
    extreme(condition).map { [Evidence(line: $0.line, text: $0.text, weight: 0)] }
  }

  /// Whether the runs of one workload differ by a factor.
  private func varies(_ kind: RunKind, by factors: NumberRange) -> Bool {
    session.throughput.contains { workload in
      let rates = [workload.first, workload.median, workload.last]
      guard workload.kind.name == kind.rawValue, let slowest = rates.min(), slowest > 0,
        let fastest = rates.max()
      else { return false }
      return factors.contains(fastest / slowest)
    }
  }

  /// The slowest or the fastest run that shows that a condition holds.
  private func extreme(_ condition: RunCondition) -> RunDigest.Extreme? {
    let digests = session.runDigests
    let fitting = digests.indices.filter { index in
      digests[index].kind.name == condition.kind.rawValue
        && (condition.unit.map { $0 == digests[index].unit } ?? true)
        && (condition.isFinished.map { $0 == digests[index].isFinished } ?? true)
    }
    let count = fitting.reduce(0) { $0 + digests[$1].count }
    guard count > 0, condition.count?.contains(count) ?? true else { return nil }
    guard condition.spread.map({ varies(condition.kind, by: $0) }) ?? true else { return nil }
    let extremes = fitting.flatMap { [digests[$0].slowest, digests[$0].fastest] }.compactMap { $0 }
    guard let rate = condition.rate else { return extremes.first }
    return extremes.first { rate.contains($0.rate) }
  }
}

extension [Fact] {
  /// The fact of a name, which has one at most.
  fileprivate func fact(_ name: String) -> Fact? { first { $0.name == name } }
}
