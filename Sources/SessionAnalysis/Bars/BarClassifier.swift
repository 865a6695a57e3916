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
    var generation: Int
    var kind: BarKind
  }

  private var answers: [Answer] = []
  private var next = 0
  private static let capacity = 16
}

extension BarClassifier {
  /// Returns what a bar is that begins with a frame.
  ///
  /// - Parameters:
  ///   - frame: The frame.
  ///   - isNested: Whether the bar runs inside of another.
  ///   - rules: What the programs print.
  ///   - session: The open session, which gets the bar's workload.
  /// - Returns: What the bar is.
  mutating func classify(
    _ frame: borrowing BarFrame, isNested: Bool, rules: AnalysisRules, session: inout OpenSession
  ) -> BarKind {
    let circumstances = BarCircumstances(
      program: session.program, isInJob: session.isInJob, isNested: isNested,
      lastNamed: session.lastNamed)
    // By position, since a loop over the answers copies each of them.
    for index in answers.indices
    where answers[index].total == frame.total
      && answers[index].generation == session.workloadGeneration
      && answers[index].kind.circumstances == circumstances
      && answers[index].description.equals(frame.description)
      && answers[index].unit.equals(frame.unit)
    {
      return answers[index].kind
    }
    let answer = Answer(
      description: Array(frame.description), unit: Array(frame.unit), total: frame.total,
      generation: session.workloadGeneration,
      kind: Self.kind(
        String(decoding: frame.description, as: UTF8.self),
        String(decoding: frame.unit, as: UTF8.self), frame.total, circumstances, rules, &session))
    if answers.count < Self.capacity {
      answers.append(answer)
    } else {
      answers[next] = answer
      next = (next + 1) % Self.capacity
    }
    return answer.kind
  }

  /// How many training steps a second there are at most; a bar that is faster goes through data.
  private static let fastestTraining = 100.0

  /// Decides again what a bar is, if it began before the lines that show which program runs, or was too fast
  /// for what it looked like.
  static func settle(
    _ bar: inout ClosedBar, rules: AnalysisRules, session: inout OpenSession
  ) {
    settleProgram(&bar, rules: rules, session: &session)
    if bar.run.kind == .training, bar.run.elapsedSeconds == 0,
      bar.run.ratePerSecond ?? 0 > fastestTraining
    {
      bar.run.kind = .other
      bar.run.isCounted = false
    }
  }

  private static func settleProgram(
    _ bar: inout ClosedBar, rules: AnalysisRules, session: inout OpenSession
  ) {
    guard bar.kind.circumstances.program != session.program else { return }
    var circumstances = bar.kind.circumstances
    circumstances.program = session.program
    let kind = kind(
      bar.run.description, bar.run.unit, bar.run.total, circumstances, rules, &session)
    bar.run.kind = kind.kind
    bar.run.workload = kind.workload
    bar.run.isCounted = kind.isCounted && !bar.coversAnother && !bar.kind.isRemnant
  }

  private static func kind(
    _ description: String, _ unit: String, _ total: Double?, _ circumstances: BarCircumstances,
    _ rules: AnalysisRules, _ session: inout OpenSession
  ) -> BarKind {
    let bars = circumstances.program.map { rules.frontEnds[$0].bars } ?? rules.catalogue.bars
    let description = withoutRank(description)
    let rule = bars.first {
      $0.fits(
        description: description, unit: unit, total: total, isInJob: circumstances.isInJob,
        isNested: circumstances.isNested, lastMessage: circumstances.lastNamed)
    }
    let kind = rule.map { Run.Kind($0.kind) } ?? .other
    let workload = session.workload(
      kind: kind, description: description, unit: unit, total: total, rules: rules)
    return BarKind(
      kind: kind, isCounted: rule?.isCounted ?? false, workload: workload, isRuled: rule != nil,
      circumstances: circumstances)
  }
}

extension BarClassifier {
  /// Removes the rank that a launcher puts in front of each line, which keeps the ranks' bars apart and says
  /// nothing of what they are.
  private static func withoutRank(_ description: String) -> String {
    var description = description
    let count = description.withUTF8 { LoggerPrefix.rankCount(UnsafeRawBufferPointer($0)) }
    guard count > 0 else { return description }
    return String(decoding: description.utf8.dropFirst(count), as: UTF8.self)
  }
}

extension OpenSession {
  /// Returns the index of the workload of a run that begins, which is added if it is new.
  mutating func workload(
    kind: Run.Kind, description: String, unit: String, total: Double?, rules: AnalysisRules
  ) -> Int {
    let question = WorkloadQuestion(
      kind: kind, description: description, unit: unit, total: total, program: program,
      generation: workloadGeneration)
    if let last = lastWorkloads[kind], last.question == question { return last.index }
    guard
      let index = index(
        of: workload(kind: kind, description: description, unit: unit, total: total, rules: rules))
    else {
      limits["workloads", default: 0] += 1
      return workloads.count - 1
    }
    lastWorkloads[kind] = (question, index)
    return index
  }

  /// Returns the index of a workload, which is added if it is new; `nil` where there are too many.
  private mutating func index(of workload: Workload) -> Int? {
    if let index = workloads.lastIndex(of: workload) { return index }
    guard workloads.count < SessionBuilder.workloadLimit else { return nil }
    workloads.append(workload)
    return workloads.count - 1
  }

  private func workload(
    kind: Run.Kind, description: String, unit: String, total: Double?, rules: AnalysisRules
  ) -> Workload {
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
    return Workload(parts: parts)
  }
}

extension AnalysisRules {
  /// The facts that make runs comparable where no front end is known.
  var defaultWorkload: [String] {
    ["model", "width", "height", "resolution", "frames", "batch", "batch_size", "sampler"]
  }
}
