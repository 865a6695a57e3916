import ArgumentParser
import Foundation
import Localization
import Reporting
import TestSupport
import Testing

@testable import sdlog

/// What the program says in Chinese: no English is left but names.
struct ChineseTests {
  /// The path of every command, the program itself first.
  static let commands = paths(of: SDLog.self, at: [])

  private static func paths(of command: any ParsableCommand.Type, at path: [String]) -> [[String]] {
    [path]
      + command.configuration.subcommands.flatMap { subcommand in
        paths(of: subcommand, at: path + [subcommand.configuration.commandName ?? ""])
      }
  }

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  // MARK: - Help

  /// Names that are not translated.
  private static let names: Set<String> = [
    "sdlog", "Stable", "Diffusion", "id", "JSON", "HTML", "SQLite", "Prometheus", "OpenMetrics",
    "Linux", "Windows", "shell", "stdin", "UTC", "MiB",
    // What a user types.
    "text", "json", "ndjson", "markdown", "html", "en", "zh", "auto", "always", "never", "error",
    "warning", "regression", "regex", "offline", "nightly", "rg", "COLOR", "NO", "DIR", "d",
    "XDG", "STATE", "HOME", "history", "sqlite",
  ]

  /// Returns the words in Latin letters outside of names of commands, options, values and code.
  private static func words(_ text: String) -> [String] {
    let code = /`[^`]*`|“sdlog [^”]*”|<[^<>]*>|--?[a-z][a-z-]*|\{.*?\}|\[\[.*?\]\]|"\w+"/
    return text.replacing(code, with: " ").matches(of: /[A-Za-z][A-Za-z'-]*/)
      .map { String($0.output) }.filter { !names.contains($0) }
  }

  @Test(arguments: commands)
  func helpHasNoEnglish(_ path: [String]) throws {
    let outcome = try SDLogProgram.run(path + ["--lang", "zh", "--help"], in: folder.url)
    #expect(outcome.status == .exited(0))
    #expect(outcome.errorText == "")
    let text = outcome.outputText
    #expect(text.hasPrefix("概述："))
    // The call is made of names alone; items begin with a name.
    let body = text.replacing(/用法：(?s:.*?)\n\n/, with: "")
      .replacing(/(?m)^ {2}[\w-][^\n]*?(?: {2,}|$)/, with: "")
    #expect(Self.words(body) == [])
    #expect(text.contains("--lang <lang>"))
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { DisplayWidth.columns(of: $0) <= 80 })
  }

  @Test(
    "the locale decides, and --lang before it, wherever it stands",
    arguments: [
      ["--lang", "zh", "scan", "--help"], ["scan", "--lang=zh", "--help"],
      ["scan", "--help", "--lang", "zh"], ["help", "--lang", "zh", "scan"],
    ])
  func language(_ arguments: [String]) throws {
    let chinese = try SDLogProgram.run(
      ["scan", "--help"], in: folder.url, environment: ["LC_MESSAGES": "zh_CN.UTF-8"])
    let given = try SDLogProgram.run(arguments, in: folder.url)
    #expect(given.outputText == chinese.outputText)
    let english = try SDLogProgram.run(
      ["scan", "--help", "--lang", "en"], in: folder.url, environment: ["LANG": "zh_CN.UTF-8"])
    #expect(english.outputText.hasPrefix("OVERVIEW: "))
  }

  @Test("behind -- everything is a path")
  func endOfOptions() throws {
    let outcome = try SDLogProgram.run(["scan", "--", "--lang", "zh"], in: folder.url)
    #expect(outcome.errorText.hasPrefix("error: --lang: no such file or folder"))
  }

  // MARK: - Wrong usage

  struct Misuse: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    /// The lines before the call.
    let words: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Misuse(
      arguments: ["scan"], words: "错误：缺少参数“<paths> ...”\n  建议：<paths>  要读取的文件和文件夹，- 表示标准输入。"),
    Misuse(arguments: ["scan", "--colour", "x"], words: "错误：未知选项“--colour”，是不是“--color”？"),
    Misuse(arguments: ["scan", "--nothing-like-it", "x"], words: "错误：未知选项“--nothing-like-it”"),
    Misuse(
      arguments: ["scan", "--color", "red", "x"],
      words: "错误：“--color <color>”的值“red”无效，可选值：“auto”、“always”、“never”\n"
        + "  建议：--color <color>  是否使用颜色（auto：输出到终端且未设置 NO_COLOR 时使用）。"),
    Misuse(
      arguments: ["scan", "x", "--output"],
      words: "错误：“--output <output>”缺少值\n  建议：--output <output>  写完整后才替换该文件（默认写到标准输出）。"),
    Misuse(arguments: ["scan", "--quiet=yes", "x"], words: "错误：选项“--quiet”不带值，却给出了“yes”"),
    Misuse(arguments: ["look", "a"], words: "错误：没有子命令“look”"),
    Misuse(arguments: ["scna"], words: "错误：没有子命令“scna”，是不是“scan”？"),
    Misuse(arguments: ["/dev/null"], words: "错误：“/dev/null”是文件，读取它请用 sdlog scan /dev/null"),
    Misuse(
      arguments: ["watch", "x.log"],
      words: "错误：多余的参数“x.log”\n  建议：跟踪文件请用 sdlog watch --follow x.log"),
    Misuse(arguments: ["patterns", "new", "a", "b"], words: "错误：2 个多余的参数：“a”、“b”"),
    Misuse(arguments: ["patterns", "new", "a"], words: "错误：多余的参数“a”"),
    Misuse(arguments: ["history", "list", "--limit", "0"], words: "错误：--limit 至少为 1"),
    Misuse(
      arguments: ["scan", "--history", "h", "--partial", "x"],
      words: "错误：--history 需要存入完整的日志：请去掉 --partial 和 --range，或不使用 --history"),
    Misuse(
      arguments: ["diff", "x"], words: "错误：请指定两份日志或会话（正常的在前），或者 --last-good 和其中一个"),
    Misuse(
      arguments: ["diff", "--last-good", "x", "y"],
      words: "错误：使用 --last-good 时，请只指定要判断的那份日志或会话"),
    Misuse(
      arguments: ["summary", "--format", "ndjson", "x"],
      words: "错误：“--format <format>”的值“ndjson”无效，可选值：“text”、“json”、“markdown”、“html”\n"
        + "  建议：--format <format>  报告的格式。"),
  ])
  func wrongUsage(_ misuse: Misuse) throws {
    let outcome = try SDLogProgram.run(
      misuse.arguments, in: folder.url, environment: ["LANG": "zh_CN.UTF-8"])
    #expect(outcome.status == .exited(64))
    #expect(outcome.outputText == "")
    let parts = outcome.errorText.split(separator: "\n用法：", maxSplits: 1)
    #expect(parts.first.map(String.init) == misuse.words)
    #expect(parts.last?.hasSuffix(" --help”。\n") == true)
  }

  @Test(arguments: ChineseUsage.sentences)
  func everySentenceOfTheParserIsTranslated(_ words: LocalizedText) {
    let pieces = words.en.split(separator: "{}", omittingEmptySubsequences: false)
    var english = ""
    for (number, piece) in pieces.enumerated() {
      english += (number == 0 ? "" : "<\(number)>") + piece
    }
    let chinese = ChineseUsage.sentence(english)
    for number in 1..<max(1, pieces.count) { #expect(chinese.contains("<\(number)>")) }
    #expect(chinese.contains(/\p{Han}/))
    #expect(Self.words(chinese) == [])
  }

  // MARK: - What cannot be read or done

  @Test func whatCannotBeDone() throws {
    try folder.write("\u{7F}ELF\0\0\0", to: "program")
    try FileManager.default.createDirectory(
      at: folder.file("empty"), withIntermediateDirectories: true)
    try folder.write("text", to: "text.sqlite")
    let expected: [([String], String)] = [
      (
        ["scan", "nothing"],
        "错误：nothing：没有这个文件或文件夹\n  建议：请检查拼写；logs/*.log 这类通配符由 shell 展开\n"
      ),
      (["scan", "program"], "错误：program：内容是二进制数据，不是日志\n  建议：请指定控制台日志；图片、模型和程序不会读取\n"),
      (
        ["scan", "empty"], "错误：empty：文件夹中没有可读取的文件\n  建议：隐藏文件、程序和文档会略过；要读取请直接指定该文件\n"
      ),
      (
        ["scan", "--output", "no/where", "/dev/null"],
        "错误：无法写入 no/where：没有这个文件或文件夹\n  建议：请指定已存在且可写的文件夹中的文件\n"
      ),
      (
        ["history", "list", "--history", "nothing"],
        "错误：还没有历史库\n  --> nothing\n  建议：用 `sdlog history import 日志...` 创建，或用 `--history 文件` 指定其他历史库\n"
      ),
      (
        ["history", "list", "--history", "text.sqlite"],
        "错误：该文件不是 sdlog 的历史库\n  --> text.sqlite\n  建议：请用 `--history 文件` 指定其他文件；该文件没有改动\n"
      ),
      (
        ["patterns", "show", "xformers.cpp-mismatc"],
        "错误：没有信息“xformers.cpp-mismatc”\n  建议：是不是 `xformers.cpp-mismatch`？\n"
      ),
      (
        ["scan", "--patterns", "nowhere", "/dev/null"],
        "错误：规则文件夹不存在\n  --> nowhere\n  建议：请检查路径，或创建该文件夹\n"
      ),
    ]
    for (arguments, words) in expected {
      let outcome = try SDLogProgram.run(arguments + ["--lang", "zh"], in: folder.url)
      #expect(outcome.status == .exited(2), "\(arguments)")
      #expect(outcome.errorText == words)
    }
  }

  /// Catalogues with one kind of fault each.
  private static let bad = SampleLog.folder.deletingLastPathComponent()
    .appending(path: "Tests/PatternCatalogueTests/Fixtures/bad")

  @Test(arguments: try FileManager.default.contentsOfDirectory(atPath: bad.path).sorted())
  func whatIsWrongWithACatalogue(_ name: String) throws {
    let outcome = try SDLogProgram.run(
      ["patterns", "lint", "--lang", "zh", "--no-builtin", "--patterns", name], in: Self.bad)
    #expect(outcome.status == .exited(2))
    // The excerpt is the file's.
    let lines = outcome.errorText.split(separator: "\n").filter {
      !$0.hasPrefix("  -->") && !$0.hasPrefix("   |")
    }
    let said = /(?:错误|警告|  说明|  建议)：.*/
    #expect(lines.allSatisfy { $0.wholeMatch(of: said) != nil })
    // What libyaml and PCRE2 say, and a list of names, stay as they are.
    let own = lines.filter {
      !$0.contains("YAML") && !$0.contains("有效的正则表达式") && !$0.contains(" -> ")
    }
    #expect(own.allSatisfy { $0.dropFirst(5).contains(/\p{Han}/) })
  }
}
