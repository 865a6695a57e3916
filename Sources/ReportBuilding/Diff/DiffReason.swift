import Reporting
import SessionAnalysis

/// The most likely reason of a difference, in one sentence.
struct DiffReason {
  /// The comparison, complete but for the reason.
  let report: DiffReport

  /// The sentence; nil where nothing got worse or better.
  var text: LocalizedText? {
    switch report.verdict {
    case .same: nil
    case .better: suspect
    case .worse: cause ?? suspect ?? unknown
    }
  }

  /// A cause that only the judged side has, and that can cost as much as was lost.
  private var cause: LocalizedText? {
    let losses = report.throughput.filter(\.isSlower).map { -($0.high ?? $0.change) }
    let leastLoss = losses.min() ?? 0
    guard let cause = report.newCauses.first(where: { $0.mostCost ?? 1 >= leastLoss }) else {
      return nil
    }
    // Of what is slow the log proves that the state is so, not that it costs this much.
    let hasFailed = report.newFindings.contains { $0.severity == .error }
    let isCertain = cause.confidence == .certain && (losses.isEmpty || hasFailed)
    let change = report.suspects.first.map(words)
    return LocalizedText(
      en: "\(isCertain ? "Certainly" : "Most likely"): \(cause.title.en)"
        + (change.map { "; what changed with it: \($0.en)" } ?? "") + ".",
      zh: "\(isCertain ? "确定" : "很可能")：\(cause.title.text(in: .zh))"
        + (change.map { "；同时变化：\($0.zh)" } ?? "") + "。")
  }

  /// What changed in the environment, or which message is new.
  private var suspect: LocalizedText? {
    guard let suspect = report.suspects.first else { return nil }
    let change = words(suspect)
    let others = report.suspects.count - 1
    return LocalizedText(
      en: "Most likely: \(change.en)"
        + (others > 0 ? "; \(others) more \(others == 1 ? "change" : "changes") below." : "."),
      zh: "最可能的原因：\(change.zh)" + (others > 0 ? "；另有 \(others) 处变化见下文。" : "。"))
  }

  private var unknown: LocalizedText? {
    guard report.throughput.contains(where: \.isSlower) else { return nil }
    return LocalizedText(
      en:
        "The logs show no difference that explains it: heat, another program or the driver may be"
        + " behind it.",
      zh: "日志中看不出能解释的差异：可能与温度、其他程序或驱动有关。")
  }

  private func words(_ fact: String) -> CatalogueWords.Fact? { report.tool.words.facts[fact] }

  private func words(_ suspect: SuspectReport) -> LocalizedText {
    switch suspect.subject {
    case .list(let name):
      let list = words(name)?.name ?? LocalizedText(verbatim: name)
      let change = suspect.listChange
      return LocalizedText(
        en: "the \(list.en) differ (\(change.en.firstLine(atMost: 200)))",
        zh: "\(list.zh)不同（\(change.zh.firstLine(atMost: 200))）")
    case .fact(let name):
      let before = suspect.before.map { String($0.prefix(80)) }
      let after = suspect.after.map { String($0.prefix(80)) }
      let title = words(name)?.title ?? LocalizedText(verbatim: name)
      return LocalizedText(
        en: "“\(title.en)” went from \(before ?? "not stated") to \(after ?? "not stated")",
        zh: "“\(title.text(in: .zh))”由 \(before ?? "未说明") 变为 \(after ?? "未说明")")
    case .finding(let pattern):
      let finding = report.newFindings.first { $0.pattern == pattern }
      let title = finding?.title ?? LocalizedText(en: pattern, zh: pattern)
      return LocalizedText(
        en: "the new message “\(title.en)”", zh: "新出现的信息“\(title.text(in: .zh))”")
    }
  }
}
