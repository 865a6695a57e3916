internal import PatternCatalogue

/// Says what a bar that begins is, by the catalogue's rules, and which workload it belongs to.
///
/// Programs repeat the same few bars, so the latest answers are kept: rules are tried only where the
/// description, the job or the workload changed.
struct BarClassifier {
  private struct Answer {
    var description: [UInt8]
    var unit: [UInt8]
    var total: Double?
    var isInJob: Bool
    var lastNamed: String?
    var programs: Int
    var generation: Int
    var kind: BarKind
  }

  private var answers: [Answer] = []
  private var next = 0
  private static let capacity = 16
}

extension BarClassifier {
  /// Returns what a bar is that begins with a frame.
  mutating func classify(
    _ frame: BarFrame, rules: AnalysisRules, session: inout OpenSession
  ) -> BarKind {
    for answer in answers
    where answer.total == frame.total && answer.generation == session.workloadGeneration
      && answer.isInJob == session.isInJob && answer.lastNamed == session.lastNamed
      && answer.programs == session.identified.count
      && answer.description.equals(frame.description) && answer.unit.equals(frame.unit)
    {
      return answer.kind
    }
    let description = String(decoding: frame.description, as: UTF8.self)
    let unit = String(decoding: frame.unit, as: UTF8.self)
    let (kind, isCounted) = decide(description, unit, frame.total, rules, session)
    let workload = session.workload(
      kind: kind, description: description, unit: unit, total: frame.total, rules: rules)
    let answer = Answer(
      description: Array(frame.description), unit: Array(frame.unit), total: frame.total,
      isInJob: session.isInJob, lastNamed: session.lastNamed,
      programs: session.identified.count, generation: session.workloadGeneration,
      kind: BarKind(kind: kind, isCounted: isCounted, workload: workload))
    if answers.count < Self.capacity {
      answers.append(answer)
    } else {
      answers[next] = answer
      next = (next + 1) % Self.capacity
    }
    return answer.kind
  }

  private func decide(
    _ description: String, _ unit: String, _ total: Double?, _ rules: AnalysisRules,
    _ session: OpenSession
  ) -> (Run.Kind, Bool) {
    let program = rules.decide(among: session.identified)
    let bars = program.map { rules.frontEnds[$0].bars } ?? rules.catalogue.bars
    let rule = bars.first {
      $0.fits(
        description: description, unit: unit, total: total, isInJob: session.isInJob,
        lastMessage: session.lastNamed)
    }
    return rule.map { (Run.Kind($0.kind), $0.isCounted) } ?? (.other, false)
  }
}

extension OpenSession {
  /// Returns the index of the workload of a run that begins, which is added if it is new.
  mutating func workload(
    kind: Run.Kind, description: String, unit: String, total: Double?, rules: AnalysisRules
  ) -> Int {
    let program = rules.decide(among: identified)
    var parts = [Workload.Part(name: "kind", value: kind.name)]
    if !unit.isEmpty { parts.append(Workload.Part(name: "unit", value: unit)) }
    if let total { parts.append(Workload.Part(name: "steps", value: PrintedNumber.text(total))) }
    // Descriptions that number their runs ("epoch 3/10") would keep every run apart.
    if !description.isEmpty, !description.contains(where: \.isNumber) {
      parts.append(Workload.Part(name: "bar", value: description))
    }
    let names = program.map { rules.frontEnds[$0].workload } ?? rules.defaultWorkload
    for name in names where name != "steps" {
      if let value = workloadValues[name] {
        parts.append(Workload.Part(name: name, value: value))
      }
    }
    let workload = Workload(parts: parts)
    if let index = workloads.lastIndex(of: workload) { return index }
    guard workloads.count < SessionBuilder.workloadLimit else {
      limits["workloads", default: 0] += 1
      return workloads.count - 1
    }
    workloads.append(workload)
    return workloads.count - 1
  }
}

extension AnalysisRules {
  /// The facts that make runs comparable where no front end is known.
  var defaultWorkload: [String] {
    ["model", "width", "height", "resolution", "frames", "batch", "batch_size", "sampler"]
  }
}
