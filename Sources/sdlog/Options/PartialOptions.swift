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
        "只读取起点在该字节范围内的会话（单个未压缩的日志），例如 0-1000 或 1000-（需要 --partial）。"),
      valueName: "from-to"))
  var range: RangeArgument?

  /// Refuses options that are for reports alone.
  static func validate(
    isPartial: Bool, _ output: OutputOptions<ReportOptions.Format>,
    failOn: FailureThreshold
  ) throws {
    guard isPartial else { return }
    if output.redact {
      throw ValidationError(
        .said(
          "--redact is for reports: give it to the `sdlog merge` that makes one",
          "--redact 用于报告：请在生成报告的 `sdlog merge` 中使用"))
    }
    if output.format != .text {
      throw ValidationError(
        .said(
          "a partial result has no format: leave out --format", "部分结果没有格式之分，请去掉 --format"))
    }
    if failOn != .warning {
      throw ValidationError(
        .said(
          "a partial result is not judged: give --fail-on to the `sdlog merge` that makes the report",
          "部分结果不作判断：请在生成报告的 `sdlog merge` 中使用 --fail-on"))
    }
  }

  /// Refuses options that do not go together with paths.
  func validate(paths: [String]) throws {
    guard let range else { return }
    if range.range.isEmpty {
      throw ValidationError(
        .said("--range: the end has to lie behind the start", "--range：结束位置须在起始位置之后"))
    }
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
  /// The bytes; none where the end does not lie behind the start.
  var range: Range<Int>

  init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let from = Int(parts[0]),
      let to = parts[1].isEmpty ? InputRange.openEnd : Int(parts[1]),
      0 <= from, 0 <= to, to <= InputRange.openEnd
    else { return nil }
    range = from..<max(from, to)
  }
}
