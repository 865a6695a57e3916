import ArgumentParser
import SessionAnalysis

/// The options with which a scan makes a part of a report.
struct PartialOptions: ParsableArguments {
  @Flag(
    help: .said(
      "Write a partial result for `sdlog merge` instead of a report.",
      "不写报告，而写出供 `sdlog merge` 合并的部分结果。"))
  var partial = false

  @Option(
    help: ArgumentHelp(
      .said(
        "Read only the sessions that begin within these bytes of one plain log, such as 0-1000 or 1000- (needs --partial).",
        "只读取一个普通日志中从这些字节开始的会话，例如 0-1000 或 1000-（需要 --partial）。"),
      valueName: "from-to"))
  var range: RangeArgument?

  /// Refuses options that do not go together.
  static func validate(isPartial: Bool, isRedacted: Bool) throws {
    if isPartial, isRedacted {
      throw ValidationError(
        .said(
          "--redact is for reports: give it to the `sdlog merge` that makes one",
          "--redact 用于报告：请在生成报告的 `sdlog merge` 中使用"))
    }
  }

  /// Refuses options that do not go together with each other or with paths.
  func validate(paths: [String], isRedacted: Bool) throws {
    try Self.validate(isPartial: partial, isRedacted: isRedacted)
    guard range != nil else { return }
    if !partial {
      throw ValidationError(
        .said(
          "--range makes a part of a report: add --partial, and merge the parts",
          "--range 只生成报告的一部分：请加上 --partial，再合并各部分"))
    }
    if paths.count != 1 || paths[0] == "-" {
      throw ValidationError(.said("--range is for one plain file", "--range 只能用于一个普通文件"))
    }
  }
}

/// `--range FROM-TO`.
struct RangeArgument: ExpressibleByArgument {
  var range: Range<Int>

  init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let from = Int(parts[0]),
      let to = parts[1].isEmpty ? InputRange.openEnd : Int(parts[1]),
      0 <= from, from < to, to <= InputRange.openEnd
    else { return nil }
    range = from..<to
  }
}
