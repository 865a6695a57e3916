import Reporting

// MARK: - Changes of speed

extension ReportHead {
  /// Takes the worst of the changes into account: one that is tested, then one that came with another way of
  /// computing, then one that was only observed.
  mutating func note(_ changes: ChangeFinder.Result) {
    if let worst = changes.regressions.min(by: { $0.change < $1.change }) {
      note(worst)
    } else if let worst = changes.lastingDrops.filter({ $0.low != nil })
      .min(by: { $0.change < $1.change })
    {
      note(lasting: worst)
    } else if let worst =
      (changes.comparisons.filter { $0.sameWorkload && $0.lasts } + changes.lastingDrops)
      .filter(\.isPlain).min(by: { $0.change < $1.change })
    {
      note(worst)
    } else if let worst = changes.incidents.min(by: { $0.change < $1.change }) {
      note(worst)
    }
  }

  /// How much is lost at a relative change of a rate, in whole percent.
  private static func lostPercent(_ change: Double) -> Int { Int((-100 * change).rounded()) }

  /// Makes the verdict a warning at least, and says why where no cause is the reason; what failed is said first.
  private mutating func warn(of loss: LocalizedText) {
    if verdict.level == .clean || verdict.level == .notice { verdict.level = .warning }
    guard leading?.isReason != true else { return }
    guard verdict.level != .error else {
      verdict.text = LocalizedText(
        en: "\(verdict.text.en) \(loss.en)", zh: "\(verdict.text.zh)\(loss.zh)")
      return
    }
    verdict.text = loss
    // What need not cost anything did not cost this.
    if let cause = leading?.cause, cause.confidence != .possible { leading = nil }
  }

  /// Whether runs of a workload may differ in size without the log's saying so; those of a training do not
  /// while it runs.
  private func maySizeDiffer(in workload: String) -> Bool {
    series.contains { $0.workload == workload && $0.isProxy }
      && !workload.split(separator: " ").contains("kind=training")
  }

  /// Takes a regression into account.
  private mutating func note(_ regression: ChangeReport) {
    let percent = Self.lostPercent(regression.change)
    let (en, zh) =
      !regression.suspects.isEmpty
      ? ("what changed there stands below", "同时发生的变化见下文。")
      : maySizeDiffer(in: regression.workload)
        ? (
          "nothing in them explains it, but they do not show the size of what was made, which may have grown",
          "日志中看不出原因，但日志没有显示生成内容的尺寸，可能是尺寸变大了。"
        )
        : ("nothing in them explains it", "日志中看不出原因。")
    warn(
      of: LocalizedText(
        en: "Throughput fell by \(percent) % within these logs; \(en).",
        zh: "这些日志中的速度下降了 \(percent) %；\(zh)"))
  }

  /// Takes a drop into account that came with another way of computing.
  private mutating func note(lasting comparison: ComparisonReport) {
    let percent = Self.lostPercent(comparison.change)
    warn(
      of: LocalizedText(
        en:
          "The same work has been \(percent) % slower since it is computed differently, for example in"
          + " another precision or on another device; see what changed there.",
        zh: "同样的负载改用另一种计算方式（如精度或设备）后慢了 \(percent) %；请看同时发生的变化。"))
  }
}

extension ComparisonReport {
  /// Whether it is a drop that a reader would call one: of several runs to several, or of any to those of
  /// another environment.
  ///
  /// Two single runs differ by a fifth on a busy machine. The first job of a session is cold, and slower for it.
  fileprivate var isPlain: Bool {
    change < -0.3
      && (hasOtherEnvironment || runsAfter >= 2 && (runsBefore >= 2 || change < -0.4))
  }

  /// Whether a fact changed, such as a version.
  fileprivate var hasOtherEnvironment: Bool {
    suspects.contains { if case .fact = $0.subject { true } else { false } }
  }
}

extension ReportHead {
  /// Says something that was observed, where nothing else is wrong.
  private mutating func note(_ observation: LocalizedText) {
    guard verdict.level == .clean || verdict.level == .notice, leading?.isReason != true else {
      return
    }
    verdict.level = .notice
    verdict.text = observation
  }

  /// Takes a drop into account that has too few runs for a test.
  private mutating func note(_ comparison: ComparisonReport) {
    let percent = Self.lostPercent(comparison.change)
    let (en, zh) =
      comparison.hasOtherEnvironment
      ? ("what changed there stands below.", "同时发生的变化见下文。")
      : maySizeDiffer(in: comparison.workload)
        ? ("the log does not show whether they were larger.", "日志没有显示这些任务是否更大。")
        : ("nothing in these logs explains it for certain.", "日志没有给出确定的原因。")
    note(
      LocalizedText(
        en:
          "The last runs of a workload are \(percent) % slower than those before, too few for a test; \(en)",
        zh: "同一负载最后几次任务比之前慢 \(percent) %，次数太少，无法检验；\(zh)"))
  }

  /// Takes runs into account that were slow for a while.
  private mutating func note(_ incident: ChangeFinder.Incident) {
    let percent = Self.lostPercent(incident.change)
    let end = incident.lastLine.map {
      LocalizedText(en: ", the last in line \($0)", zh: "，最后一次结束于第 \($0) 行")
    }
    let (en, zh) =
      incident.hasSuspects
      ? ("what changed there stands below.", "当时的变化见下文。")
      : ("nothing in these logs explains it for certain.", "日志没有给出确定的原因。")
    note(
      LocalizedText(
        en:
          "\(incident.runs) runs in a row were \(percent) % slower than those around them (the first ends in"
          + " line \(incident.line)\(end?.en ?? ""), session \(incident.session)); \(en)",
        zh:
          "连续 \(incident.runs) 次任务比前后慢 \(percent) %（第一次结束于第 \(incident.line) 行\(end?.zh ?? "")，会话 \(incident.session)）；\(zh)"
      ))
  }
}

extension ReportHead {
  /// Takes account of runs that are slower than earlier ones: a warning at least, and said where no
  /// cause is the reason.
  mutating func note(_ baseline: BaselineReport) {
    let percent = Self.lostPercent(baseline.change)
    warn(
      of: LocalizedText(
        en:
          "Throughput is \(percent) % below that of earlier runs; nothing in these logs explains it"
          + " for certain.",
        zh: "速度比之前的任务低 \(percent) %；日志没有给出确定的原因。"))
  }
}

extension VerdictLevel {
  /// What a level says where no cause is likely; `hasPossibleCause` says that one is possible.
  func text(hasPossibleCause: Bool) -> LocalizedText {
    switch self {
    case .error where hasPossibleCause:
      LocalizedText(
        en: "Something failed; the log does not prove why, and shows a possible reason.",
        zh: "有操作失败；日志不能确定原因，下面是一种可能。")
    case .error:
      LocalizedText(
        en: "Something failed; the log does not say why.", zh: "有操作失败；日志没有说明原因。")
    case .warning where hasPossibleCause:
      LocalizedText(
        en:
          "There are warnings; the log does not prove what causes them, and shows a possible reason.",
        zh: "有警告；日志不能确定原因，下面是一种可能。")
    case .warning:
      LocalizedText(
        en: "There are warnings; the log does not say what causes them.",
        zh: "有警告；日志没有说明原因。")
    case .notice:
      LocalizedText(
        en: "The log has messages, and none of them needs anything to be done.",
        zh: "日志中有一些提示，无需处理。")
    case .clean:
      LocalizedText(en: "Nothing stands out.", zh: "没有发现异常。")
    }
  }
}
