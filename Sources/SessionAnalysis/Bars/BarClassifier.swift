internal import LogTokenizer
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
    var kind: Run.Kind
    var isCounted: Bool
    var workload: Int
  }

  private var answers: [Answer] = []
  private var next = 0
  private static let capacity = 16
}

extension BarClassifier {
  /// Returns the kind of a bar, whether it counts for throughput, and its workload's index.
  mutating func classify(
    description: UnsafeRawBufferPointer, unit: UnsafeRawBufferPointer, meter: Meter,
    rules: AnalysisRules, session: inout OpenSession
  ) -> (kind: Run.Kind, isCounted: Bool, workload: Int) {
    for answer in answers
    where answer.total == meter.total && answer.generation == session.workloadGeneration
      && answer.isInJob == session.isInJob && answer.lastNamed == session.lastNamed
      && answer.programs == session.identified.count
      && answer.description.elementsEqual(description) && answer.unit.elementsEqual(unit)
    {
      return (answer.kind, answer.isCounted, answer.workload)
    }
    let (kind, isCounted) = decide(
      String(decoding: description, as: UTF8.self), String(decoding: unit, as: UTF8.self),
      meter.total, rules, session)
    let workload = session.workload(
      kind: kind, description: String(decoding: description, as: UTF8.self),
      unit: String(decoding: unit, as: UTF8.self), total: meter.total, rules: rules)
    let answer = Answer(
      description: Array(description), unit: Array(unit), total: meter.total,
      isInJob: session.isInJob, lastNamed: session.lastNamed,
      programs: session.identified.count, generation: session.workloadGeneration, kind: kind,
      isCounted: isCounted, workload: workload)
    if answers.count < Self.capacity {
      answers.append(answer)
    } else {
      answers[next] = answer
      next = (next + 1) % Self.capacity
    }
    return (kind, isCounted, workload)
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
