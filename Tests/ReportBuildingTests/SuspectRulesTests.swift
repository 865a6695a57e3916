import PatternCatalogue
import Testing

@testable import ReportBuilding

struct SuspectRulesTests {
  @Test(arguments: [
    (
      "a1111 unit=it steps=20 model=my model.safetensors dtype=float32",
      "a1111 unit=it steps=20 model=my model.safetensors"
    ),
    ("comfyui model_type=SDXL model_dtype=float32 width=8", "comfyui model_type=SDXL width=8"),
    ("llama.cpp quantization=Q4_K - Medium batch=2", "llama.cpp batch=2"),
    ("torchsharp gpu=RTX 4070 device=cuda", "torchsharp gpu=RTX 4070"),
    ("vllm bar=Avg generation throughput model=a", "vllm bar=Avg generation throughput model=a"),
  ])
  func leavesOutHowAWorkloadIsComputed(key: String, related: String) throws {
    let rules = SuspectRules(
      try CatalogueLoader.load(builtin: true, directories: [], validation: .trusting))
    #expect(rules.relatedKey(of: key) == related)
  }
}
