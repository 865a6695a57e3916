/// What a summary tells anew, in one line each.
package struct SummaryLine: Sendable {
  private let phrases: Phrases

  /// Creates the format.
  package init(language: Language) {
    phrases = Phrases(language: language)
  }

  /// Returns a change in one line.
  package func text(_ change: SummaryChange) -> String {
    phrases.clauses([
      change.host + phrases.colon + phrases.summary(of: change), phrases.since(change),
      change.workload,
    ])
  }

  /// Returns a cause in one line.
  package func text(_ cause: SummaryCause) -> String {
    phrases.clauses([
      cause.host + phrases.colon + phrases.text(cause.title)
        + phrases.bracketed(phrases.word(cause.confidence)), phrases.since(cause),
    ])
  }

  /// What is acknowledged.
  package enum Subject: Sendable {
    /// A cause, by its id.
    case cause(String)
    /// A change of a rate.
    case change(from: Double, to: Double)
  }

  /// Returns that something was acknowledged.
  ///
  /// - Parameters:
  ///   - id: The notice's id.
  ///   - host: The machine.
  ///   - subject: What it is about.
  ///   - until: The last date on which that holds; `nil` for as long as it is so.
  /// - Returns: One line.
  package func acknowledged(
    _ id: String, _ host: String, _ subject: Subject, until: String?
  ) -> String {
    let what =
      switch subject {
      case .cause(let cause): cause
      case .change(let from, let to): phrases.changed(from > 0 ? to / from - 1 : 0)
      }
    let end =
      until.map { phrases.pick("until \($0)", "至 \($0)") }
      ?? phrases.pick("until it changes", "直到情况变化")
    return phrases.pick(
      "\(host): \(what) is acknowledged (\(id)) \(end)", "已确认：\(host) \(what)（\(id)），\(end)")
  }
}
