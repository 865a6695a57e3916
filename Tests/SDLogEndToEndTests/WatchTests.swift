import Foundation
import Reporting
import TestSupport
import Testing

/// `sdlog watch`, as a user runs it.
struct WatchTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(try SampleLog(name: "kohya-lora.log").bytes, to: "warning.log")
    try folder.write("Python 3.11.7\n", to: "clean.log")
  }

  private func watch(_ arguments: String..., input: [UInt8]) throws -> Command.Outcome {
    try SDLogProgram.run(["watch"] + arguments, in: folder.url, input: input)
  }

  @Test("at the end it prints what scan prints", arguments: ["json", "markdown"])
  func endsWithTheReport(_ format: String) throws {
    let log = try SampleLog(name: "slower-from-image-34.log").bytes
    let watched = try watch("--format", format, input: log)
    let scanned = try SDLogProgram.run(
      ["scan", "--format", format, "-"], in: folder.url, input: log)
    #expect(watched.errorText == "")
    #expect(watched.outputText == scanned.outputText)
    #expect(watched.status == scanned.status)
  }

  @Test func statusOfACleanLog() throws {
    let outcome = try watch(input: Array("Python 3.11.7\n".utf8))
    #expect(outcome.status == .exited(0))
    #expect(outcome.outputText.contains("fact Python 3.11.7 (line 1)\n"))
    #expect(outcome.outputText.contains("\nResult   OK: Nothing stands out.\n"))
  }

  @Test("every event fits the schema", arguments: SampleLog.all)
  func eventsFitTheSchema(_ sample: SampleLog) throws {
    let outcome = try watch("--format", "ndjson", "--fail-on", "never", input: try sample.bytes)
    #expect(outcome.errorText == "")
    #expect(outcome.status == .exited(0))
    let schema = try JSONSchema.named("events.schema.json")
    let lines = outcome.output.split(separator: 0x0A)
    #expect(!lines.isEmpty)
    for line in lines {
      #expect(schema.faults(in: try JSONValue(parsing: Array(line))) == [])
    }
  }

  @Test("a finding in an unfinished line is told, and told once")
  func unfinishedLine() throws {
    let watch = try LibraryWatch(path: "-")
    let line = "attention.py:407: UserWarning: 1Torch was not compiled with flash attention."
    try watch.take(Array("Python 3.11.7\n\(line)".utf8)[...])
    #expect(!watch.events.contains { $0.change.name == "finding" })
    try watch.wait(0.019)
    #expect(!watch.events.contains { $0.change.name == "finding" })
    try watch.wait(0.002)
    #expect(watch.events.count { $0.change.name == "finding" } == 1)
    try watch.take(Array(" (Triggered internally at sdp_utils.cpp:263.)\n".utf8)[...])
    try watch.wait(1)
    #expect(watch.events.count { $0.change.name == "finding" } == 1)
    #expect(watch.events.count { $0.change.name == "finding_update" } == 1)
  }

  @Test("a finding that waits for its next line is told at its own end of line")
  func heldLine() throws {
    let watch = try LibraryWatch(path: "-")
    try watch.take(
      Array(
        """
        sdp_utils.py:407: UserWarning: 1Torch was not compiled with flash attention. (Triggered \
        internally at ..\\aten\\src\\ATen\\native\\transformers\\cuda\\sdp_utils.cpp:263.)

        """.utf8)[...])
    try watch.wait(0.001)
    #expect(watch.events.count { $0.change.name == "finding" } == 1)
    try watch.take(Array("  hidden = F.scaled_dot_product_attention(\n".utf8)[...])
    try watch.wait(1)
    #expect(watch.events.count { $0.change.name == "finding" } == 1)
  }

  @Test("a run that stands still is told, measured against its own steps")
  func stall() throws {
    let watch = try LibraryWatch(path: "-")
    let frame = " 30%|███       | 6/20 [00:24<00:56,  4.00s/it]"
    try watch.take(
      Array("Python 3.11.7\n\r 25%|██        | 5/20 [00:20<01:00,  4.00s/it]".utf8)[...])
    try watch.take(Array("\r\(frame)".utf8)[...])
    try watch.wait(19)
    #expect(!watch.events.contains { $0.change.name == "stall" })
    try watch.wait(2)
    #expect(watch.events.count { $0.change.name == "stall" } == 1)
    try watch.wait(100)
    #expect(watch.events.count { $0.change.name == "stall" } == 1)
    try watch.take(Array("\r 35%|███       | 7/20 [02:25<00:56,  4.00s/it]".utf8)[...])
    let stalls = watch.events.compactMap { event in
      if case .stall(_, let stall) = event.change { stall } else { nil }
    }
    #expect(stalls.map(\.completed) == [6, 6])
    #expect(stalls.last?.seconds == 121)
  }

  // MARK: - Signals

  struct Ending: Sendable, CustomTestStringConvertible {
    let signal: String
    let status: Int32
    var testDescription: String { signal }
  }

  @Test(
    "a signal ends it with the report of what came",
    arguments: [
      Ending(signal: "INT", status: 130), Ending(signal: "TERM", status: 143),
      Ending(signal: "HUP", status: 129),
    ])
  func signals(_ ending: Ending) throws {
    // The signal is sent when the program has told that it has seen the log. It runs in the foreground,
    // because a shell has background programs ignore SIGINT.
    let outcome = try SDLogProgram.shell(
      """
      mkfifo in; : > events
      (
        exec 3> in
        cat warning.log >&3
        until grep -q '"event":"finding"' events; do sleep 0.05; done
        kill -\(ending.signal) $(cat pid)
        # The input goes on until the program has ended.
        until [ -e done ]; do sleep 0.05; done
      ) &
      sh -c 'echo $$ > pid; exec sdlog watch --format ndjson --output report.json < in > events'
      status=$?; : > done; exit $status
      """, in: folder.url)
    #expect(outcome.status == .exited(ending.status))
    #expect(outcome.errorText == "")
    let report = try Data(contentsOf: folder.file("report.json"))
    #expect(report.split(separator: 0x0A).count > 1)
  }

  @Test("SIGUSR1 prints the summary so far, and the watch goes on")
  func summary() throws {
    let outcome = try SDLogProgram.shell(
      """
      mkfifo in
      sdlog watch < in > out & pid=$!
      exec 3> in
      cat warning.log >&3
      until grep -q warning out; do sleep 0.05; done
      kill -USR1 $pid
      until grep -q '^Result' out; do sleep 0.05; done
      exec 3>&-
      wait $pid
      """, in: folder.url)
    #expect(outcome.status == .exited(1))
    let text = try String(contentsOf: folder.file("out"), encoding: .utf8)
    #expect(text.matches(of: /(?m)^Result/).count == 2)
  }

  @Test func aReaderThatGoesAwayIsNoError() throws {
    let outcome = try SDLogProgram.shell(
      "(cat warning.log; cat warning.log) | sdlog watch --format ndjson | head -1", in: folder.url)
    #expect(outcome.outputText.split(separator: "\n").count == 1)
    #expect(outcome.errorText == "")
  }

  // MARK: - Passing through

  @Test("--tee passes every byte through, and tells on standard error")
  func tee() throws {
    var log = try SampleLog(name: "utf-16le.log").bytes + Array("\u{1B}]0;x\u{7}\r\n".utf8)
    log += (0...255).map { UInt8($0) }
    let outcome = try watch("--tee", "--format", "json", input: log)
    #expect(outcome.output == log)
    let scanned = try SDLogProgram.run(
      ["scan", "--format", "json", "-"], in: folder.url, input: log)
    #expect(outcome.errorText == scanned.outputText)
    #expect(outcome.status == scanned.status)
  }
}

/// Files that a watch writes, and commands that it runs.
struct WatchOutputTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(try SampleLog(name: "comfyui-prompts.log").bytes, to: "a.log")
  }

  @Test("a command gets each warning and error once, in JSON")
  func onFinding() throws {
    let log = try SampleLog(name: "comfyui-prompts.log").bytes
    try folder.write(log + log, to: "twice.log")
    let outcome = try SDLogProgram.shell(
      "sdlog watch --format json --on-finding 'cat >> found; echo said >&2' < twice.log > report.json",
      in: folder.url)
    #expect(outcome.errorText.contains("said\n"))
    let lines = try Data(contentsOf: folder.file("found")).split(separator: 0x0A)
    let schema = try JSONSchema.named("events.schema.json")
    var patterns: [String] = []
    for line in lines {
      let event = try JSONValue(parsing: Array(line))
      #expect(schema.faults(in: event) == [])
      #expect(event["event"]?.text == "finding")
      #expect(event["severity"]?.text != "note")
      patterns.append(try #require(event["pattern"]?.text))
    }
    #expect(!patterns.isEmpty)
    #expect(Set(patterns).count == patterns.count)
  }

  @Test("a command that does not end is ended")
  func timeLimit() throws {
    try folder.write(
      "RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB\n", to: "oom.log")
    let outcome = try SDLogProgram.shell(
      "sdlog watch --quiet --metrics-file m.prom --on-finding 'sleep 1000' --hook-timeout 0.2 < oom.log",
      in: folder.url)
    #expect(outcome.exitStatus == 1)
    let metrics = try String(contentsOf: folder.file("m.prom"), encoding: .utf8)
    #expect(metrics.contains("sdlog_hooks_total{outcome=\"timed_out\"} 1\n"))
  }

  @Test("metrics are there at the end, and say what the report says")
  func metrics() throws {
    let outcome = try SDLogProgram.run(
      ["watch", "--format", "json", "--metrics-file", "m.prom"], in: folder.url,
      input: try SampleLog(name: "comfyui-prompts.log").bytes)
    let report = try JSONValue(parsing: outcome.output)
    let text = try String(contentsOf: folder.file("m.prom"), encoding: .utf8)
    let bytes = try #require(report["inputs"]?[0]?["bytes"]?.number)
    #expect(text.contains("sdlog_read_bytes_total{input=\"-\"} \(Int(bytes))\n"))
    let counted = text.matches(of: /sdlog_findings_total\{[^}]*\} (\d+)/).reduce(0) {
      $0 + (Int($1.output.1) ?? 0)
    }
    let expected = (report["sessions"]?.elements ?? []).flatMap {
      $0["findings"]?.elements ?? []
    }.reduce(0) { $0 + Int($1["count"]?.number ?? 0) }
    #expect(counted == expected)
  }

  @Test("a command that fails is told once")
  func failingCommand() throws {
    let log = try SampleLog(name: "comfyui-prompts.log").bytes
    let failing = try SDLogProgram.run(
      ["watch", "--quiet", "--on-finding", "exit 3"], in: folder.url, input: log + log)
    #expect(
      failing.errorText
        == "warning: the command of --on-finding failed with status 3: exit 3\n")
    let slow = try SDLogProgram.run(
      ["watch", "--quiet", "--on-finding", "sleep 20", "--hook-timeout", "0.5"],
      in: folder.url, input: log)
    #expect(
      slow.errorText.hasPrefix(
        "warning: the command of --on-finding was ended after 0.5 s: sleep 20\n"))
  }

  @Test func doesNotFollowAFolder() throws {
    let outcome = try SDLogProgram.run(["watch", "--follow", "."], in: folder.url)
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText == """
        error: . is a folder
          help: name the logs in it, each with a --follow of its own

        """)
  }

  private static let promtool = ["/usr/bin/promtool", "/usr/local/bin/promtool"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test("promtool has nothing to say", .enabled(if: promtool != nil))
  func promtoolCheck() throws {
    let watched = try SDLogProgram.run(
      ["watch", "--quiet", "--on-finding", "true", "--metrics-file", "m.prom"], in: folder.url,
      input: try SampleLog(name: "comfyui-prompts.log").bytes)
    #expect(watched.errorText == "")
    var command = Command(
      URL(filePath: try #require(Self.promtool)), ["check", "metrics"], in: folder.url)
    command.input = [UInt8](try Data(contentsOf: folder.file("m.prom")))
    let outcome = try command.run()
    #expect(outcome.status == .exited(0))
    #expect(outcome.outputText + outcome.errorText == "")
  }

  @Test("a followed file is read from where the watch before stopped")
  func follow() throws {
    let state = ["XDG_STATE_HOME": folder.file("state").path]
    let line = """
      sdlog watch --follow x.log --tee --format ndjson $FROM > part.$N 2> events.$N & pid=$!
      until grep -q wanted-$N part.$N 2> /dev/null; do echo wanted-$N >> x.log; sleep 0.05; done
      kill $pid; wait $pid; echo $?
      """
    let first = try SDLogProgram.shell(
      "N=1 FROM=--from-start\necho one > x.log\n" + line, in: folder.url, environment: state)
    #expect(first.outputText == "143\n")
    let second = try SDLogProgram.shell(
      "N=2 FROM=\necho two >> x.log; mv x.log x.log.1; echo three > x.log\n" + line,
      in: folder.url, environment: state)
    #expect(second.outputText == "143\n")
    let parts = try ["part.1", "part.2"].map {
      try String(contentsOf: folder.file($0), encoding: .utf8)
    }
    let files = try ["x.log.1", "x.log"].map {
      try String(contentsOf: folder.file($0), encoding: .utf8)
    }
    #expect(parts[0].hasPrefix("one\n"))
    // What came after the last look of the second watch is not in it.
    #expect(files.joined().hasPrefix(parts.joined()))
    #expect(parts[1].contains("two\n") && parts[1].contains("three\n"))
    let losses = try String(contentsOf: folder.file("events.2"), encoding: .utf8)
    #expect(!losses.contains("\"loss\""))
  }
}
