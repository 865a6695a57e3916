@testable import Reporting

extension SampleReport {
  /// ComfyUI that spills into main memory, and then runs out of video memory.
  static let outOfMemory: SampleReport = {
    let workload = "comfyui · flux1-dev · 20 steps · bf16"
    let traceback = """
      Traceback (most recent call last):
        File "/home/anna/ComfyUI/execution.py", line 327, in execute
          output_data, output_ui, has_subgraph = get_output_data(obj, input_data_all)
        File "/home/anna/ComfyUI/comfy/ldm/flux/model.py", line 181, in forward_orig
          img = torch.cat((txt, img), 1)
      torch.OutOfMemoryError: Allocation on device 0 would exceed allowed memory. (out of memory)
      """
    let cause = CauseReport(
      cause: "vram-insufficient", family: "memory",
      title: LocalizedText("The GPU has too little memory for this model", "显存不足以运行该模型"),
      confidence: .likely, score: 6, explains: ["torch.cuda.out-of-memory", "comfyui.lowvram"],
      evidence: [
        EvidenceReport(
          line: 214, text: "torch.OutOfMemoryError: Allocation on device 0 would exceed",
          isQuoted: true, weight: 4),
        EvidenceReport(
          line: 57, text: "loaded partially 5638.72 5636.70 0", isQuoted: true, weight: 2,
          reason: LocalizedText("a part of the model stays in main memory", "模型有一部分留在内存中")),
      ],
      verdict: LocalizedText(
        "The model needs more than 8 GB. Until it fails, weights travel over the bus at each step.",
        "模型需要超过 8 GB 的显存；在出错之前，每一步都要从内存传输权重。"),
      remedy: RemedyReport(
        text: LocalizedText(
          "Use the FP8 or a GGUF version of the model, or a smaller picture.",
          "改用 FP8 或 GGUF 版本的模型，或降低分辨率。"),
        commands: ["python main.py --lowvram --fp8_e4m3fn-unet"]),
      check: LocalizedText(
        "the line “loaded completely” appears.", "日志中出现 “loaded completely”。"),
      cost: CostReport(low: 0.4, high: 0.9, source: "measurements in the front end's threads"))
    let memoryError = FindingReport(
      pattern: "torch.cuda.out-of-memory",
      title: LocalizedText("Out of video memory", "显存不足"), category: "error",
      severity: .error, count: 3, lines: [214, 391, 560], message: traceback,
      captures: ["device": "0"],
      verdict: FindingVerdict(
        effect: .breaks, text: LocalizedText("This picture was not made.", "这张图没有生成。")))
    let spill = FindingReport(
      pattern: "comfyui.loaded-partially",
      title: LocalizedText("The model does not fit and is loaded in part", "模型放不下，只加载了一部分"),
      category: "memory", severity: .warning, count: 27,
      lines: [57, 88, 119, 150, 181, 212, 243, 274, 305, 336],
      message: "loaded partially 5638.72 5636.70 0",
      captures: ["megabytes": "5638.72"],
      verdict: FindingVerdict(
        effect: .slower,
        text: LocalizedText(
          "The rest is fetched from main memory at each step.", "其余部分在每一步都要从内存读取。")))
    let retry = FindingReport(
      pattern: "comfyui.vae-tiled-retry",
      title: LocalizedText("VAE decoding ran out of memory and was tiled", "VAE 解码显存不足，已改为分块"),
      severity: .warning, lines: [130],
      message: "Warning: Ran out of memory when regular VAE decoding, retrying with tiled VAE"
        + " decoding.",
      resolved: true)
    let session = SessionReport(
      id: "45c48cce2e2d7fbd", input: "comfyui.log", frontend: "comfyui", frontendTitle: "ComfyUI",
      firstLine: 1, lastLine: 612, startedAt: "2026-03-02T19:04:11Z",
      fingerprint: "aab3238922bcc25a",
      facts: [
        FactReport(name: "os", value: "Linux", line: 140, how: .derived),
        FactReport(name: "python", value: "3.12.3", line: 4),
        FactReport(name: "gpu", value: "NVIDIA GeForce RTX 4060", line: 9),
        FactReport(name: "vram_mb", value: "8188", line: 7),
        FactReport(name: "ram_mb", value: "32472", line: 7),
        FactReport(name: "torch", value: "2.6.0+cu124", line: 8),
        FactReport(name: "vram_state", value: "NORMAL_VRAM", line: 9),
        FactReport(name: "attention_backend", value: "sdpa", line: 12),
        FactReport(name: "dtype", value: "bf16", line: 55),
      ],
      findings: [retry, spill, memoryError], causes: [cause],
      attention: AttentionReport(inUse: "sdpa"),
      throughput: [
        WorkloadThroughput(
          workload: workload, runs: 27, firstRatePerSecond: 0.31, lastRatePerSecond: 0.12,
          medianRatePerSecond: 0.135, stalls: 4)
      ], runCount: 30)
    let runs = [
      RunReport(
        completed: 7, total: 20, finished: false, elapsedSeconds: 58.5, ratePerSecond: 0.12,
        rateLow: 0.119, rateHigh: 0.121,
        stalls: [StallReport(line: 56, completed: 3, seconds: 21.5)], firstLine: 56, lastLine: 56,
        workload: WorkloadReport(key: workload, isProxy: true, fields: ["steps": "20"]))
    ]
    return SampleReport(
      name: "out-of-memory",
      head: ReportHead(
        tool: tool,
        inputs: [
          InputReport(
            path: "comfyui.log", bytes: 2_412_880, records: 40_118, encoding: "utf-8",
            newline: "LF", sessions: 1)
        ],
        totals: TotalsReport(sessions: 1, runs: 30, countedRuns: 27, warnings: 1, errors: 1),
        series: [
          SeriesReport(
            workload: workload, unit: "it", runs: 27, medianRatePerSecond: 0.135, spread: 0.31,
            isProxy: true, outline: [0.31, 0.3, 0.29, 0.3, 0.14, 0.13, 0.14, 0.12, 0.12])
        ],
        verdict: VerdictReport(
          level: .error, causes: ["vram-insufficient"],
          text: LocalizedText(
            "three pictures failed because the video memory was full.", "有三张图因显存不足而失败。")),
        limits: [LimitReport(what: "line-length", place: "comfyui.log", count: 2)],
        leading: LeadingCause(cause: cause, session: session.id, input: session.input)),
      sessions: [(session, runs)])
  }()
}
