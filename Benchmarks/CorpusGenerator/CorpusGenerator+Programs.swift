extension CorpusGenerator {
  /// Adds what the session's program prints as it starts.
  mutating func addStart() {
    switch session.program {
    case .webUI: addWebUIStart()
    case .comfyUI: addComfyUIStart()
    case .kohya: addKohyaStart()
    }
  }

  /// Adds a job of the session's program.
  mutating func addJob() {
    let isText = options.mix == .text
    if isText { addChatter(session.isShort ? 1...4 : 5...27) }
    if isText, random.happens(percent: 50), !session.isShort { addRequests(4...16) }
    switch session.program {
    case .webUI: addWebUIJob()
    case .comfyUI: addComfyUIJob()
    case .kohya: addKohyaJob()
    }
    guard !session.isShort else { return }
    if random.happens(percent: 5) { addWarning() }
    if random.happens(percent: 3) { addTraceback() }
    if random.happens(percent: 40) { addChatter(1...20) }
    if random.happens(percent: 30) { addRequests(1...20) }
  }

  private mutating func addRequests(_ requests: ClosedRange<Int>) {
    for _ in 0..<random.number(in: requests) { addRequest() }
  }

  private mutating func addWarnings(_ warnings: ClosedRange<Int>) {
    for _ in 0..<random.number(in: warnings) { addWarning() }
  }
}

// MARK: - Stable Diffusion web UI

extension CorpusGenerator {
  /// As `launch.py` of the Stable Diffusion web UI 1.5 to 1.10 prints it.
  private mutating func addWebUIStart() {
    addLine("venv \"/srv/sd/webui/venv/bin/python3\"", .start)
    text.add("Python 3.10.")
    text.add(random.number(in: 6...16))
    text.add(" (main, Apr  2 2024, 10:12:07) [GCC 12.2.0]")
    endLine(.start)
    text.add("Version: v1.")
    text.add(random.number(in: 5...10))
    text.add(".")
    text.add(random.below(3))
    endLine(.start)
    text.add("Commit hash: ")
    for _ in 0..<5 { text.add(hexadecimal: random.next(), digits: 8) }
    endLine(.start)
    text.add("Launching Web UI with arguments: --api --xformers --port ")
    text.add(random.number(in: 7_860...7_879))
    endLine(.start)
    if !session.isShort { addWarnings(0...2) }
    text.add("Loading weights [")
    text.add(hexadecimal: random.next(), digits: 10)
    text.add("] from /srv/sd/webui/models/Stable-diffusion/")
    text.add(random.element(of: Phrases.models))
    endLine(.start)
    text.add("Running on local URL:  http://127.0.0.1:7860")
    endLine(.start)
    text.add("Startup time: ")
    text.add(tenths: random.number(in: 51...420))
    text.add("s (prepare environment: 1.3s, import torch: 3.2s, create ui: 0.7s).")
    endLine(.start)
    text.add("Applying attention optimization: ")
    text.add(random.happens(percent: 60) ? "xformers" : "Doggettx")
    text.add("... done.")
    endLine(.start)
    text.add("Model loaded in ")
    text.add(tenths: random.number(in: 21...310))
    text.add("s (load weights from disk: 0.9s, apply weights to model: 2.0s).")
    endLine(.start)
  }

  private mutating func addWebUIJob() {
    let milliseconds = addBar(steps: session.steps)
    text.add("Time taken: ")
    if milliseconds >= 60_000 {
      text.add(milliseconds / 60_000)
      text.add(" min. ")
    }
    text.add(tenths: milliseconds / 100 % 600)
    text.add(" sec.")
    endLine(.job)
  }
}

// MARK: - ComfyUI

extension CorpusGenerator {
  /// As ComfyUI 0.3 with its manager prints it.
  private mutating func addComfyUIStart() {
    beginLine()
    text.add("** ComfyUI startup time: ")
    addDate(separator: " ")
    text.add(".")
    text.add(random.below(1_000), width: 3)
    endLine(.start)
    addLine("** Platform: Linux", .start)
    beginLine()
    text.add("** Python version: 3.12.")
    text.add(random.below(10))
    text.add(" (main, Feb  4 2025, 14:48:35) [GCC 11.4.0]")
    endLine(.start)
    beginLine()
    text.add("Total VRAM ")
    text.add(random.number(in: 8_000...24_564))
    text.add(" MB, total RAM ")
    text.add(random.number(in: 16_000...128_000))
    text.add(" MB")
    endLine(.start)
    beginLine()
    text.add("pytorch version: 2.")
    text.add(random.number(in: 3...7))
    text.add(".1+cu12")
    text.add(random.number(in: 1...8))
    endLine(.start)
    addLine("Set vram state to: NORMAL_VRAM", .start)
    beginLine()
    text.add("Device: cuda:0 NVIDIA GeForce RTX ")
    text.add(random.number(in: 30...40) / 10 * 1_000 + 10 * random.number(in: 6...9))
    text.add(" : cudaMallocAsync")
    endLine(.start)
    addLine("Using pytorch attention", .start)
    addLine("ComfyUI version: 0.3.44", .start)
    guard !session.isShort else { return }
    for _ in 0..<random.number(in: 2...16) {
      beginLine()
      text.add("   ")
      text.add(tenths: random.below(200))
      text.add(" seconds")
      if random.happens(percent: 4) { text.add(" (IMPORT FAILED)") }
      text.add(": /srv/sd/ComfyUI/custom_nodes/")
      text.add(random.element(of: Phrases.extensions))
      endLine(.start)
    }
    addLine("Starting server", .start)
    addLine("To see the GUI go to: http://127.0.0.1:8188", .start)
  }

  private mutating func addComfyUIJob() {
    addLine("got prompt", .job)
    if random.happens(percent: 30) {
      beginLine()
      text.add("Requested to load ")
      text.add(random.element(of: Phrases.networks))
      endLine(.job)
      beginLine()
      text.add("loaded completely ")
      text.add(tenths: random.number(in: 10_000...99_999))
      text.add(" ")
      text.add(tenths: random.number(in: 10_000...99_999))
      text.add(" True")
      endLine(.job)
    }
    beginLine()
    let milliseconds = addBar(steps: session.steps)
    beginLine()
    text.add("Prompt executed in ")
    text.add(hundredths: milliseconds / 10 + random.number(in: 20...400))
    text.add(" seconds")
    endLine(.job)
  }
}

// MARK: - kohya's sd-scripts

extension CorpusGenerator {
  /// As `train_network.py` of sd-scripts 0.8 prints it.
  private mutating func addKohyaStart() {
    addLine("prepare tokenizer", .start)
    addLine("Using DreamBooth method.", .start)
    addLine("prepare images.", .start)
    if !session.isShort { addWarnings(0...2) }
  }

  private mutating func addKohyaJob() {
    let isText = options.mix == .text
    let steps =
      session.isShort
      ? session.steps : isText ? random.number(in: 4...40) : random.number(in: 300...3_000)
    addLine("running training / 学習開始", .job)
    text.add("  num train images * repeats / 学習画像の数×繰り返し回数: ")
    text.add(2 * steps)
    endLine(.job)
    addLine("  num epochs / epoch数: 1", .job)
    text.add("  total optimization steps / 学習ステップ数: ")
    text.add(steps)
    endLine(.job)
    addLine("epoch 1/1", .job)
    if isText, !session.isShort { addChatter(20...200) }
    _ = addBar(steps: steps, description: "steps: ", loss: true)
    text.add("saving checkpoint: /srv/sd/train/out/")
    text.add(random.element(of: Phrases.words))
    text.add("-")
    text.add(random.below(1_000_000), width: 6)
    text.add(".safetensors")
    endLine(.job)
  }
}
