import PatternCatalogue
import Reporting

/// Explains a cause's rule in words.
struct PatternsExplainFrontend {
  /// Where the cause is looked up.
  var catalogue: Catalogue
  /// Its id.
  var id: String

  /// Writes the explanation.
  ///
  /// - Parameter output: Takes it.
  /// - Throws: `Diagnostic` where there is no such cause, else what the output reports.
  func run(_ output: inout some ByteOutput) throws {
    guard let cause = catalogue.cause(id) else {
      throw Diagnostic.unknown("cause", id, among: catalogue.causes.map(\.id), in: "explain")
    }
    let text = lines(cause).map { TextSanitizer.sanitized($0) + "\n" }.joined()
    try output.append(text)
  }
}

extension PatternsExplainFrontend {
  private func lines(_ cause: CauseRule) -> [String] {
    var lines = [
      "\(cause.id): \(cause.title.en)", cause.title.zh,
      "family: \(cause.family); defined at \(cause.origin.path):\(cause.origin.line)",
    ]
    if !cause.explains.isEmpty {
      lines += ["", "It explains these findings:"] + cause.explains.map { "  \($0.text)" }
    }
    if !cause.needsAny.isEmpty {
      lines += ["", "It is looked at only if one of these holds:"]
      lines += cause.needsAny.map { "  \($0.words)" }
    }
    lines += section("It is certain if one of these holds:", cause.proves, sign: "")
    lines += section("This speaks for it:", cause.supports, sign: "+")
    lines += section("This speaks against it:", cause.refutes, sign: "-")
    if !cause.supports.isEmpty || !cause.refutes.isEmpty {
      lines += ["", "A sum of 3 or more makes it likely, 1 or 2 possible, 0 or less refutes it."]
    }
    if !cause.explainedAwayBy.isEmpty {
      lines += ["", "These, when at least as likely, leave it nothing to explain:"]
      lines += cause.explainedAwayBy.map { "  \($0)" }
    }
    return lines + remedy(cause)
  }

  private func section(_ title: String, _ evidence: [CauseRule.Evidence], sign: String) -> [String]
  {
    guard !evidence.isEmpty else { return [] }
    return ["", title]
      + evidence.map { item in
        let weight = sign.isEmpty ? "" : "\(sign)\(item.weight)  "
        return "  \(weight)\(item.condition.words)" + (item.because.map { ": \($0.en)" } ?? "")
      }
  }

  private func remedy(_ cause: CauseRule) -> [String] {
    var lines = ["", "What it means: \(cause.verdict.en)", "What to do: \(cause.remedy.text.en)"]
    for command in cause.remedy.commands {
      lines.append("  \(command.shell.text)")
      if let when = command.when { lines.append("    if \(when.words)") }
    }
    if let cost = cause.cost {
      let low = Int((cost.low * 100).rounded())
      let high = Int((cost.high * 100).rounded())
      lines.append("What it costs: \(low) to \(high) % of throughput (\(cost.source))")
    }
    if let check = cause.check { lines.append("How to see that it worked: \(check.en)") }
    return lines
  }

  /// The closed set of conditions, with what each means.
  static let syntax = """
    Conditions of causes; each is a mapping with exactly one of the first keys.

      {finding: ID}                     the session has that finding; ID may end in *
          count: RANGE                  how often
          captures: {NAME: TEST}        what its captures are
          resolved: true|false          whether a later line shows it repaired
      {fact: NAME, TEST}                one of the fact's values passes
      {frontend: [ID, ...]}             the session is one of these programs'
      {run: KIND}                       there is a run of that kind
          rate: RANGE                   units per second
          unit: UNIT
          finished: true|false
          count: RANGE                  how many runs fit
      {attention: PLACE, TEST}          PLACE: \(AttentionPlace.allCases.names)
      {before: [CONDITION, CONDITION]}  the first one's first line lies before the second one's
      {all: [CONDITION, ...]}           every one holds
      {any: [CONDITION, ...]}           one of them holds
      {not: CONDITION}                  it does not hold

    TEST is one of
      is: TEXT            equals it, the case of letters does not count
      has: TEXT           contains it, the case of letters does not count
      matches: REGEX      matches it somewhere
      in: RANGE           a version or a number lies in it
      in: [TEXT, ...]     equals one of them
      known: true|false   the log says it, or does not

    RANGE is one or more of >=N, >N, <=N, <N, ==N, !=N with commas between them, N..M, or N.
    KIND is one of \(PatternCatalogue.RunKind.allCases.names).

    """
}

extension Array where Element: RawRepresentable<String> {
  /// The words with commas between them.
  fileprivate var names: String { map(\.rawValue).joined(separator: ", ") }
}
