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

  /// Returns that something was acknowledged.
  package func acknowledged(_ id: String, until: String?) -> String {
    let end = until.map { phrases.pick(" until \($0)", "，至 \($0)") } ?? ""
    return phrases.pick("\(id) acknowledged\(end)", "已确认 \(id)\(end)")
  }
}
