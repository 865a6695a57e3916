import Foundation
import TestSupport
import Testing

/// Catalogues of the user's own that do not fit: words on standard error and a documented status.
struct UserCatalogueTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("my special line 3\n", to: "a.log")
  }

  private func entry(
    id: String = "my.line", severity: String, regex: String = #"my special line \d+"#,
    literal: String = "my special line", text: String = "my special line 1"
  ) -> String {
    """
    messages:
      - id: \(id)
        title: {en: "Mine", zh: "我的"}
        category: warning
        severity: \(severity)
        emitters: [any]
        literals: ['\(literal)']
        regex: '\(regex)'
        verdict: {effect: depends, en: "Mine.", zh: "我的。"}
        matches:
          - text: '\(text)'
        rejects:
          - 'nothing of the kind'
        source: 'a program of mine'

    """
  }

  @Test func aFileInPlaceOfAFolder() throws {
    try folder.write(entry(severity: "note"), to: "mine/a.yaml")
    let outcome = try SDLogProgram.run(
      ["scan", "--patterns", "mine/a.yaml", "a.log"], in: folder.url)
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText == """
        error: the folder of patterns is a file
          --> mine/a.yaml
          help: give the folder that the file lies in

        """)
    #expect(outcome.output == [])
  }

  @Test("the later of two folders that disagree wins, and says so", arguments: [true, false])
  func twoFoldersThatDisagree(isStricterLast: Bool) throws {
    try folder.write(entry(severity: "note"), to: "mild/a.yaml")
    try folder.write(entry(severity: "error"), to: "strict/a.yaml")
    let (first, last) = isStricterLast ? ("mild", "strict") : ("strict", "mild")
    let outcome = try SDLogProgram.run(
      ["scan", "--patterns", first, "--patterns", last, "a.log"], in: folder.url)
    #expect(outcome.status == .exited(isStricterLast ? 1 : 0))
    #expect(
      outcome.errorText == """
        warning: the message "my.line" replaces that of an earlier folder
          --> \(last)/a.yaml:2:9
           | - id: my.line
           |       ^^^^^^^
          note: the other one is at \(first)/a.yaml:2

        """)
  }

  @Test func anEntryThatMatchesAnothersExample() throws {
    try folder.write(
      entry(
        severity: "warning", regex: "Torch was not compiled with flash attention",
        literal: "was not compiled with flash attention",
        text: "1Torch was not compiled with flash attention."), to: "mine/a.yaml")
    let outcome = try SDLogProgram.run(["patterns", "lint", "--patterns", "mine"], in: folder.url)
    #expect(outcome.status == .exited(1))
    #expect(
      outcome.errorText.hasPrefix(
        """
        warning: message "my.line" matches an example of message "torch.sdpa.flash-not-compiled"
          --> Patterns/messages/sdpa.yaml:
        """))
    #expect(
      outcome.errorText.contains(
        """
          note: the former is at mine/a.yaml:2
          help: make it narrower, or name it under `overlaps`
        """))
  }

  @Test("more front ends than can be told apart")
  func manyFrontEnds() throws {
    for number in 0..<65 {
      try folder.write(
        "frontend: {id: f\(number), title: F\(number), kind: image, rank: 3, workload: []}\n",
        to: "mine/\(number).yaml")
    }
    let outcome = try SDLogProgram.run(["scan", "--patterns", "mine", "a.log"], in: folder.url)
    #expect(outcome.status == .exited(2))
    #expect(outcome.errorText.contains("front ends; at most 64 are told apart"))
  }

  @Test("a cause's own tests are tried by lint", arguments: ["certain", "likely"])
  func aTestOfACause(expected: String) throws {
    try folder.write(
      entry(severity: "warning") + """
        causes:
          - id: my-cause
            family: noise
            title: {en: "My cause", zh: "我的原因"}
            explains: [my.line]
            needs_any: [{finding: my.line}]
            proves: [{finding: my.line}]
            verdict: {en: "Mine.", zh: "我的。"}
            remedy: {en: "None.", zh: "无。", commands: []}
            tests:
              - {log: ['something else', 'my special line 3'], expect: \(expected)}
              - {log: ['something else'], expect: none}

        """, to: "mine/a.yaml")
    let outcome = try SDLogProgram.run(["patterns", "lint", "--patterns", "mine"], in: folder.url)
    if expected == "certain" {
      #expect(outcome.status == .exited(0))
      #expect(outcome.errorText == "")
    } else {
      #expect(outcome.status == .exited(1))
      #expect(
        outcome.errorText.hasPrefix(
          """
          warning: test 1 of cause "my-cause" comes out otherwise
            --> mine/a.yaml:25:
          """))
      #expect(
        outcome.errorText.contains(
          "  note: it expects `likely`, and the log gives `certain`\n"))
    }
  }

  @Test("what is about the next start does not change what a working program has said")
  func factsBeforeWork() throws {
    let install = entry(severity: "note", regex: #"my special line (?<torch>\d+)"#)
      .replacing(
        "    matches:\n      - text: 'my special line 1'\n",
        with: """
              facts:
                - {name: torch, capture: torch, before_work: true}
              matches:
                - text: 'my special line 1'
                  captures: {torch: "1"}

          """)
    try folder.write(install, to: "mine/a.yaml")
    let start = "Total VRAM 12282 MB, total RAM 32567 MB\npytorch version: 2.7.1+cu128\n"
    let work = "got prompt\n100%|##########| 20/20 [00:04<00:00,  4.70it/s]\n"
    for (log, torch) in [
      (start + work + "my special line 3\n", ["2.7.1+cu128"]),
      (start + work + "my special line 3\n" + work, ["2.7.1+cu128", "3"]),
      (work + "my special line 3\n", ["3"]),
      ("my special line 3\n" + start + work, ["3", "2.7.1+cu128"]),
    ] {
      try folder.write(log, to: "b.log")
      let outcome = try SDLogProgram.run(
        ["scan", "--patterns", "mine", "--format", "json", "b.log"], in: folder.url)
      let facts = try JSONValue(parsing: outcome.output)["sessions"]?[0]?["facts"]?.elements ?? []
      #expect(facts.filter { $0["name"]?.text == "torch" }.map { $0["value"]?.text } == torch)
    }
  }
}
