import PatternCatalogue
import Testing

@testable import ReportBuilding

struct StartOptionsTests {
  struct Case: CustomTestStringConvertible {
    var before: String
    var after: String
    var removed: [String] = []
    var added: [String] = []
    var testDescription: String { "\(before) → \(after)" }
  }

  private let names: OptionNames

  init() throws {
    names =
      SuspectRules(
        try CatalogueLoader.load(builtin: true, directories: [], validation: .trusting)
      ).idleOptions
  }

  @Test(arguments: [
    Case(before: "--xformers", after: "--xformers --no-half", added: ["--no-half"]),
    Case(before: "--fast --lowvram", after: "--lowvram", removed: ["--fast"]),
    Case(before: "--api --lowvram", after: "--lowvram --api"),
    Case(
      before: "--precision full --no-half", after: "--no-half --precision autocast",
      removed: ["--precision full"], added: ["--precision autocast"]),
    Case(before: "--precision=full", after: "--precision full"),
    Case(before: "--gpus 0 1", after: "--gpus 0", removed: ["--gpus 0 1"], added: ["--gpus 0"]),
    Case(
      before: "--offset -1", after: "--offset -2", removed: ["--offset -1"], added: ["--offset -2"]),
    Case(
      before: #"--ckpt-dir "D:\my models" --theme dark --port 7860 --listen"#,
      after: "--share --autolaunch --api --log-startup --output_dir /tmp/a --skip-torch-cuda-test"),
    Case(before: "xformers medvram", after: "medvram", removed: ["xformers"]),
    Case(
      before: "model_path='org/mini-7b', host='0.0.0.0', tp_size=1, random_seed=7",
      after: "model_path='org/mini-7b', host='127.0.0.1', tp_size=2, random_seed=8",
      removed: ["tp_size=1"], added: ["tp_size=2"]),
    Case(
      before: "'max_model_len': 4096, 'sizes': [1, 2, 4]",
      after: "'max_model_len': 4096, 'sizes': [1, 2]", removed: ["'sizes': [1, 2, 4]"],
      added: ["'sizes': [1, 2]"]),
    Case(
      before: "['entry_with_update.py', '--port', '8888', '--always-high-vram']",
      after:
        "['entry_with_update.py', '--port', '8889', '--always-high-vram', '--attention-split']",
      added: ["--attention-split"]),
    Case(before: "'--use-zluda', '--debug'", after: "'--use-zluda'"),
    Case(
      before: "'model': 'a', 'speculative_config': {'method': 'ngram'}", after: "'model': 'a'",
      removed: ["'speculative_config': {'method': 'ngram'}"]),
    Case(
      before: #""C:\ui\main.py" --fast"#, after: #""C:\ui\main.py" --fast --lowvram"#,
      added: ["--lowvram"]),
    Case(before: "", after: "--medvram", added: ["--medvram"]),
    Case(before: "--ui 'it is", after: "--ui 'it is"),
  ])
  func findsThoseThatDiffer(_ example: Case) {
    let (before, after) = (StartOptions(example.before), StartOptions(example.after))
    #expect(before.texts(besides: after, names) == example.removed)
    #expect(after.texts(besides: before, names) == example.added)
  }
}
