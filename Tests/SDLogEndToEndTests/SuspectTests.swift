import Foundation
import TestSupport
import Testing

/// What is named as having changed where runs became slower, and what is not.
struct SuspectTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func report(_ text: String) throws -> JSONValue {
    try folder.write(text, to: "a.log")
    let outcome = try SDLogProgram.run(
      ["scan", "--format", "json", "a.log"], in: folder.url)
    let value = try JSONValue(parsing: outcome.output)
    #expect(try JSONSchema.named("report.schema.json").faults(in: value) == [])
    return value
  }

  /// A start of ComfyUI whose images take 20 steps at these rates.
  private func comfy(
    _ rates: [Double], dtype: String, arguments: String = "", version: String = "0.3.40",
    loading: String = ""
  ) -> String {
    var text = """
      C:\\ComfyUI>python main.py --windows-standalone-build\(arguments)
      Total VRAM 12282 MB, total RAM 32567 MB
      pytorch version: 2.7.1+cu128
      Using pytorch attention
      ComfyUI version: \(version)
      got prompt
      \(loading)
      model weight dtype torch.\(dtype), manual cast: None
      model_type EPS

      """
    for rate in rates {
      let shown = String(format: "%.2f", rate)
      let elapsed = String(format: "%02d:%02d", Int(20 / rate) / 60, Int(20 / rate) % 60)
      text += "\r  0%|          | 0/20 [00:00<?, ?it/s]"
      text += "\r100%|██████████| 20/20 [\(elapsed)<00:00,  \(shown)it/s]\n"
    }
    return text
  }

  // MARK: - Causes that both sides have

  @Test("what both sides have explains no difference", arguments: [true, false])
  func sharedCause(isShared: Bool) throws {
    let partly =
      "loaded partially; 6024.73 MB usable, 5823.58 MB loaded, 6999.20 MB offloaded, lowvram patches: 0"
    let value = try report(
      comfy([2.0, 2.0], dtype: "bfloat16", loading: isShared ? partly : "")
        + comfy([1.2, 1.2], dtype: "bfloat16", version: "0.3.41", loading: partly))
    let causes = try #require(value["sessions"]?[1]?["causes"]?.elements)
    let named = causes.compactMap { $0["cause"]?.text }
    #expect(named.contains("model-offloaded-lowvram"))
    #expect(named.contains("front-end-regression") == isShared)
  }

  @Test("that runs are slow is no reason for it")
  func slownessItself() throws {
    let value = try report(
      comfy([2.0, 2.0], dtype: "bfloat16") + comfy([0.1, 0.1], dtype: "bfloat16"))
    let findings = try #require(value["sessions"]?[1]?["findings"]?.elements)
    #expect(findings.map { $0["pattern"]?.text } == ["throughput.very-slow"])
    #expect(value["comparisons"]?[0]?["suspects"]?.elements?.isEmpty == true)
    #expect(value["verdict"]?["level"]?.text == "warning")
  }

  @Test(
    "a drop that came with another version is told, of single runs as well",
    arguments: [true, false])
  func dropOfSingleRuns(isUpdated: Bool) throws {
    let value = try report(
      comfy([8.0], dtype: "bfloat16")
        + comfy([4.0], dtype: "bfloat16", version: isUpdated ? "0.3.41" : "0.3.40"))
    let text = try #require(value["verdict"]?["en"]?.text)
    #expect(text.contains("50 % slower") == isUpdated)
    #expect(text.contains("what changed there stands below") == isUpdated)
  }

  // MARK: - Related workloads

  @Test("a slower precision is told with few runs and with many", arguments: [3, 12, 60])
  func slowerPrecision(runs: Int) throws {
    let value = try report(
      comfy(HistoryLogs.rates(8.5, count: runs), dtype: "float16")
        + comfy(
          HistoryLogs.rates(4.6, count: runs, seed: 2), dtype: "float32",
          arguments: " --force-fp32"))
    let pair = try #require(value["comparisons"]?.elements?.first)
    #expect(pair["same_workload"] == .bool(false))
    #expect(pair["runs_before"] == .number(Double(runs)))
    let first = try #require(pair["suspects"]?.elements?.first)
    #expect(first["fact"]?.text == "launch_args")
    #expect(first["before"] == .null)
    #expect(first["after"]?.text == "--force-fp32")
    let isTested = runs >= 12
    #expect((pair["z"] != .null) == isTested)
    #expect(value["verdict"]?["level"]?.text == (isTested ? "warning" : "notice"))
  }

  @Test("what is noise is not told of two precisions")
  func noise() throws {
    var random = SplitMix64(state: 7)
    let rates = (0..<80).map { _ in Double.random(in: 6...10, using: &random) }
    let value = try report(
      comfy(Array(rates[..<40]), dtype: "float16")
        + comfy(Array(rates[40...]), dtype: "float32", arguments: " --force-fp32"))
    #expect(value["comparisons"]?.elements?.isEmpty == true)
  }

  @Test("who went back to the faster precision is not warned")
  func wentBack() throws {
    let fast = comfy(HistoryLogs.rates(8.5, count: 12), dtype: "float16")
    let value = try report(
      fast
        + comfy(
          HistoryLogs.rates(4.6, count: 12, seed: 2), dtype: "float32",
          arguments: " --force-fp32")
        + fast)
    #expect(value["comparisons"]?.elements?.count == 1)
    #expect(value["verdict"]?["level"]?.text != "warning")
  }

  @Test("another format of the weights is the same work")
  func weights() throws {
    let text =
      comfy(HistoryLogs.rates(4.2, count: 12), dtype: "float16")
      + comfy(
        HistoryLogs.rates(1.6, count: 12, seed: 2), dtype: "float32", arguments: " --force-fp32")
    let value = try report(text)
    let pair = try #require(value["comparisons"]?.elements?.first)
    let names = pair["suspects"]?.elements?.compactMap { $0["fact"]?.text }
    #expect(names?.contains("launch_args") == true)
    #expect(names?.contains("model_dtype") == true)
    let diff = try SDLogProgram.run(["diff", "a.log#1", "a.log#2"], in: folder.url)
    #expect(diff.outputText.hasPrefix("Result  WORSE: 62 % slower"))
  }

  // MARK: - Start options

  struct Options: CustomTestStringConvertible {
    var before: String
    var after: String
    var reason: String
    var chinese: String
    var testDescription: String { "\(before) → \(after)" }
  }

  @Test(arguments: [
    Options(
      before: "--xformers", after: "--xformers --no-half",
      reason: "Most likely: the start options differ (--no-half added).",
      chinese: "最可能的原因：启动参数不同（新增 --no-half）。"),
    Options(
      before: "--fast --port 80", after: "--port 81",
      reason: "Most likely: the start options differ (--fast removed).",
      chinese: "最可能的原因：启动参数不同（去掉 --fast）。"),
    Options(
      before: "--api --port 80", after: "--listen --api",
      reason:
        "The logs show no difference that explains it: heat, another program or the driver may be"
        + " behind it.",
      chinese: "日志中看不出能解释的差异：可能与温度、其他程序或驱动有关。"),
  ])
  func startOptions(_ example: Options) throws {
    try folder.write(
      HistoryLogs.session(HistoryLogs.rates(8, count: 8), arguments: example.before),
      to: "good.log")
    try folder.write(
      HistoryLogs.session(HistoryLogs.rates(5, count: 8, seed: 2), arguments: example.after),
      to: "bad.log")
    for (language, reason) in [("en", example.reason), ("zh", example.chinese)] {
      let outcome = try SDLogProgram.run(
        ["diff", "--format", "json", "--lang", language, "good.log", "bad.log"], in: folder.url)
      let value = try JSONValue(parsing: outcome.output)
      #expect(value["reason"]?[language]?.text == reason)
    }
    let text = try SDLogProgram.run(["scan", "good.log", "bad.log"], in: folder.url).outputText
    #expect(text.contains("start options: ") == example.reason.contains("start options"))
  }

  // MARK: - Facts of one side

  @Test("what only one side states is no suspect, unless nothing was asked for where it is missing")
  func oneSided() throws {
    let lost = HistoryLogs.session(
      HistoryLogs.rates(8, count: 12), arguments: "--opt-split-attention",
      error: "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 4.50 GiB (GPU 0;"
        + " 8.00 GiB total capacity; 6.10 GiB already allocated; 0 bytes free)")
    let value = try report(
      lost
        + HistoryLogs.session(HistoryLogs.rates(5, count: 12, seed: 2), arguments: "--medvram"))
    let names = try #require(
      value["regressions"]?.elements?.first?["suspects"]?.elements?.compactMap { $0["fact"]?.text })
    #expect(names.first == "launch_args")
    #expect(!names.contains("vram_mb"))
    #expect(names.dropFirst().sorted() == ["attention_requested", "vram_requested"])
  }

  // MARK: - Parts of models

  @Test("a ControlNet that comes in is named where the steps become slower")
  func controlNet() throws {
    let fast = comfy(HistoryLogs.rates(4.2, count: 14), dtype: "float16")
      .replacing("model_type EPS\n", with: "model_type EPS\nRequested to load SDXL\n")
    let slow = comfy(HistoryLogs.rates(2.6, count: 14, seed: 2), dtype: "float16")
      .drop { $0 != "\r" }
    let value = try report(fast + "got prompt\nRequested to load ControlNet\n" + slow)
    let change = try #require(value["regressions"]?.elements?.first)
    let suspects = try #require(change["suspects"]?.elements)
    #expect(suspects.map { $0["fact"]?.text } == ["loaded_models"])
    #expect(suspects.first?["after"]?.text == "ControlNet")
    let page = try SDLogProgram.run(["scan", "--lang", "zh", "a.log"], in: folder.url).outputText
    #expect(page.contains("模型部件：新增 ControlNet"))
  }

  // MARK: - Custom nodes

  @Test(
    "a custom node that came or went is named, however long the list is",
    arguments: [(3, "late"), (150, "late"), (150, nil), (300, nil)] as [(Int, String?)])
  func customNodes(count: Int, new: String?) throws {
    func log(_ nodes: [String], _ rate: Double, _ seed: UInt64) -> String {
      let rows = nodes.enumerated().map {
        "   \($0 % 7).\($0 % 10) seconds: C:\\ComfyUI\\custom_nodes\\\($1)\n"
      }
      return comfy(HistoryLogs.rates(rate, count: 14, seed: seed), dtype: "float16")
        .replacing(
          "got prompt\n",
          with: "\nImport times for custom nodes:\n\(rows.joined())\nStarting server\ngot prompt\n",
          maxReplacements: 1)
    }
    let nodes = (0..<count).map { "node-\($0)" }
    let before = nodes.filter { $0 != "node-1" }
    let after = nodes.filter { $0 != "node-\(count - 1)" } + [new].compactMap(\.self)
    let value = try report(log(before, 4.2, 1) + log(after, 2.6, 2))
    let change = try #require(value["regressions"]?.elements?.first)
    let suspects = change["suspects"]?.elements ?? []
    // Of a list that is full nobody knows what it lacks, and a block has 200 lines.
    guard count < 200 else {
      #expect(suspects.isEmpty)
      return
    }
    #expect(suspects.map { $0["fact"]?.text } == ["custom_nodes"])
    #expect(suspects.first?["before"]?.text == "node-\(count - 1)")
    #expect(
      suspects.first?["after"]?.text?.split(separator: " ").sorted()
        == (["node-1"] + [new].compactMap(\.self)).map { Substring($0) }.sorted())
  }

  // MARK: - Histories

  @Test("the suspect stays from night to night")
  func secondBadNight() throws {
    for day in 0..<8 {
      let isBad = day > 5
      try folder.writeLog(
        HistoryLogs.session(
          HistoryLogs.rates(isBad ? 5 : 8, count: 7, seed: UInt64(day)),
          arguments: isBad ? "--medvram" : "--xformers"), to: "\(day).log", day: day)
      let outcome = try SDLogProgram.run(
        ["scan", "--history", "h.sqlite", "--host", "studio", "--format", "json", "\(day).log"],
        in: folder.url)
      guard isBad else { continue }
      let baseline = try #require(
        try JSONValue(parsing: outcome.output)["baselines"]?.elements?.first)
      #expect(baseline["verdict"]?.text == "slower")
      #expect(
        baseline["suspects"]?.elements?.contains { $0["after"]?.text == "--medvram" } == true)
    }
    let diff = try SDLogProgram.run(
      [
        "diff", "--last-good", "7.log", "--history", "h.sqlite", "--host", "studio", "--format",
        "json",
      ], in: folder.url)
    let good = try JSONValue(parsing: diff.output)["good"]
    #expect(good?["started_at"]?.text?.hasPrefix("2023-11-19T23:59:") == true)
    #expect(good?["start_printed"] == .bool(false))
  }

  // MARK: - Watching

  @Test("a slowdown is told with what changed there as it happens")
  func live() throws {
    let text =
      HistoryLogs.session(HistoryLogs.rates(8, count: 14))
      + HistoryLogs.session(HistoryLogs.rates(5, count: 14, seed: 2), arguments: "--medvram")
    let outcome = try SDLogProgram.run(
      ["watch", "--format", "ndjson"], in: folder.url, input: Array(text.utf8))
    let events = try outcome.output.split(separator: 0x0A).map { try JSONValue(parsing: Array($0)) }
    let event = try #require(events.first { $0["event"]?.text == "regression" })
    let told = event["regression"] ?? event
    let scanned = try report(text)["regressions"]?.elements?.first
    #expect(told["suspects"]?.elements?.isEmpty == false)
    #expect(told["suspects"] == scanned?["suspects"])
  }

  // MARK: - The form of a change

  @Test("a decline over several runs is no step")
  func decline() throws {
    let level = HistoryLogs.rates(8, count: 20).dropFirst()
    let slope = [7.6, 7.2, 6.8, 6.4, 6.0, 5.6]
    let low = HistoryLogs.rates(5.2, count: 20, seed: 2).dropFirst()
    let value = try report(HistoryLogs.session(level + slope + low))
    let change = try #require(value["regressions"]?.elements?.first)
    #expect(change["kind"]?.text == "drift")
    #expect(change["at"]?["run"] == .number(19))
    let step = try report(HistoryLogs.session(Array(level + low)))
    #expect(step["regressions"]?.elements?.first?["kind"]?.text == "step")
  }
}
