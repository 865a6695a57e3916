import Foundation
import TestSupport
import Testing

/// Nothing of what a log holds acts upon whoever reads the output.
struct HostileLogTests {
  /// Sequences that act upon terminals and readers, from the tests of the report's formats.
  private static let sequences: [(name: String, bytes: [UInt8])] = {
    struct Entry: Decodable {
      var name: String
      var hex: String
    }
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "ReportingTests/Fixtures/hostile.jsonl")
    do {
      return try Data(contentsOf: url).split(separator: 0x0A).map { line in
        let entry = try JSONDecoder().decode(Entry.self, from: line)
        let bytes = stride(from: 0, to: entry.hex.count, by: 2).compactMap {
          UInt8(entry.hex.dropFirst($0).prefix(2), radix: 16)
        }
        return (entry.name, bytes)
      }
    } catch {
      Issue.record(error)
      return []
    }
  }()

  /// Scalars that no output may hold: controls but LF, marks of direction, invisible ones.
  private static func acts(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF:
      true
    default: false
    }
  }

  /// A log that carries each sequence to all places that reports show: a finding, facts, a bar's
  /// description, a path in a traceback.
  private static func log(_ sequences: [[UInt8]] = sequences.map(\.bytes)) -> [UInt8] {
    var log = Array("Python 3.11.7\npytorch version: 2.4.1+cu121\nComfyUI version: 0.3.64\n".utf8)
    for bytes in sequences {
      func add(_ before: String, _ after: String) {
        log += Array(before.utf8) + bytes + Array(after.utf8)
      }
      add("Cannot import /srv/", "/node module for custom nodes: No module named 'x'\n")
      add("Set vram state to: NORMAL", "_VRAM\nDevice: cuda:0 NVIDIA ")
      add(" RTX 4090 ", "\nRuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB ")
      add("(GPU 0; ", ")\nsteps ")
      add("", ": 100%|##########| 20/20 [00:04<00:00,  4.80it/s, x=")
      add("", "]\nLaunching Web UI with arguments: --medvram ")
      add("--theme ", "\n")
    }
    return log
  }

  /// Sequences put together at random: controls, escapes with parameters and strings, marks of direction.
  private static let generated: [[UInt8]] = {
    var generator = SplitMix64(state: 5)
    func any(_ choices: [String]) -> String { choices.randomElement(using: &generator) ?? "" }
    let ends = (0x40...0x7E).map { String(UnicodeScalar(UInt8($0))) }
    return (0..<500).map { number in
      let digits = "\(Int.random(in: 0...999, using: &generator))"
      let text =
        switch number % 8 {
        case 0: "\u{1B}[" + digits + any([";", ":", "?", " "]) + digits + any(ends)
        case 1: "\u{1B}]" + digits + ";text" + any(["\u{7}", "\u{1B}\\", "\u{9C}", ""])
        case 2: "\u{1B}" + any(["P", "X", "^", "_"]) + digits + "q" + any(["\u{1B}\\", "\u{9C}"])
        case 3: "\u{1B}" + any(["c", "7", "8", "D", "M", "E", "H", "=", ">", "#8", "(0"])
        case 4:
          String(UnicodeScalar(UInt8.random(in: 0x80...0x9F, using: &generator))) + digits + "m"
        case 5:
          any(["\u{202A}", "\u{202E}", "\u{2066}", "\u{2069}", "\u{200F}", "\u{61C}"]) + "abc"
        case 6:
          any(["\u{0}", "\u{1}", "\u{5}", "\u{7}", "\u{B}", "\u{C}", "\u{E}", "\u{7F}"]) + digits
        default: any(["\u{200B}", "\u{2028}", "\u{2029}", "\u{2060}", "\u{FEFF}"]) + digits
        }
      return Array(text.utf8)
    }
  }()

  struct Output: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Output(arguments: ["scan"]), Output(arguments: ["scan", "--lang", "zh"]),
    Output(arguments: ["scan", "--format", "json"]),
    Output(arguments: ["scan", "--format", "ndjson"]),
    Output(arguments: ["scan", "--format", "markdown"]),
    Output(arguments: ["scan", "--format", "html"]), Output(arguments: ["scan", "--redact"]),
    Output(arguments: ["records"]), Output(arguments: ["records", "--format", "ndjson"]),
  ])
  func printsNothingThatActs(_ output: Output) throws {
    #expect(Self.sequences.count >= 50)
    let folder = try TemporaryFolder()
    try folder.write(Self.log(), to: "hostile.log")
    let outcome = try SDLogProgram.run(output.arguments + ["hostile.log"], in: folder.url)
    #expect(outcome.errorText == "")
    #expect([0, 1].contains(outcome.exitStatus))
    let text = outcome.outputText
    #expect(text.contains(output.arguments[0] == "scan" ? "20" : "4.80it/s"))
    let acting = text.unicodeScalars.filter(Self.acts).map { String($0.value, radix: 16) }
    #expect(Set(acting) == [])
    #expect(text.utf8.elementsEqual(outcome.output), "the output is not UTF-8")
  }

  @Test(
    "a watch tells, keeps and hands on nothing that acts",
    arguments: [
      ["--format", "text"], ["--format", "text", "--lang", "zh"], ["--format", "ndjson"],
    ])
  func watch(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    // The command writes its arguments, its environment and its input.
    let hook = "{ tr '\\0' '\\n' < /proc/$$/cmdline; env; cat; } >> hook.txt"
    let outcome = try SDLogProgram.run(
      ["watch", "--metrics-file", "metrics.prom", "--on-finding", hook] + arguments,
      in: folder.url,
      input: Self.log() + Self.log(Self.generated) + Self.log().filter { $0 != 0x0A })
    #expect(outcome.errorText == "")
    var texts = [("output", outcome.output)]
    for name in ["metrics.prom", "hook.txt"] {
      texts.append((name, [UInt8](try Data(contentsOf: folder.file(name)))))
    }
    for (name, bytes) in texts {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.count > 100)
      let acting = text.unicodeScalars.filter(Self.acts).map { String($0.value, radix: 16) }
      #expect(Set(acting) == [], "\(name)")
      #expect(text.utf8.elementsEqual(bytes), "\(name) is not UTF-8")
    }
  }

  @Test("file names and errors are escaped too")
  func escapesNames() throws {
    let folder = try TemporaryFolder()
    let outcome = try SDLogProgram.run(
      ["scan", "a\u{1B}]0;title\u{7}\u{202E}.log"], in: folder.url)
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText.hasPrefix("error: a␛]0;title␇<U+202E>.log: no such file or folder\n"))
    #expect(!outcome.outputText.unicodeScalars.contains(where: Self.acts))
  }
}
