import Foundation
import TestSupport
import Testing

/// What `sdlog diff` prints and when it exits with which status.
struct DiffTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      HistoryLogs.session([4.8, 8.01, 7.98, 8.02, 7.99, 8.00, 8.03, 7.97]), to: "good.log")
    try folder.write(
      HistoryLogs.session(
        [3.0, 5.01, 4.98, 5.02, 4.99, 5.00, 5.03, 4.97], arguments: "--opt-sdp-attention",
        error: "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB"),
      to: "bad.log")
    try folder.write(
      HistoryLogs.session(HistoryLogs.rates(8, count: 7))
        + HistoryLogs.session(HistoryLogs.rates(6, count: 7, seed: 2), arguments: "--medvram"),
      to: "both.log")
    try folder.write(HistoryLogs.session([4.8, 8.0]), to: "two.log")
    try folder.write(HistoryLogs.session([3.0, 4.5]), to: "slow-two.log")
    try folder.write("hello\nthis is nothing\n", to: "prose.log")
  }

  private func sdlog(_ arguments: String...) throws -> Command.Outcome {
    try SDLogProgram.run(arguments, in: folder.url)
  }

  @Test func tellsWhatChanged() throws {
    let outcome = try sdlog("diff", "good.log", "bad.log")
    #expect(outcome.status == .exited(1))
    #expect(outcome.errorText == "")
    #expect(
      outcome.outputText == """
        Result  WORSE: 37 % slower: 8.00 it/s → 5.00 it/s (between -36 % and -39 %); 1
                new warning or error
        Reason  Certainly: The job does not fit into video memory; what changed with it:
                the start options differ (--xformers removed, --opt-sdp-attention
                added).

                  good                                bad
        Log       good.log                            bad.log
        program   Stable Diffusion web UI             Stable Diffusion web UI
                  (AUTOMATIC1111)                     (AUTOMATIC1111)
        Sessions  1 session, 8 runs                   1 session, 8 runs

        What changed
        ────────────
        attention that was    xformers                      sdpa
        asked for
        start options         --xformers                    --opt-sdp-attention

        New messages
        ────────────
        error     The card's memory is full (line 4)
                  │ torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate
                    2.00 GiB

        Speed by workload
        ─────────────────
        37 % slower: 8.00 it/s → 5.00 it/s (between -36 % and -39 %)
          8 runs against 8 runs
          a1111, sampling · 20 steps

        The same on both sides
        ──────────────────────
        system Windows; Python 3.10.6; program's version v1.10.1

        """)
  }

  @Test func speaksChinese() throws {
    let outcome = try sdlog("diff", "--lang", "zh", "good.log", "bad.log")
    #expect(outcome.status == .exited(1))
    #expect(
      outcome.outputText == """
        结论  变差：慢了 37 %：8.00 it/s → 5.00 it/s（范围 -36 % 到 -39 %）；新增 1 条警
              告或错误
        原因  确定：显存不足，任务放不下；同时变化：启动参数不同（去掉 --xformers，新增
              --opt-sdp-attention）。

              正常时                                异常时
        日志  good.log                              bad.log
        程序  Stable Diffusion web UI               Stable Diffusion web UI
              (AUTOMATIC1111)                       (AUTOMATIC1111)
        会话  1 次会话，8 次任务                    1 次会话，8 次任务

        变化
        ────
        要求的注意力后端  xformers                        sdpa
        启动参数          --xformers                      --opt-sdp-attention

        新出现的信息
        ────────────
        错误      显存不足（第 4 行）
                  │ torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate
                    2.00 GiB

        各负载的速度
        ────────────
        慢了 37 %：8.00 it/s → 5.00 it/s（范围 -36 % 到 -39 %）
          8 次对 8 次
          a1111，采样 · 20 步

        两边相同
        ────────
        系统 Windows；Python 3.10.6；程序版本 v1.10.1

        """)
  }

  @Test func writesMarkdown() throws {
    let outcome = try sdlog("diff", "--format", "markdown", "two.log", "slow-two.log")
    #expect(outcome.status == .exited(1))
    let lines = outcome.outputText.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "### sdlog diff")
    #expect(
      lines.contains(
        "- **Result**: WORSE: 44 % slower: 8.00 it/s → 4.50 it/s (observed, not tested)"))
    #expect(lines.contains("| Log | `two.log` | `slow-two.log` |"))
  }

  @Test(arguments: ["json", "ndjson"])
  func fitsTheSchema(_ format: String) throws {
    let outcome = try sdlog("diff", "--format", format, "good.log", "bad.log")
    #expect(outcome.status == .exited(1))
    let value = try JSONValue(parsing: outcome.output)
    #expect(try JSONSchema.named("diff.schema.json").faults(in: value) == [])
    #expect(value.hasSortedKeys())
    #expect(value["verdict"]?.text == "worse")
    let speed = value["throughput"]?.elements?.first
    #expect(speed?["verdict"]?.text == "slower")
    #expect(speed?["same_workload"] == .bool(true))
    #expect(value["findings_new"]?.elements?.count == 1)
    #expect((format == "ndjson") == (outcome.outputText.split(separator: "\n").count == 1))
  }

  @Test func comparesSessionsOfOneLog() throws {
    let worse = try sdlog("diff", "both.log#1", "both.log#2")
    #expect(worse.status == .exited(1))
    #expect(worse.outputText.contains("25 % slower"))
    #expect(worse.outputText.contains("both.log#2"))
    let better = try sdlog("diff", "both.log#2", "both.log#1")
    #expect(better.status == .exited(0))
    #expect(better.outputText.hasPrefix("Result  BETTER: 34 % faster"))
    let same = try sdlog("diff", "both.log#1", "good.log")
    #expect(same.status == .exited(0))
    #expect(same.outputText.hasPrefix("Result  no difference that matters\n"))
    #expect(!same.outputText.contains("Reason"))
  }

  /// What makes the exit status 1.
  struct Threshold: Sendable, CustomTestStringConvertible {
    let failOn: String
    let good: String
    let bad: String
    let status: Int32
    var testDescription: String { "\(failOn) \(good) \(bad)" }
  }

  @Test(arguments: [
    Threshold(failOn: "never", good: "good.log", bad: "bad.log", status: 0),
    Threshold(failOn: "error", good: "good.log", bad: "bad.log", status: 1),
    Threshold(failOn: "error", good: "both.log#1", bad: "both.log#2", status: 0),
    Threshold(failOn: "regression", good: "both.log#1", bad: "both.log#2", status: 1),
    Threshold(failOn: "regression", good: "bad.log", bad: "good.log", status: 0),
    Threshold(failOn: "warning", good: "two.log", bad: "slow-two.log", status: 1),
  ])
  func exits(_ threshold: Threshold) throws {
    let outcome = try sdlog(
      "diff", "--fail-on", threshold.failOn, threshold.good, threshold.bad)
    #expect(outcome.exitStatus == threshold.status)
  }

  @Test func saysThatNoWorkloadIsShared() throws {
    try folder.write(try SampleLog(name: "kohya-lora.log").bytes, to: "kohya.log")
    let outcome = try sdlog("diff", "good.log", "kohya.log")
    #expect(outcome.errorText == "")
    #expect(outcome.outputText.contains("no workload in common, so no speeds"))
    try folder.write(try SampleLog(name: "diffusers-sd15.log").bytes, to: "diffusers.log")
    let clean = try sdlog("diff", "good.log", "diffusers.log")
    #expect(clean.status == .exited(0))
    #expect(
      clean.outputText.hasPrefix(
        """
        Result  NOT COMPARED: no workload in common, so no speeds to compare; what else
                differs is below.

        """))
    #expect(outcome.outputText.contains("Only on the good side"))
    #expect(outcome.outputText.contains("Only on the bad side"))
  }

  /// Something that cannot be compared, and what is said of it.
  struct Fault: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    var status: Int32 = 2
    let words: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Fault(
      arguments: ["good.log", "prose.log"],
      words: """
        error: prose.log has no session to compare
          note: it holds no start of a known program, no progress bar and no known message
          help: name the console output of an image generator or trainer

        """),
    Fault(
      arguments: ["good.log", "both.log#3"],
      words: """
        error: both.log has no session 3
          note: it has 2 sessions
          help: `sdlog scan both.log` lists them

        """),
    Fault(
      arguments: ["good.log", "good.log"],
      words: """
        error: both sides are good.log

        """),
    Fault(
      arguments: ["both.log", "both.log"],
      words: """
        error: both sides are both.log
          help: name two of its sessions: both.log#1 both.log#2

        """),
    Fault(
      arguments: ["good.log", "nowhere.log"],
      words: """
        error: nowhere.log: no such file or folder
          help: check the spelling; a pattern such as logs/*.log is expanded by the shell

        """),
    Fault(
      arguments: ["good.log", "abcd"],
      words: """
        error: there is no file "abcd"
          note: nor is there a history in which it could be a session
          help: check the spelling, or name the history with `--history FILE`

        """),
    Fault(
      arguments: ["good.log"], status: 64,
      words: """
        error: name two logs or sessions, the good one first, or --last-good and one
        Usage: sdlog diff [<options>] GOOD BAD
               sdlog diff [<options>] --last-good BAD
          See 'sdlog diff --help' for more information.

        """),
  ])
  func saysWhatCannotBeCompared(_ fault: Fault) throws {
    let outcome = try SDLogProgram.run(["diff"] + fault.arguments, in: folder.url)
    #expect(outcome.exitStatus == fault.status)
    #expect(outcome.outputText == "")
    #expect(outcome.errorText == fault.words)
  }

  @Test func leavesOutWhatIsPrivate() throws {
    try folder.write(
      HistoryLogs.session([5, 8, 8], arguments: "--api-auth jane:s3cretpassword"), to: "auth.log")
    let outcome = try sdlog("diff", "--redact", "good.log", "auth.log")
    #expect(!outcome.outputText.contains("s3cretpassword"))
    #expect(outcome.outputText.contains("start options"))
  }

  // MARK: - The history

  /// Takes in ten days at 8 it/s.
  private func fillHistory() throws {
    for day in 0..<10 {
      try folder.writeLog(
        HistoryLogs.session(HistoryLogs.rates(8, count: 7, seed: UInt64(day))),
        to: "days/day\(day).log", day: day)
    }
    let outcome = try sdlog(
      "history", "import", "--history", "h.sqlite", "--host", "studio", "--quiet", "days")
    #expect(outcome.status == .exited(0))
  }

  @Test func findsTheLastGoodSession() throws {
    try fillHistory()
    try folder.writeLog(
      HistoryLogs.session(HistoryLogs.rates(5, count: 7, seed: 50)), to: "slow-days/a.log", day: 10)
    _ = try sdlog(
      "history", "import", "--history", "h.sqlite", "--host", "studio", "--quiet", "slow-days")
    try folder.writeLog(
      HistoryLogs.session(HistoryLogs.rates(5, count: 7, seed: 60), arguments: "--medvram"),
      to: "today.log", day: 11)
    // The day before was slow already; the last good one is the day before that.
    let outcome = try sdlog(
      "diff", "--last-good", "today.log", "--history", "h.sqlite", "--host", "studio", "--format",
      "json")
    #expect(outcome.status == .exited(1))
    #expect(outcome.errorText == "")
    let value = try JSONValue(parsing: outcome.output)
    let list = try sdlog("history", "list", "--history", "h.sqlite", "--format", "json")
    let sessions = try JSONValue(parsing: list.output)["sessions"]?.elements ?? []
    #expect(sessions.count == 11)
    #expect(value["good"]?["name"]?.text == sessions[1]["id"]?.text)
    #expect(value["good"]?["host"]?.text == "studio")
    // Sessions by their ids, the new one taken in as well: it is not compared with itself.
    _ = try sdlog(
      "history", "import", "--history", "h.sqlite", "--host", "studio", "--quiet", "today.log")
    let again = try sdlog(
      "diff", "--last-good", "today.log", "--history", "h.sqlite", "--host", "studio", "--format",
      "json")
    #expect(again.outputText == outcome.outputText)
    let good = try #require(sessions[1]["id"]?.text)
    let byID = try sdlog("diff", "--history", "h.sqlite", good, "today.log", "--format", "json")
    #expect(byID.outputText == outcome.outputText)
  }

  @Test func saysWhatTheHistoryLacks() throws {
    try fillHistory()
    let unknown = try sdlog("diff", "--history", "h.sqlite", "good.log", "ffffffffffffffff")
    #expect(unknown.status == .exited(2))
    #expect(
      unknown.errorText == """
        error: there is no file "ffffffffffffffff", and no session of the history begins with it
          help: `sdlog history list` shows what there is

        """)
    let elsewhere = try sdlog(
      "diff", "--last-good", "bad.log", "--history", "h.sqlite", "--host", "attic")
    #expect(elsewhere.status == .exited(2))
    #expect(
      elsewhere.errorText.hasPrefix(
        "error: the history has no earlier session with a workload of bad.log\n"))
  }
}
