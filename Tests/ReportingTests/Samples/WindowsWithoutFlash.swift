@testable import Reporting

extension SampleReport {
  /// AUTOMATIC1111 on Windows with the message about flash attention.
  static let windowsWithoutFlash: SampleReport = {
    let workload = "a1111 · v1-5-pruned-emaonly · 512x512 · Euler a · 20 steps"
    let message = #"""
      D:\sd\venv\lib\site-packages\torch\nn\functional.py:5504: UserWarning: 1Torch was not compiled with flash attention. (Triggered internally at ..\aten\src\ATen\native\transformers\cuda\sdp_utils.cpp:455.)
        attn_output = scaled_dot_product_attention(q, k, v, attn_mask, dropout_p, is_causal)
      """#
    let finding = FindingReport(
      pattern: "torch.sdpa.flash-not-compiled",
      title: LocalizedText(
        "Torch was not compiled with flash attention", "此 torch 未编译 flash attention"),
      severity: .note, count: 1, lines: [42], message: message,
      captures: ["line": "455", "path": #"..\aten\src\ATen\native\transformers\cuda\"#],
      verdict: FindingVerdict(
        effect: .depends,
        text: LocalizedText(
          "PyTorch picks another kernel; the pictures are the same.",
          "PyTorch 会改用其他内核，出图结果不变。")))
    let cause = CauseReport(
      cause: "windows-wheel-without-flash", family: "torch-build",
      title: LocalizedText(
        "This PyTorch wheel for Windows was built without flash attention",
        "此 Windows 版 PyTorch 安装包没有编译 flash attention"),
      confidence: .certain, score: 7, explains: ["torch.sdpa.flash-not-compiled"],
      evidence: [
        EvidenceReport(
          line: 42, text: "UserWarning: 1Torch was not compiled with flash attention.",
          isQuoted: true, weight: 5,
          reason: LocalizedText("the message itself", "提示信息本身")),
        EvidenceReport(
          line: 1, text: #"venv "D:\sd\venv\Scripts\Python.exe""#, isQuoted: true, weight: 2,
          reason: LocalizedText("a Windows path", "Windows 路径")),
      ],
      against: [
        EvidenceReport(
          line: 43, text: "100%|##########| 20/20 [00:02<00:00,  8.44it/s]", isQuoted: true,
          weight: 1,
          reason: LocalizedText("normal speed for this GPU", "对此显卡来说速度正常"))
      ],
      verdict: LocalizedText(
        "PyTorch uses its memory-efficient kernel instead. It costs a few percent at most, and"
          + " nothing breaks.", "PyTorch 改用省显存的内核，最多慢百分之几，不会出错。"),
      remedy: RemedyReport(
        text: LocalizedText(
          "Nothing has to be done. A newer wheel contains flash attention, if you want it.",
          "可以不处理。如果需要，较新的安装包已包含 flash attention。"),
        commands: [
          #"pip install --upgrade "torch>=2.15" --index-url https://download.pytorch.org/whl/cu128"#
        ]),
      check: LocalizedText(
        "start again: the message is gone, and it/s rise a little.", "重新启动后提示消失，it/s 略有提高。"),
      cost: CostReport(low: 0, high: 0.24, source: "torch.md, section 4"))
    let attention = AttentionReport(
      requested: "sdpa", inUse: "sdpa", fellBackTo: "memory-efficient",
      because: LocalizedText(
        "the wheel has no flash kernels", "安装包中没有 flash 内核"))
    let session = SessionReport(
      id: "8f14e45fceea167a", input: #"logs\webui.log"#, frontend: "a1111",
      frontendTitle: "Stable Diffusion WebUI", firstLine: 1, lastLine: 96,
      fingerprint: "c9f0f895fb98ab91",
      facts: [
        FactReport(name: "os", value: "Windows", line: 1, how: .derived),
        FactReport(name: "python", value: "3.10.6", line: 2),
        FactReport(name: "frontend_version", value: "v1.8.0", line: 3),
        FactReport(name: "launch_args", value: "--opt-sdp-attention --medvram", line: 5),
        FactReport(name: "gpu", value: "NVIDIA GeForce RTX 3060", line: 9),
        FactReport(name: "vram_mb", value: "12288", line: 9),
        FactReport(name: "torch", value: "2.2.2+cu121", line: 11),
        FactReport(name: "cuda", value: "12.1", line: 11, how: .derived),
        FactReport(name: "attention_backend", value: "sdpa", line: 20),
        FactReport(name: "model", value: "v1-5-pruned-emaonly.safetensors", line: 18),
      ],
      findings: [finding], causes: [cause],
      refuted: [
        RefutedReport(
          cause: "gpu-too-old-for-flash",
          title: LocalizedText(
            "The GPU is too old for flash attention", "显卡太旧，不支持 flash attention"),
          because: [
            EvidenceReport(
              line: 9, text: "gpu NVIDIA GeForce RTX 3060",
              fact: FactStatement(id: "gpu", values: ["NVIDIA GeForce RTX 3060"]),
              reason: LocalizedText("compute capability 8.6 is enough", "计算能力 8.6 已足够"))
          ])
      ],
      attention: attention,
      throughput: [
        WorkloadThroughput(
          workload: workload, runs: 12, firstRatePerSecond: 7.91, lastRatePerSecond: 8.46,
          medianRatePerSecond: 8.44)
      ], runCount: 13)
    let runs = (0..<12).map { index in
      RunReport(
        completed: 20, total: 20, elapsedSeconds: 2, ratePerSecond: 8.44, rateLow: 8.435,
        rateHigh: 8.445, steadyRatePerSecond: 8.5, firstLine: 44 + index, lastLine: 44 + index,
        workload: WorkloadReport(
          key: workload, fields: ["steps": "20", "sampler": "Euler a", "width": "512"]))
    }
    let outer = RunReport(
      description: "Total progress", completed: 20, total: 20, elapsedSeconds: 2,
      ratePerSecond: 8.1, firstLine: 44, lastLine: 44, workload: WorkloadReport(key: workload),
      counted: false)
    return SampleReport(
      name: "windows-without-flash",
      head: ReportHead(
        tool: tool,
        inputs: [
          InputReport(
            path: #"logs\webui.log"#, bytes: 18_204, records: 131, encoding: "utf-8",
            newline: "CRLF", sessions: 1)
        ],
        totals: TotalsReport(sessions: 1, runs: 13, countedRuns: 12, notes: 1),
        series: [
          SeriesReport(
            workload: workload, unit: "it", runs: 12, medianRatePerSecond: 8.44, spread: 0.02,
            outline: [7.91, 8.4, 8.42, 8.44, 8.44, 8.45, 8.43, 8.44, 8.46, 8.44, 8.45, 8.46])
        ],
        verdict: VerdictReport(
          level: .notice, causes: ["windows-wheel-without-flash"],
          text: LocalizedText(
            "pictures are made at normal speed; one message can be ignored.",
            "出图速度正常，有一条提示可以忽略。")),
        leading: LeadingCause(
          cause: cause, session: session.id, input: session.input),
        attention: LeadingAttention(
          attention: attention, finding: finding,
          effect: LocalizedText(
            "you can ignore it, it costs a few percent at most.", "可以忽略，最多慢百分之几。"))),
      sessions: [(session, runs + [outer])])
  }()
}
