extension Phrases {
  var systemLabel: String { pick("System", "系统") }
  var graphicsLabel: String { pick("GPU", "显卡") }
  var torchLabel: String { pick("PyTorch", "PyTorch") }
  var attentionLabel: String { pick("Attention", "注意力后端") }
  var memoryLabel: String { pick("Memory", "显存与内存") }
  var modelLabel: String { pick("Model", "模型") }
  var argumentsLabel: String { pick("Started with", "启动参数") }
  var otherFactsLabel: String { pick("Also", "其他") }

  /// Returns a fact's value with its name, where the value alone would not speak for itself.
  func fact(_ name: String, _ value: String) -> String {
    switch name {
    case "gpu", "os", "model", "launch_args", "attention_backend": value
    case "torch": value
    case "python": "Python \(value)"
    case "cuda": "CUDA \(value)"
    case "cudnn": "cuDNN \(value)"
    case "compute_capability": pick("compute capability \(value)", "计算能力 \(value)")
    case "vram_mb": pick("\(megabytes(value)) of video memory", "显存 \(megabytes(value))")
    case "ram_mb": pick("\(megabytes(value)) of main memory", "内存 \(megabytes(value))")
    case "driver": pick("driver \(value)", "驱动 \(value)")
    case "driver_cuda": pick("driver's CUDA \(value)", "驱动支持的 CUDA \(value)")
    case "xformers": "xformers \(value)"
    case "xformers_built_for": pick("xformers built for \(value)", "xformers 编译目标 \(value)")
    case "flash_attn": "flash-attn \(value)"
    case "triton": "Triton \(value)"
    case "vram_state": pick("memory mode \(value)", "显存模式 \(value)")
    case "dtype": pick("precision \(value)", "精度 \(value)")
    case "allocator": pick("allocator \(value)", "分配器 \(value)")
    case "device": pick("device \(value)", "设备 \(value)")
    default: "\(factName(name)) \(value)"
    }
  }

  /// Returns what a fact is called where it changed.
  func factName(_ name: String) -> String {
    switch name {
    case "os": pick("system", "系统")
    case "python": "Python"
    case "torch": "PyTorch"
    case "cuda": pick("CUDA of PyTorch", "PyTorch 的 CUDA")
    case "cudnn": "cuDNN"
    case "gpu": pick("GPU", "显卡")
    case "compute_capability": pick("compute capability", "计算能力")
    case "vram_mb": pick("video memory (MB)", "显存（MB）")
    case "ram_mb": pick("main memory (MB)", "内存（MB）")
    case "driver": pick("GPU driver", "显卡驱动")
    case "driver_cuda": pick("CUDA of the driver", "驱动支持的 CUDA")
    case "attention_backend": pick("attention", "注意力后端")
    case "vram_state": pick("memory mode", "显存模式")
    case "dtype": pick("precision", "精度")
    case "model_dtype": pick("format of the weights", "权重格式")
    case "quantization": pick("quantisation", "量化方式")
    case "loader": pick("loader", "加载方式")
    case "gpu_layers": pick("layers on the GPU", "GPU 上的层数")
    case "cuda_graph": pick("CUDA graphs", "CUDA 图")
    case "attention_requested": pick("attention that was asked for", "要求的注意力后端")
    case "vram_requested": pick("memory mode that was asked for", "要求的显存模式")
    case "allocator": pick("allocator", "分配器")
    case "device": pick("device", "设备")
    case "frontend_version": pick("program's version", "程序版本")
    case "launch_args": pick("start options", "启动参数")
    case "loaded_models": pick("parts of the model", "模型部件")
    case "custom_nodes": pick("custom nodes", "自定义节点")
    case "model": pick("model", "模型")
    default: name
    }
  }

  private func megabytes(_ value: String) -> String {
    guard let number = Int(value), number >= 1024 else { return "\(value) MB" }
    let gigabytes = Measure.rounded(Double(number) / 1024, places: 1)
    return (gigabytes.hasSuffix(".0") ? String(gigabytes.dropLast(2)) : gigabytes) + " GB"
  }

  /// Returns a name of an attention backend that a user can look up.
  func backend(_ id: String) -> String {
    switch id.lowercased() {
    case "sdpa": pick("PyTorch's own attention (SDPA)", "PyTorch 自带的注意力（SDPA）")
    case "flash", "flash_attn", "flash-attention": pick("flash attention", "flash attention")
    case "cudnn": pick("cuDNN attention", "cuDNN attention")
    case "memory-efficient", "mem_efficient", "efficient":
      pick("PyTorch's memory-efficient attention", "PyTorch 的省显存注意力（memory-efficient）")
    case "math": pick("PyTorch's plain attention (math, slow)", "PyTorch 的普通注意力（math，较慢）")
    case "eager": pick("plain attention (eager, slow)", "普通注意力（eager，较慢）")
    case "sage": "SageAttention"
    case "flashinfer": "FlashInfer"
    case "aotriton": pick("AOTriton's attention (AMD)", "AOTriton 注意力（AMD）")
    case "split": pick("split attention", "split attention（分块）")
    case "sub-quadratic": pick("sub-quadratic attention", "sub-quadratic attention（省显存）")
    case "doggettx": pick("Doggettx's split attention", "Doggettx 注意力（分块）")
    case "invokeai": pick("InvokeAI's attention", "InvokeAI 注意力")
    case "unknown": logDoesNotSay
    default: id
    }
  }

  /// Returns a name of an attention backend for where there is little room.
  func shortBackend(_ id: String) -> String {
    switch id.lowercased() {
    case "sdpa": "SDPA"
    case "cudnn": "cuDNN attention"
    case "memory-efficient", "mem_efficient", "efficient":
      pick("memory-efficient attention", "省显存注意力（memory-efficient）")
    case "math": pick("plain attention (slow)", "普通注意力（较慢）")
    default: backend(id)
    }
  }

  /// Returns which backend was asked for, and why another one runs.
  func requested(_ backend: String) -> String {
    pick("\(backend) was asked for", "请求的是 \(backend)")
  }

  /// Returns what took over.
  func fellBack(to backend: String) -> String {
    pick("fell back to \(backend)", "改用 \(backend)")
  }
}

extension LocalizedText {
  /// Returns what a fact is called where it changed.
  package static func nameOfFact(_ name: String) -> LocalizedText {
    LocalizedText(
      en: Phrases(language: .en).factName(name), zh: Phrases(language: .zh).factName(name))
  }
}
