import Localization
import PatternCatalogue

extension Condition {
  /// The condition as the second half of a sentence.
  var words: LocalizedText {
    switch self {
    case .finding(let finding): finding.words
    case .fact(let name, let test):
      LocalizedText(en: "the fact \(name) \(test.words.en)", zh: "事实 \(name) \(test.words.zh)")
    case .frontEnd(let ids):
      LocalizedText(
        en: "the program is \(ids.joined(separator: " or "))",
        zh: "程序是 \(ids.joined(separator: " 或 "))")
    case .run(let run): run.words
    case .attention(let place, let test):
      LocalizedText(
        en: "the attention \(place.words.en) \(test.words.en)",
        zh: "\(place.words.zh)的注意力后端 \(test.words.zh)")
    case .before(let first, let second):
      LocalizedText(
        en: "first \(first.words.en), and later \(second.words.en)",
        zh: "先是\(first.words.zh)，之后\(second.words.zh)")
    case .slowdown(let slowdown): slowdown.words
    case .differs(let name):
      LocalizedText(
        en: "the fact \(name) of the slower runs is another one than that of the faster ones",
        zh: "较慢任务的事实 \(name) 与较快任务的不同")
    case .faster(let condition):
      LocalizedText(
        en: "of the faster runs \(condition.words.en)", zh: "就较快的任务而言，\(condition.words.zh)")
    case .slower(let condition):
      LocalizedText(
        en: "of the slower runs \(condition.words.en)", zh: "就较慢的任务而言，\(condition.words.zh)")
    case .all(let conditions):
      Self.joined(conditions, by: LocalizedText(en: " and ", zh: "，并且"))
    case .any(let conditions): Self.joined(conditions, by: LocalizedText(en: " or ", zh: "，或者"))
    case .not(let condition):
      LocalizedText(
        en: "it is not so that \(condition.words.en)", zh: "以下不成立：\(condition.words.zh)")
    }
  }

  private static func joined(_ conditions: [Condition], by word: LocalizedText) -> LocalizedText {
    let words = conditions.map(\.words).joined(by: word)
    return conditions.count > 1
      ? LocalizedText(en: "(\(words.en))", zh: "（\(words.zh)）") : words
  }
}

extension CaptureCondition {
  /// The condition as the second half of a sentence.
  var words: LocalizedText {
    switch self {
    case .capture(let name, let test):
      LocalizedText(en: "`\(name)` \(test.words.en)", zh: "`\(name)` \(test.words.zh)")
    case .all(let conditions):
      conditions.map(\.words).joined(by: LocalizedText(en: " and ", zh: "，并且"))
    case .any(let conditions):
      conditions.map(\.words).joined(by: LocalizedText(en: " or ", zh: "，或者"))
    case .not(let condition):
      LocalizedText(en: "not \(condition.words.en)", zh: "以下不成立：\(condition.words.zh)")
    }
  }
}

extension ValueTest {
  /// The test as a verb with its object.
  var words: LocalizedText {
    switch self {
    case .equals(let text): LocalizedText(en: "is \(text)", zh: "是 \(text)")
    case .contains(let text): LocalizedText(en: "contains \"\(text)\"", zh: "包含“\(text)”")
    case .matches(let pattern):
      LocalizedText(en: "matches /\(pattern.text)/", zh: "匹配 /\(pattern.text)/")
    case .inVersions(let range): Self.lies(in: range.text)
    case .inNumbers(let range): Self.lies(in: range.text)
    case .inList(let list):
      LocalizedText(
        en: "is one of \(list.joined(separator: ", "))",
        zh: "是以下之一：\(list.joined(separator: "、"))")
    case .known(true): LocalizedText(en: "is known", zh: "已知")
    case .known(false): LocalizedText(en: "is not known", zh: "未知")
    }
  }

  private static func lies(in range: String) -> LocalizedText {
    LocalizedText(en: "lies in \(range)", zh: "在范围 \(range) 内")
  }
}

extension FindingCondition {
  fileprivate var words: LocalizedText {
    var words = LocalizedText(en: "the log shows \(finding.text)", zh: "日志中有 \(finding.text)")
    if let count {
      words.en += ", \(count.text) times"
      words.zh += "，次数 \(count.text)"
    }
    for capture in captures {
      words.en += ", its `\(capture.name)` \(capture.test.words.en)"
      words.zh += "，其 `\(capture.name)` \(capture.test.words.zh)"
    }
    if let isResolved {
      words.en += isResolved ? ", later repaired" : ", never repaired"
      words.zh += isResolved ? "，之后已恢复" : "，一直没有恢复"
    }
    return words
  }
}

extension RunCondition {
  fileprivate var words: LocalizedText {
    var words = LocalizedText(
      en: "there is a run of kind \(kind.rawValue)", zh: "有 \(kind.rawValue) 类任务")
    if let count {
      words = LocalizedText(
        en: "runs of kind \(kind.rawValue), \(count.text) of them, are there",
        zh: "有 \(kind.rawValue) 类任务，数量 \(count.text)")
    }
    if let unit {
      words.en += ", in \(unit)"
      words.zh += "，单位 \(unit)"
    }
    if let rate {
      words.en += ", at \(rate.text) per second"
      words.zh += "，每秒 \(rate.text)"
    }
    if let spread {
      words.en += ", of which one workload's rates differ by a factor of \(spread.text)"
      words.zh += "，同一负载的速度相差 \(spread.text) 倍"
    }
    if let isFinished {
      words.en += isFinished ? ", finished" : ", not finished"
      words.zh += isFinished ? "，已完成" : "，未完成"
    }
    return words
  }
}

extension SlowdownCondition {
  fileprivate var words: LocalizedText {
    var words = LocalizedText(
      en: "runs were slower than others of the same workload, by a share of \(share.text)",
      zh: "有任务比同类任务慢，比例 \(share.text)")
    if let isTested {
      words.en += isTested ? ", which a test confirms" : ", which is observed and not tested"
      words.zh += isTested ? "，并已通过检验" : "，仅为观察，未作检验"
    }
    return words
  }
}

extension AttentionPlace {
  fileprivate var words: LocalizedText {
    switch self {
    case .requested: LocalizedText(en: "that was asked for", zh: "所请求")
    case .inUse: LocalizedText(en: "that runs", zh: "实际使用")
    case .fellBackTo: LocalizedText(en: "that it fell back to", zh: "退回使用")
    }
  }
}

extension Array where Element == LocalizedText {
  /// Joins texts by a word.
  fileprivate func joined(by word: LocalizedText) -> LocalizedText {
    LocalizedText(
      en: map(\.en).joined(separator: word.en), zh: map(\.zh).joined(separator: word.zh))
  }
}
