import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// `sdlog summary` and `sdlog ack` as a user and cron run them.
struct SummaryCommandTests {
  private static let start = """
    Checkpoint files will always be loaded safely.
    Total VRAM 24564 MB, total RAM 64216 MB
    pytorch version: 2.4.1+cu121
    Set vram state to: NORMAL_VRAM
    Device: cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync
    Using pytorch attention
    ComfyUI version: 0.3.64
    got prompt

    """

  /// The log of a session; each has its own rate, so that no two are the same.
  private static func session(_ number: Int, runs: Int = 3) -> String {
    start
      + (0..<runs).map { run in
        bar("8.\(number % 10)\(run)")
      }.joined()
  }

  private static func bar(_ rate: String) -> String {
    "\r 50%|█████     | 10/20 [00:01<00:01, \(rate)it/s]"
      + "\r100%|██████████| 20/20 [00:02<00:00, \(rate)it/s]\n"
  }

  private func summary(
    _ folder: TemporaryFolder, _ arguments: [String] = [], environment: [String: String] = [:]
  ) throws -> Command.Outcome {
    try SDLogProgram.run(
      ["summary", "logs", "--history", "h.sqlite", "--host", "studio"] + arguments,
      in: folder.url, environment: environment)
  }

  private func report(_ folder: TemporaryFolder, _ arguments: [String] = []) throws -> JSONValue {
    let outcome = try summary(folder, ["--format", "json"] + arguments)
    #expect(outcome.errorText == "")
    let value = try JSONValue(parsing: outcome.output)
    #expect(try JSONSchema.named("summary.schema.json").faults(in: value) == [])
    return value
  }

  @Test func takesInOnlyWhatIsNew() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.session(1), to: "logs/webui.log")
    let first = try report(folder)
    #expect(first["period"]?["start"]?.text == "everything")
    #expect(first["quality"]?["new_bytes"]?.number == Double(Self.session(1).utf8.count))
    #expect(first["quality"]?["sessions"]?.number == 1)

    let second = try report(folder)
    #expect(second["period"]?["start"]?.text == "last_summary")
    #expect(second["quality"]?["new_bytes"]?.number == 0)
    #expect(second["quality"]?["sessions"]?.number == 0)
    #expect(second["quality"]?["sources"]?.number == 1)

    // It grows, in the middle of a session and by a new one.
    let more = Self.bar("8.77") + Self.session(2)
    try folder.write(Self.session(1) + more, to: "logs/webui.log")
    let third = try report(folder)
    #expect(third["quality"]?["new_bytes"]?.number == Double(more.utf8.count))
    #expect(third["quality"]?["sessions"]?.number == 2)
    #expect(third["quality"]?["lost"]?.elements == [])
    let check = try SDLogProgram.run(
      ["history", "list", "--history", "h.sqlite", "--format", "json"], in: folder.url)
    let sessions = try JSONValue(parsing: check.output)["sessions"]?.elements
    #expect(sessions?.compactMap { $0["runs"]?.number }.sorted() == [3, 4])
  }

  @Test func recognisesRotatedAndCompressedLogs() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.session(1), to: "logs/webui.log")
    _ = try report(folder)
    var written = Self.session(1).utf8.count
    for night in 2...6 {
      // logrotate with `compress`, whose program goes on in the middle of its session.
      let rest = Self.bar("8.9\(night)")
      let rotate = """
        cd logs && printf '%s' "$REST" >> webui.log
        rm -f webui.log.3.gz
        for n in 2 1; do test -f webui.log.$n.gz && mv webui.log.$n.gz webui.log.$((n + 1)).gz; done
        mv webui.log webui.log.1 && gzip webui.log.1 && printf '%s' "$NEXT" > webui.log
        """
      let next = Self.session(night)
      let outcome = try SDLogProgram.shell(
        rotate, in: folder.url, environment: ["REST": rest, "NEXT": next])
      #expect(outcome.exitStatus == 0)
      let value = try report(folder)
      // The shell drops no line end: the text ends with one only where printf writes it.
      written += rest.utf8.count + next.utf8.count
      #expect(value["quality"]?["new_bytes"]?.number == Double(rest.utf8.count + next.utf8.count))
      #expect(value["quality"]?["lost"]?.elements == [])
      #expect(value["quality"]?["missing"]?.elements == [])
    }
    let list = try SDLogProgram.run(
      ["history", "list", "--history", "h.sqlite", "--format", "json"], in: folder.url)
    let sessions = try JSONValue(parsing: list.output)["sessions"]?.elements
    #expect(sessions?.compactMap { $0["runs"]?.number }.sorted() == [3, 4, 4, 4, 4, 4])
    let check = try SDLogProgram.run(["history", "check", "--history", "h.sqlite"], in: folder.url)
    #expect(check.exitStatus == 0)
  }

  @Test func saysWhatWasNeverSeenAndWhatIsGone() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.session(1) + Self.session(2), to: "logs/webui.log")
    try folder.write(Self.session(3), to: "logs/other.log")
    _ = try report(folder)
    try folder.write(Self.session(4), to: "logs/webui.log")
    try FileManager.default.removeItem(at: folder.url.appending(path: "logs/other.log"))
    let value = try report(folder)
    let lost = value["quality"]?["lost"]?[0]
    #expect(lost?["path"]?.text == "logs/webui.log")
    #expect(lost?["from"]?.number == Double((Self.session(1) + Self.session(2)).utf8.count))
    #expect(lost?["to"] == .null)
    #expect(value["quality"]?["missing"]?[0]?.text == "logs/other.log")
    let again = try report(folder)
    #expect(again["quality"]?["lost"]?.elements == [])
    #expect(again["quality"]?["missing"]?.elements == [])
  }

  @Test func writesNothingWhereNothingHasToBeRead() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.session(1), to: "logs/webui.log")
    let clean = try summary(folder, ["--quiet-if-clean"])
    #expect(clean.exitStatus == 0 && clean.output == [] && clean.errorText == "")
    try folder.write(
      Self.session(2) + "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.\n",
      to: "logs/crash.log")
    let crash = try summary(folder, ["--quiet-if-clean"])
    #expect(crash.exitStatus == 1)
    #expect(crash.outputText.contains("ERROR: 1 session with errors"))
    #expect(
      crash.outputText.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.contains("$ ") })
    let chinese = try summary(folder, ["--lang", "zh"])
    #expect(chinese.outputText.hasPrefix("sdlog 汇总 "))
  }

  @Test func tellsTheMachinesOfFoldersApart() throws {
    let folder = try TemporaryFolder()
    for (number, host) in ["east", "west"].enumerated() {
      try folder.write(Self.session(number), to: "logs/\(host)/webui.log")
      try folder.write(Self.session(number + 5), to: "logs/\(host)/old/webui.log")
    }
    let outcome = try SDLogProgram.run(
      ["summary", "logs", "--history", "h.sqlite", "--host-folders", "--format", "json"],
      in: folder.url)
    let value = try JSONValue(parsing: outcome.output)
    #expect(value["quality"]?["machines"]?.elements?.compactMap(\.text) == ["east", "west"])
  }

  @Test func runsACommandOnceForEachNews() throws {
    let folder = try TemporaryFolder()
    let sample = SampleLog.folder.appending(path: "xformers-mismatch.log")
    try folder.write(String(contentsOf: sample, encoding: .utf8), to: "logs/a.log")
    let command =
      #"{ printf '%s\n' "$SDLOG_KIND $SDLOG_ID $SDLOG_HOST"; cat; } >> news; echo heard"#
    let outcome = try summary(folder, ["--on-finding", command, "--quiet"])
    #expect(outcome.exitStatus == 1)
    #expect(outcome.errorText.contains("heard") && !outcome.outputText.contains("heard"))
    let lines = try String(contentsOf: folder.url.appending(path: "news"), encoding: .utf8)
      .split(separator: "\n")
    #expect(lines.count.isMultiple(of: 2) && lines.count >= 2)
    #expect(lines.first?.hasPrefix("cause c-") == true && lines.first?.hasSuffix(" studio") == true)
    let json = try JSONValue(parsing: Array(lines[1].utf8))
    #expect(json["cause"]?["state"]?.text == "new")
    // Told once: the command is not run again, the cause is still there.
    let again = try summary(folder, ["--on-finding", "echo heard", "--format", "json"])
    #expect(again.exitStatus == 1 && again.errorText == "")
    let causes = try JSONValue(parsing: again.output)["causes"]?.elements ?? []
    #expect(!causes.isEmpty && causes.allSatisfy { $0["state"]?.text == "open" })
    let failing = try TemporaryFolder()
    try failing.write(String(contentsOf: sample, encoding: .utf8), to: "logs/a.log")
    let failed = try summary(failing, ["--on-finding", "exit 3"])
    #expect(failed.exitStatus == 2)
    #expect(failed.errorText.contains("the command of --on-finding failed with status 3: exit 3"))
  }

  @Test func mentionsWhatIsAcknowledgedInOneLine() throws {
    let folder = try TemporaryFolder()
    let sample = SampleLog.folder.appending(path: "xformers-mismatch.log")
    try folder.write(String(contentsOf: sample, encoding: .utf8), to: "logs/a.log")
    let causes = try report(folder)["causes"]?.elements ?? []
    let ids = causes.compactMap { $0["id"]?.text }
    #expect(!ids.isEmpty)
    for cause in causes {
      let id = try #require(cause["id"]?.text)
      let name = try #require(cause["cause"]?.text)
      // The beginning of an id will do where no other has it.
      let outcome = try SDLogProgram.run(
        [
          "ack", String(id.uppercased().dropLast(2)), "--history", "h.sqlite", "--note", "known",
          "--until", "2999-12-31",
        ], in: folder.url)
      #expect(
        outcome.outputText == "studio: \(name) is acknowledged (\(id)) until 2999-12-31\n")
      #expect(outcome.exitStatus == 0)
    }
    // What was said of the session itself, its errors, was told; what is left is known.
    let outcome = try summary(folder)
    #expect(outcome.exitStatus == 0)
    let text = outcome.outputText
    #expect(text.contains("Acknowledged\n"))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("c-") } == ids.count)
    #expect(try summary(folder, ["--quiet-if-clean"]).output == [])
    let unknown = try SDLogProgram.run(["ack", "r-none", "--history", "h.sqlite"], in: folder.url)
    #expect(unknown.exitStatus == 2)
    #expect(unknown.errorText.hasPrefix("error: no summary told of \"r-none\"\n"))
  }

  @Test func twoAtOnceDoNotMeet() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.session(1), to: "logs/webui.log")
    try folder.write("4711\n", to: "h.sqlite.lock")
    let descriptor = open(folder.url.appending(path: "h.sqlite.lock").path, O_RDWR | O_CLOEXEC)
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let outcome = try summary(folder, ["--wait", "0"])
    #expect(outcome.exitStatus == 2 && outcome.output == [])
    #expect(
      outcome.errorText == """
        error: another summary of this history is being made (process 4711); nothing was done
          --> h.sqlite
          help: run it again when the other one is done, or wait with `--wait SECONDS`

        """)
    close(descriptor)
    #expect(try summary(folder).exitStatus == 0)
  }

  @Test func leavesADamagedHistoryAlone() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.session(1), to: "logs/webui.log")
    let text = String(repeating: "no history at all\n", count: 100)
    try folder.write(text, to: "h.sqlite")
    let outcome = try summary(folder)
    #expect(outcome.exitStatus == 2 && outcome.output == [])
    #expect(outcome.errorText.hasPrefix("error: the file is not a history of sdlog\n"))
    let after = try String(contentsOf: folder.url.appending(path: "h.sqlite"), encoding: .utf8)
    #expect(after == text)
    let nowhere = try SDLogProgram.run(
      ["summary", "logs", "--history", "/proc/none/h.sqlite"], in: folder.url)
    #expect(nowhere.exitStatus == 2)
    #expect(nowhere.errorText.contains("the history cannot be locked"))
  }

  /// A report that cannot be written was not told: the next summary tells it.
  @Test func tellsAgainWhatCouldNotBeWritten() throws {
    let folder = try TemporaryFolder()
    let sample = SampleLog.folder.appending(path: "xformers-mismatch.log")
    try folder.write(String(contentsOf: sample, encoding: .utf8), to: "logs/a.log")
    let outcome = try summary(folder, ["--output", "no/such/folder/report.txt"])
    #expect(outcome.exitStatus == 2)
    #expect(outcome.errorText.contains("cannot write no/such/folder/report.txt"))
    let causes = try report(folder)["causes"]?.elements ?? []
    #expect(!causes.isEmpty && causes.allSatisfy { $0["state"]?.text == "new" })
  }

  @Test(arguments: [1, 40, 90, 150, 250, 400]) func isTheSameAfterAKill(_ time: Int) throws {
    let folder = try TemporaryFolder()
    for number in 0..<8 {
      try folder.write(
        (0..<6).map { Self.session(number * 6 + $0, runs: 9) }.joined(), to: "logs/\(number).log")
    }
    let now = ["--now", "2026-11-26T06:00Z", "--format", "json"]
    let undisturbed = try SDLogProgram.run(
      ["summary", "logs", "--history", "whole.sqlite"] + now, in: folder.url)
    var command = Command(
      try BuiltProgram.url("sdlog"), ["summary", "logs", "--history", "cut.sqlite"] + now,
      in: folder.url, environment: ["HOME": "/nonexistent", "TERM": "dumb"])
    command.timeLimit = .milliseconds(time)
    let killed = try command.run()
    let again = try SDLogProgram.run(
      ["summary", "logs", "--history", "cut.sqlite"] + now, in: folder.url)
    // What was told whole before the end came is not told again.
    if killed.status == .timedOut, killed.output != undisturbed.output {
      #expect(again.output == undisturbed.output)
    }
    func export(_ history: String) throws -> [UInt8] {
      try SDLogProgram.run(["history", "export", "--history", history], in: folder.url).output
    }
    #expect(try export("cut.sqlite") == export("whole.sqlite"))
  }

  @Test(arguments: [
    ["--since", "yesterday"], ["--since", "2026-02-30"], ["--now", "soon"],
    ["--host-folders"], ["--wait", "-1"], ["--format", "ndjson"],
  ])
  func refusesWrongUsage(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    #expect(try summary(folder, arguments).exitStatus == 64)
  }

  @Test(arguments: [
    "24h", "7d", "2w", "90m", "2026-11-22", "2026-11-22 06:00", "2026-11-22T06:00:00Z",
  ])
  func knowsTimes(_ since: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.session(1), to: "logs/webui.log")
    #expect(try report(folder, ["--since", since])["period"]?["start"]?.text == "given")
  }

  /// A log of a named zone, on a machine of another one, in the night on which its clocks go forward.
  @Test(arguments: [
    ("UTC", "2026-03-28"), ("Europe/Berlin", "2026-03-28"), ("Asia/Tokyo", "2026-03-29"),
  ])
  func countsNightsInTheMachinesZone(_ zone: String, _ night: String) throws {
    let folder = try TemporaryFolder()
    let lines = Self.session(1).split(separator: "\n").map {
      "2026-03-29T03:30:00.000000000Z \($0)\n"
    }
    try folder.write(lines.joined(), to: "logs/webui.log")
    let outcome = try summary(
      folder, ["--format", "json", "--now", "2026-03-29T06:00Z"], environment: ["TZ": zone])
    let value = try JSONValue(parsing: outcome.output)
    #expect(value["workloads"]?[0]?["nights"]?[0]?["night"]?.text == night)
    #expect(value["quality"]?["inferred_times"]?.number == 0)
  }

  @Test func theCrontabLineRuns() throws {
    let project = SampleLog.folder.deletingLastPathComponent()
    let crontab = try String(
      contentsOf: project.appending(path: "Integrations/cron/sdlog.crontab"), encoding: .utf8)
    let line = try #require(crontab.split(separator: "\n").first { $0.first?.isNumber == true })
    let parts = line.split(separator: " ", maxSplits: 5)
    #expect(parts.count == 6)
    let folder = try TemporaryFolder()
    try folder.write(
      Self.session(2) + "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.\n",
      to: "sd-logs/webui.log")
    let home = ["HOME": folder.url.path]
    let first = try SDLogProgram.shell(String(parts[5]), in: folder.url, environment: home)
    #expect(first.exitStatus == 1 && first.errorText == "")
    #expect(first.outputText.contains("1 session with errors"))
    let second = try SDLogProgram.shell(
      String(parts[5]), in: folder.url, environment: home)
    #expect(second.errorText == "")
    let history = folder.url.appending(path: ".local/state/sdlog/history.sqlite").path
    #expect(FileManager.default.fileExists(atPath: history))
  }

  @Test(arguments: ["systemd/sdlog-summary.service", "logrotate/sdlog"])
  func theOtherCommandsRun(_ name: String) throws {
    let project = SampleLog.folder.deletingLastPathComponent()
    let text = try String(
      contentsOf: project.appending(path: "Integrations/\(name)"), encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.contains("/bin/sdlog summary") })
    let folder = try TemporaryFolder()
    try folder.write(Self.session(2), to: "logs/webui.log")
    let command = line.trimmingCharacters(in: .whitespaces).replacing("ExecStart=", with: "")
      .replacing("/usr/local/bin/sdlog", with: "sdlog")
      .replacing("/var/log/stable-diffusion", with: "logs")
    let outcome = try SDLogProgram.shell(
      command, in: folder.url, environment: ["HOME": folder.url.path])
    #expect(outcome.exitStatus == 0 && outcome.errorText == "" && outcome.output == [])
    #expect(!name.hasPrefix("systemd") || text.contains("\nSuccessExitStatus=1\n"))
  }
}
