import Diagnosis
import Localization
import PatternCatalogue
import Reporting

/// Explains a cause's rule in words, or lists all causes.
struct PatternsExplainFrontend {
  /// Where the cause is looked up.
  var catalogue: Catalogue
  /// Its id; `nil` for the list.
  var id: String?
  /// The language of the words.
  var language = Language.en

  /// Writes the explanation.
  ///
  /// - Parameter output: Takes it.
  /// - Throws: `Diagnostic` where there is no such cause, else what the output reports.
  func run(_ output: inout some ByteOutput) throws {
    guard let id else { return try output.append(list) }
    guard let cause = catalogue.cause(id) else {
      throw Diagnostic.unknown(.cause, id, among: catalogue.causes.map(\.id), in: "explain")
    }
    let text = lines(cause).map { TextSanitizer.sanitized($0) + "\n" }.joined()
    try output.append(text)
  }
}

extension PatternsExplainFrontend {
  private func say(_ en: String, _ zh: String) -> String {
    LocalizedText(en: en, zh: zh).text(in: language)
  }

  /// All causes, a line each.
  private var list: String {
    let head = ["ID", say("FAMILY", "类别"), say("TITLE", "标题")]
    return ListTable(
      head, catalogue.causes.map { [$0.id, $0.family, $0.title.text(in: language)] }
    ).text()
  }

  private func lines(_ cause: CauseRule) -> [String] {
    let place = "\(cause.origin.path):\(cause.origin.line)"
    var lines = [
      "\(cause.id)" + say(": ", "：") + cause.title.text(in: language),
      language == .en ? cause.title.zh : cause.title.en,
      say(
        "family: \(cause.family); defined at \(place)", "类别：\(cause.family)；定义于 \(place)"),
    ]
    if !cause.explains.isEmpty {
      lines += ["", say("It explains these findings:", "它能解释以下发现：")]
      lines += cause.explains.map { "  \($0.text)" }
    }
    if !cause.needsAny.isEmpty {
      lines += [
        "", say("It is looked at only if one of these holds:", "以下至少一条成立时才会考虑："),
      ]
      lines += cause.needsAny.map { "  \($0.words.text(in: language))" }
    }
    lines += section(
      say("It is certain if one of these holds:", "以下任一条成立即可确定："), cause.proves, sign: "")
    lines += section(say("This speaks for it:", "支持的证据："), cause.supports, sign: "+")
    lines += section(say("This speaks against it:", "反对的证据："), cause.refutes, sign: "-")
    if !cause.supports.isEmpty || !cause.refutes.isEmpty {
      lines += [
        "",
        say(
          "A sum of \(Cause.likelyScore) or more makes it likely, 1 or more possible, 0 or less refutes it.",
          "总分 \(Cause.likelyScore) 及以上为“很可能”，1 及以上为“可能”，0 及以下则排除。"),
      ]
    }
    if !cause.explainedAwayBy.isEmpty {
      lines += [
        "",
        say(
          "These, when at least as likely, leave it nothing to explain:",
          "以下原因若可能性不低于它，就不再需要它来解释："),
      ]
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
        let because = item.because.map { say(": ", "：") + $0.text(in: language) } ?? ""
        return "  \(weight)\(item.condition.words.text(in: language))\(because)"
      }
  }

  private func remedy(_ cause: CauseRule) -> [String] {
    var lines = [
      "", say("What it means: ", "含义：") + cause.verdict.text(in: language),
      say("What to do: ", "怎么办：") + cause.remedy.text.text(in: language),
    ]
    for command in cause.remedy.commands {
      lines.append("  \(command.shell.text)")
      if let when = command.when {
        lines.append("    " + say("if ", "条件：") + when.words.text(in: language))
      }
    }
    if let cost = cause.cost {
      let low = Int((cost.low * 100).rounded())
      let high = Int((cost.high * 100).rounded())
      lines.append(
        say(
          "What it costs: \(low) to \(high) % of throughput (\(cost.source))",
          "代价：速度的 \(low) 到 \(high) %（\(cost.source)）"))
    }
    if let check = cause.check {
      lines.append(
        say("How to see that it worked: ", "如何验证：") + check.text(in: language))
    }
    for wording in cause.wordings {
      lines += ["", say("Other words if ", "其他措辞，条件：") + wording.when.words.text(in: language)]
      if let title = wording.title { lines.append("  " + title.text(in: language)) }
      lines += remedy(cause.worded(wording)).dropFirst().map { "  " + $0 }
    }
    return lines
  }

  /// The closed set of conditions, with what each means.
  static let syntax = LocalizedText(
    en: """
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
            spread: RANGE                 the fastest over the slowest of one workload
        {attention: PLACE, TEST}          PLACE: \(AttentionPlace.allCases.names)
        {before: [CONDITION, CONDITION]}  the first one's first line lies before the second one's
        {slower_by: RANGE}                runs were slower than others of their workload by this share
            tested: true|false            whether there were enough runs for a test
        {differs: NAME}                   the slower runs' fact is not that of the faster ones
        {faster: CONDITION}               it holds of the faster runs' facts; {slower: CONDITION} of the others'
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

      """,
    zh: """
      原因规则的条件；每个条件是一个映射，第一层的键只能有一个。

        {finding: ID}                     会话中有该发现；ID 可以用 * 结尾
            count: RANGE                  出现次数
            captures: {NAME: TEST}        捕获的内容
            resolved: true|false          之后的行是否表明已恢复
        {fact: NAME, TEST}                该事实的某个值通过检验
        {frontend: [ID, ...]}             会话属于这些程序之一
        {run: KIND}                       有该类任务
            rate: RANGE                   每秒多少单位
            unit: UNIT                    单位
            finished: true|false          是否完成
            count: RANGE                  符合的任务数
            spread: RANGE                 同一负载中最快与最慢之比
        {attention: PLACE, TEST}          PLACE：\(AttentionPlace.allCases.names)
        {before: [CONDITION, CONDITION]}  前者的首行在后者的首行之前
        {slower_by: RANGE}                有任务比同类任务慢这一比例
            tested: true|false            任务数是否足以检验
        {differs: NAME}                   较慢任务的该事实与较快任务的不同
        {faster: CONDITION}               就较快任务的事实而言成立；{slower: CONDITION} 指较慢的任务
        {all: [CONDITION, ...]}           全部成立
        {any: [CONDITION, ...]}           其中之一成立
        {not: CONDITION}                  不成立

      TEST 是以下之一
        is: TEXT            相等，不区分大小写
        has: TEXT           包含，不区分大小写
        matches: REGEX      某处匹配正则表达式
        in: RANGE           版本或数字在范围内
        in: [TEXT, ...]     等于其中之一
        known: true|false   日志中有或没有

      RANGE 由 >=N、>N、<=N、<N、==N、!=N 中的一个或多个组成，用逗号分隔；或者 N..M，或者 N。
      KIND 是以下之一：\(PatternCatalogue.RunKind.allCases.names)。

      """)
}

extension Array where Element: RawRepresentable<String> {
  /// The words with commas between them.
  fileprivate var names: String { map(\.rawValue).joined(separator: ", ") }
}
