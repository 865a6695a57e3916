import Localization
import PatternCatalogue
import ReportBuilding
import SessionAnalysis

extension Diagnostic {
  /// Says why a partial result is not in the report, and what to do.
  init(_ error: PartialError, path: String) {
    isWarning = false
    place = path
    switch error {
    case .foreign:
      message = LocalizedText(
        en: "this is no partial result of sdlog",
        zh: "这不是 sdlog 的部分结果")
      helps = [
        LocalizedText(
          en: "`sdlog scan --partial --output FILE LOG...` makes one; logs go to `sdlog scan`",
          zh: "用 `sdlog scan --partial --output FILE LOG...` 生成；日志请交给 `sdlog scan`")
      ]
    case .newerForm(let form):
      message =
        LocalizedText(
          en:
            "a later sdlog made this partial result (form \(form); up to \(PartialFile.form) is read)",
          zh: "这个部分结果由更新版本的 sdlog 生成（格式 \(form)，本版本最高支持 \(PartialFile.form)）")
      helps = [
        LocalizedText(
          en: "update sdlog here, or make the partial result with this version",
          zh: "请升级这里的 sdlog，或用本版本重新生成")
      ]
    case .olderForm(let form):
      message = LocalizedText(
        en:
          "an earlier sdlog made this partial result (form \(form); form \(PartialFile.form) is read)",
        zh: "这个部分结果由较旧版本的 sdlog 生成（格式 \(form)，本版本读取格式 \(PartialFile.form)）")
      helps = [
        LocalizedText(
          en: "make it anew with this version", zh: "请用本版本重新生成")
      ]
    case .truncated:
      message = LocalizedText(
        en: "this partial result is cut: it stops before its end",
        zh: "这个部分结果不完整：中途就结束了")
      helps = [
        LocalizedText(
          en: "copy it again, or make it anew; the others are in the report",
          zh: "请重新复制或重新生成；其余的已写入报告")
      ]
    case .damaged:
      message = LocalizedText(
        en: "this partial result is damaged",
        zh: "这个部分结果已损坏")
      helps = [
        LocalizedText(
          en: "copy it again, or make it anew; the others are in the report",
          zh: "请重新复制或重新生成；其余的已写入报告")
      ]
    }
  }

  /// Says why the ranges of a log give no whole, and what to do.
  init(_ problem: RangeProblem) {
    isWarning = false
    place = problem.path
    notes = [
      LocalizedText(
        en: "what stands behind is left out, since nobody knows its lines",
        zh: "其后的内容无法确定行号，因此略过")
    ]
    switch problem.gap {
    case .missing(let from, let to):
      let range = to > from ? "\(from)-\(to)" : "\(from)-"
      message = LocalizedText(
        en: "no partial result has the bytes \(range) of this log",
        zh: "没有任何部分结果包含此日志的字节 \(range)")
      helps = [
        LocalizedText(
          en: "`sdlog scan --partial --range \(range)` of it makes what is missing",
          zh: "对它运行 `sdlog scan --partial --range \(range)` 可补上缺少的部分")
      ]
    case .changed(let from, _):
      message = LocalizedText(
        en: "the partial results of this log do not fit together at byte \(from)",
        zh: "此日志的各部分结果在字节 \(from) 处接不上")
      helps = [
        LocalizedText(
          en: "the log or the catalogue changed between the scans: scan all ranges again",
          zh: "两次扫描之间日志或模式目录有变化：请重新扫描所有范围")
      ]
    }
  }

  /// Says that a partial result comes from another sdlog or catalogue.
  static func otherOrigin(_ path: String) -> Diagnostic {
    Diagnostic(
      isWarning: true,
      message: LocalizedText(
        en: "this partial result was made with other patterns",
        zh: "这个部分结果是用另一套模式生成的"), place: path,
      notes: [
        LocalizedText(
          en: "it is merged as it is; one scan of all logs might find other messages in them",
          zh: "将照原样合并；一次扫描全部日志可能会得到不同的结果")
      ],
      helps: [
        LocalizedText(
          en: "use the same version of sdlog and the same `--patterns` everywhere",
          zh: "请在各处使用相同版本的 sdlog 和相同的 `--patterns`")
      ])
  }

  /// Says that a log changed.
  static func changedWhileRead(_ path: String) -> Diagnostic {
    Diagnostic(
      isWarning: false,
      message: LocalizedText(
        en: "the log changed while it was read",
        zh: "读取过程中日志发生了变化"), place: path,
      helps: [
        LocalizedText(
          en: "what was read is reported; read it again when nothing writes to it",
          zh: "已读取的部分照常报告；请在没有程序写入时再读一次")
      ])
  }

  /// Says that a terminal shows no partial result.
  static var partialOnTerminal: Diagnostic {
    Diagnostic(
      isWarning: false,
      message: LocalizedText(
        en: "a partial result is no text for a terminal",
        zh: "部分结果不是可在终端显示的文本"),
      helps: [
        LocalizedText(
          en: "name a file with `--output FILE`",
          zh: "请用 `--output FILE` 指定文件")
      ])
  }
}

extension PartialFile.Origin {
  /// This program with a catalogue.
  init(_ catalogue: Catalogue) {
    self.init(version: Version.current, catalogueVersion: catalogue.version)
  }
}
