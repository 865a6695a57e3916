import Foundation
import TestSupport
import Testing

/// The first line of a report speaks of what makes its level.
struct VerdictTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func report(_ lines: [String], options: [String] = []) throws -> JSONValue {
    try folder.write(lines.joined(separator: "\n") + "\n", to: "x.log")
    let outcome = try SDLogProgram.run(
      ["scan", "--format", "json", "--fail-on", "never"] + options + ["x.log"], in: folder.url)
    return try JSONValue(parsing: outcome.output)
  }

  /// A log, and what its verdict says.
  struct Example: CustomTestStringConvertible {
    var name: String
    var lines: [String]
    var level: String
    /// What stands in the text.
    var words: String
    /// The first of the causes.
    var cause: String?
    var testDescription: String { name }
  }

  private static let noDetector =
    "!!! Exception during processing !!! 'NO_SEGM_DETECTOR' object has no attribute 'detect'"

  @Test(arguments: [
    Example(
      name: "a surer cause of less does not stand before that of the error",
      lines: [
        "The installed version of bitsandbytes was compiled without GPU support. 8-bit optimizers, 8-bit multiplication, and GPU quantization are unavailable.",
        "./webui.sh: line 304: 1698150 Killed                  \"${python_cmd}\" -u launch.py",
      ], level: "error", words: "Main memory", cause: "host-ram-exhausted"),
    Example(
      name: "an error speaks, and not what says that something failed",
      lines: ["got prompt", noDetector], level: "error", words: "a mask detector"),
    Example(
      name: "an error speaks, and not what says in front of it that a job failed",
      lines: ["Error running job: CUDA error: unknown error"], level: "error",
      words: "The driver broke off"),
    Example(
      name: "the last error speaks, if no cause explains one",
      lines: [
        "got prompt", noDetector,
        "invalid prompt: {'type': 'prompt_no_outputs', 'message': 'Prompt has no outputs', 'details': '', 'extra_info': {}}",
      ], level: "error", words: "no node saves or shows"),
    Example(
      name: "the program's words, if there is nothing else",
      lines: ["got prompt", "!!! Exception during processing !!! too many indices for tensor"],
      level: "error",
      words:
        "Something failed: “too many indices for tensor” (line 2)."
    ),
    Example(
      name: "that something failed, if the log holds no words for it",
      lines: ["*** Error completing request"], level: "error",
      words: "There is no picture from this job"),
    Example(
      name: "the program's words for an error that may not matter",
      lines: [
        "Traceback (most recent call last):", "  File \"/srv/x.py\", line 3, in f", "    g()",
        "KeyError: 'sampler_z'", "next",
      ], level: "warning",
      words:
        "An error was reported: “KeyError: 'sampler_z'” (line 4). The log does not show whether it matters."
    ),
    Example(
      name: "the program's words for what ended it",
      lines: [
        "Traceback (most recent call last):", "  File \"/srv/x.py\", line 3, in f", "    g()",
        "KeyError: 'sampler_z'",
      ], level: "error", words: "Something failed: “KeyError: 'sampler_z'” (line 4)."),
  ])
  func speaksOfItsLevel(_ example: Example) throws {
    let verdict = try report(example.lines)["verdict"]
    #expect(verdict?["level"]?.text == example.level)
    #expect(
      verdict?["en"]?.text?.contains(example.words) == true,
      "\(String(describing: verdict))")
    if let cause = example.cause { #expect(verdict?["causes"]?[0]?.text == cause) }
  }

  @Test("of several errors in one line the same one speaks each time")
  func takesOneOfALine() throws {
    let entries = (1...12).map { number in
      """
        - id: made-up.error\(number % 10)\(number / 10)
          title: {en: "Error \(number)", zh: "错误 \(number)"}
          category: error
          severity: error
          emitters: [any]
          literals: ["store is gone"]
          regex: 'store is (?<state>gone)'
          verdict: {effect: breaks, en: "Meaning \(number).", zh: "含义 \(number)。"}
          matches:
            - text: 'the store is gone'
          rejects:
            - 'the store is there'
          source: 'a program of no name'

      """
    }
    try folder.write("messages:\n" + entries.joined(), to: "own/errors.yaml")
    let report = try report(["the store is gone"], options: ["--patterns", "own"])
    #expect(report["verdict"]?["en"]?.text == "Meaning 10.")
  }

  @Test(
    "a model's path stands in marks that the shells of its system know",
    arguments: [
      (#"C:\my models\a.gguf"#, #"llama-server -ngl 99 -m "C:\my models\a.gguf""#),
      (#"C:\x" & calc & "\a.gguf"#, #"llama-server -ngl 99 -m "C:\x & calc & \a.gguf""#),
      ("/srv/my models/a.gguf", "llama-server -ngl 99 -m '/srv/my models/a.gguf'"),
      ("/srv/$(reboot)/a.gguf", "llama-server -ngl 99 -m '/srv/$(reboot)/a.gguf'"),
      ("/srv/a.gguf", "llama-server -ngl 99 -m /srv/a.gguf"),
    ])
  func quotesPaths(model: String, command: String) throws {
    let report = try report([
      "build: 4984 (bb3ce2ff) with cc (Ubuntu 11.4.0) 11.4.0 for x86_64-linux-gnu",
      "  Device 0: NVIDIA A100-PCIE-40GB, compute capability 8.0, VMM: yes",
      "llama_model_loader: loaded meta data with 30 key-value pairs and 339 tensors from \(model) (version GGUF V3 (latest))",
      "load_tensors: offloaded 0/29 layers to GPU",
    ])
    let cause = report["sessions"]?[0]?["causes"]?[0]
    #expect(cause?["title"]?["en"]?.text == "The card is there, and no layer was put on it")
    #expect(cause?["remedy"]?["commands"]?[0]?.text == command)
  }

  @Test("control characters and secrets of quoted words stay out")
  func quotesSafely() throws {
    try folder.write(
      "got prompt\n!!! Exception during processing !!! [x](http://a) <b> api_key=sk-1234567890abcdefghijklmn\n",
      to: "x.log")
    let outcome = try SDLogProgram.run(
      ["scan", "--format", "markdown", "--fail-on", "never", "x.log"], in: folder.url)
    #expect(!outcome.outputText.contains("1234567890abcdefghijklmn"))
    #expect(!outcome.outputText.contains("Something failed: “[x](http"))
    #expect(outcome.outputText.contains(#"\<b\>"#))
  }
}
