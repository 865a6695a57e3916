import Foundation
import TestSupport
import Testing

/// Logs into which a transport writes the lines of several programs: each is read as if it stood alone.
struct MixedSourcesTests {
  /// What puts names in front of lines.
  enum Transport: CaseIterable {
    case compose
    case kubectl
    case journal

    func prefix(_ name: String) -> String {
      switch self {
      case .compose: name.padding(toLength: 10, withPad: " ", startingAt: 0) + " | "
      case .kubectl: "[pod/\(name)-7d9f/main] "
      case .journal: "May 12 07:30:00 rig7 \(name)[3120]: "
      }
    }
  }

  /// A way to hand a log over.
  enum Form: CaseIterable {
    case file
    case compressed
    case standardInput
    case twoThreads
  }

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Lines of samples in front of which their names stand.
  private func lines(_ name: String, of sample: String, _ transport: Transport) throws -> [String] {
    let text = String(decoding: try SampleLog(name: sample).bytes, as: UTF8.self)
    return text.split(separator: "\n").map { transport.prefix(name) + $0 }
  }

  /// Lines of several programs in a random order, those of each in their own.
  private func mix(_ parts: [[String]], seed: UInt64) -> String {
    var generator = SplitMix64(state: seed)
    var rest = parts.map { $0[...] }
    var mixed = ""
    while let part = rest.indices.filter({ !rest[$0].isEmpty }).randomElement(using: &generator) {
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        if let line = rest[part].popFirst() { mixed += line + "\n" }
      }
    }
    return mixed
  }

  /// What a report says of its sessions but for lines, in an order of its own.
  private func sessions(_ log: String, _ form: Form = .file) throws -> [String] {
    try folder.write(log, to: "x.log")
    var arguments = ["scan", "--format", "json", "--fail-on", "never", "--jobs", "1"]
    var input: [UInt8] = []
    switch form {
    case .file: arguments.append("x.log")
    case .twoThreads: arguments = arguments.dropLast() + ["2", "x.log"]
    case .standardInput:
      arguments.append("-")
      input = Array(log.utf8)
    case .compressed:
      _ = try SDLogProgram.shell("gzip -f x.log", in: folder.url)
      arguments.append("x.log.gz")
    }
    let outcome = try SDLogProgram.run(arguments, in: folder.url, input: input)
    let report = try JSONValue(parsing: outcome.output)
    #expect(report["limits"]?.elements == [])
    return (report["sessions"]?.elements ?? []).map { session in
      func values(_ key: String, _ names: String...) -> [String] {
        (session[key]?.elements ?? []).map { part in
          names.map { "\(part[$0]?.text ?? part[$0]?.number?.description ?? "")" }
            .joined(separator: " ")
        }
      }
      return "\(session["frontend"]?.text ?? "")\n"
        + [
          values("facts", "name", "value"), values("findings", "pattern", "count"),
          // In which order two bars end depends on the lines of others between them.
          values("runs", "description", "rate_per_s").sorted(),
          values("causes", "cause", "confidence"),
        ].map { $0.joined(separator: "; ") }.joined(separator: "\n")
    }.sorted()
  }

  @Test("each program is read as if it stood alone", arguments: Transport.allCases, UInt64(1)...3)
  func separates(_ transport: Transport, seed: UInt64) throws {
    let web = try lines("webui-1", of: "a1111.log", transport)
    let comfy = try lines("comfyui-1", of: "comfyui-prompts.log", transport)
    let other = try lines("comfyui-2", of: "comfyui-stopped.log", transport)
    let alone = try [web, comfy, other].flatMap { try sessions($0.joined(separator: "\n") + "\n") }
    #expect(try sessions(mix([web, comfy, other], seed: seed)) == alone.sorted())
  }

  @Test("in whatever form the log arrives", arguments: Form.allCases)
  func separatesInAnyForm(_ form: Form) throws {
    let web = try lines("webui-1", of: "a1111.log", .compose)
    let vllm = try lines("vllm-1", of: "vllm-minicpm-v.log", .compose)
    let pip = try lines("setup-1", of: "hub-and-pip.log", .compose)
    let alone = try [web, vllm].flatMap { try sessions($0.joined(separator: "\n") + "\n") }
    let together = try sessions(mix([web, vllm, pip], seed: 4), form)
    #expect(together == alone.sorted(), "\(Set(together).symmetricDifference(alone))")
  }

  @Test("commands that do not read again say that programs are mixed")
  func isSaidWhereItStays() throws {
    let web = try lines("webui-1", of: "a1111.log", .compose)
    let comfy = try lines("comfyui-1", of: "comfyui-prompts.log", .compose)
    let outcome = try SDLogProgram.run(
      ["watch"], in: folder.url,
      input: Array(mix([web, comfy], seed: 6).utf8))
    #expect(outcome.outputText.contains("programs whose lines are mixed"))
  }
}
