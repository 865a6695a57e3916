import ArgumentParser

/// `sdlog merge`.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: .said(
      "Merge partial results of several machines into one report.", "把多台机器的部分结果合并成一份报告。"),
    discussion: .said(
      """
      `sdlog scan --partial --output FILE LOG...` makes a partial result. Merged in any order, in \
      several steps, or one twice, they give the report that one scan of all the logs gives. The exit \
      status is that of `scan`.
      """,
      "部分结果由 `sdlog scan --partial --output FILE LOG...` 生成。无论按什么顺序、分几步合并，或重复合并，得到的报告都与一次扫描全部日志相同。退出状态与 `scan` 相同。"
    ))

  @OptionGroup var outputOptions: OutputOptions<ReportOptions.Format>
  @OptionGroup var catalogueOptions: CatalogueOptions

  @OptionGroup var failureOption: FailureOption

  @Flag(help: .said("Write a partial result again instead of a report.", "不写报告，而再写出一个部分结果。"))
  var partial = false

  @Argument(help: .said("Merge these partial results; - is standard input.", "要合并的部分结果，- 表示标准输入。"))
  var paths: [String]

  func validate() throws {
    try PartialOptions.validate(isPartial: partial, outputOptions, failOn: failureOption.failOn)
  }

  func run() throws {
    let catalogue = try catalogueOptions.load()
    let frontend = MergeFrontend(
      paths: paths, report: outputOptions.reportOptions, failOn: failureOption.failOn,
      isPartial: partial, temporaryFolder: Environment().temporaryFolder)
    try ExitStatus.end { try frontend.run(catalogue) }
  }
}
