import CatalogueSyntax
import Foundation
import Localization
import Testing

@testable import PatternCatalogue

struct LoaderTests {
  private static let good = Folders.fixtures.appending(path: "good")

  private static let entry = """
    messages:
      - id: a.b
        title: {en: "TITLE", zh: "标题"}
        category: fact
        emitters: [any]
        literals: ["some text"]
        regex: 'some text'
        matches: [{text: 'some text'}]
        rejects: ['other text']
        source: here

    """

  private func load(_ folders: [URL]) throws -> Catalogue {
    try CatalogueLoader.load(builtin: false, directories: folders.map(\.path))
  }

  @Test("a pipe in a folder of entries is refused, and not waited for", .timeLimit(.minutes(1)))
  func pipe() throws {
    let folder = try Folders.temporary(["a.yaml": Self.entry])
    let path = folder.appending(path: "x.yaml").path
    try #require(mkfifo(path, 0o600) == 0)
    let error = #expect(throws: CatalogueErrors.self) { try load([folder]) }
    #expect(error?.problems.map(\.message.en) == ["it is no regular file"])
    #expect(error?.problems.map(\.path) == [path])
  }

  @Test func readsAMessage() throws {
    let catalogue = try load([Self.good])
    let message = try #require(catalogue.message("torch.no-flash"))
    #expect(message.id == "torch.sdpa.flash-not-compiled")
    #expect(message.title.zh == "此 torch 未编译 flash attention")
    #expect(message.category == .warning)
    #expect(message.severity == .note)
    #expect(message.emitters == .any)
    #expect(message.literals == ["was not compiled with flash attention"])
    #expect(message.captureType("line") == .integer)
    #expect(message.captureType("other") == .text)
    #expect(message.oncePer == .process)
    #expect(message.versions.first?.range.contains("2.4.1+cu121") == true)
    #expect(message.verdict?.effect == .depends)
    #expect(message.examples.count == 2)
    #expect(message.examples[0].captures == ["line": "455"])
    #expect(message.examples[1].captures == ["line": nil])
    #expect(message.rejects == ["Torch was compiled with flash attention."])
    #expect(message.origin.line == 2)
    #expect(!message.startsSession)
  }

  @Test func readsFacts() throws {
    let message = try #require(try load([Self.good]).message("torch.sdpa.flash-not-compiled"))
    let os = try #require(message.facts.first)
    #expect(os.name == "os")
    #expect(os.how == .derived)
    #expect(os.when?.holds { _ in "C:\\sd" } == true)
    #expect(os.when?.holds { _ in "/opt/sd" } == false)
    #expect(os.when?.holds { _ in nil } == false)
    guard case .table("fingerprints", let key) = message.facts[1].source else {
      Issue.record("the second fact is not looked up in a table")
      return
    }
    #expect(key.filled { $0 == "line" ? "455" : nil } == "sdp_utils.cpp:455")
    #expect(key.filled { _ in nil } == nil)
  }

  @Test func readsFrontEndsAndTheirBars() throws {
    let catalogue = try load([Self.good])
    #expect(catalogue.lineage(of: "forge") == ["forge", "a1111"])
    #expect(catalogue.lineage(of: "nobody") == ["nobody"])
    let start = try #require(catalogue.message("forge.start"))
    #expect(start.startsSession && start.isUserText && start.identifies == "forge")
    #expect(catalogue.emits("forge", start))
    #expect(!catalogue.emits("a1111", start))
    let tokens = try #require(catalogue.message("a1111.tokens"))
    #expect(catalogue.emits("forge", tokens))
    #expect(tokens.run?.total == .number(512))
    #expect(tokens.run?.rate == .capture("rate"))
    #expect(tokens.run?.description?.filled { _ in "50" } == "reply of 50")
    let bars = catalogue.bars(of: "forge")
    let kinds: [RunKind] = [.sampling, .sampling, .other, .load]
    #expect(bars.map(\.kind) == kinds)
  }

  @Test func findsTheFirstRuleThatFitsABar() throws {
    let bars = try load([Self.good]).bars(of: "forge")
    let first = { (description: String, unit: String, total: Double?, isInJob: Bool) -> Int? in
      bars.firstIndex {
        $0.fits(
          description: description, unit: unit, total: total, isInJob: isInJob, isNested: false,
          lastMessage: "forge.start")
      }
    }
    #expect(first("Total progress", "it", 20, true) == 0)
    #expect(first("", "it", 20, true) == 1)
    #expect(first("", "it", 20, false) == nil)
    #expect(first("", "it", nil, true) == nil)
    #expect(first("", "it", 2000, true) == nil)
    #expect(first("", "B", 20, true) == nil)
    #expect(first("Upscale 4", "it", nil, false) == 2)
    #expect(first("Upscale 4 more", "it", nil, false) == nil)
    #expect(first("Loading pipeline", "it", nil, false) == 3)
  }

  @Test func readsTables() throws {
    let catalogue = try load([Self.good])
    #expect(catalogue.table("fingerprints")?.value("sdp_utils.cpp:455") == "2.3")
    #expect(catalogue.table("fingerprints")?.value("sdp_utils.cpp:1") == nil)
    let gpus = try #require(catalogue.table("gpus"))
    #expect(gpus.value("NVIDIA GeForce rtx 4090", column: "architecture") == "Ada")
    #expect(gpus.value("RTX 3090", column: "architecture") == "some RTX")
    #expect(gpus.row("Arc A770") == nil)
  }

  @Test func readsCauses() throws {
    let cause = try #require(try load([Self.good]).cause("windows-wheel-without-flash"))
    #expect(cause.explains.first?.matches("torch.sdpa.flash-not-compiled") == true)
    #expect(cause.explains.first?.matches("torch.version") == false)
    #expect(cause.proves.map(\.weight) == [5])
    #expect(cause.supports.map(\.weight) == [2, 1, 1, 1, 1])
    #expect(cause.refutes.first?.because?.en == "Linux wheels contain flash")
    #expect(cause.cost?.high == 0.24)
    #expect(cause.remedy.commands.first?.shell.captures == ["wheel_index"])
    #expect(
      cause.tests == [
        CauseTest(log: ["1Torch was not compiled with flash attention."], expect: .none)
      ])
  }

  @Test func ordersValuesAsTheFactsTypeSays() throws {
    let cause = try #require(try load([Self.good]).cause("windows-wheel-without-flash"))
    guard case .fact("torch", let torch) = cause.supports[0].condition,
      case .fact("vram_mb", let memory) = cause.supports[1].condition
    else {
      Issue.record("the first two conditions are not about facts")
      return
    }
    #expect(torch.holds(for: "2.10.0"))
    #expect(!torch.holds(for: "2.15"))
    #expect(memory.holds(for: "8192.5"))
    #expect(!memory.holds(for: "8191.9"))
  }

  @Test func laterFolderWinsAndIsWarnedOf() throws {
    let first = try Folders.temporary(["a.yaml": Self.entry])
    let second = try Folders.temporary(["a.yaml": Self.entry.replacing("TITLE", with: "Other")])
    let catalogue = try load([first, second])
    #expect(catalogue.messages.map(\.title.en) == ["Other"])
    #expect(
      catalogue.warnings.map(\.message.en) == [
        "the message \"a.b\" replaces that of an earlier folder"
      ])
    #expect(
      catalogue.warnings.first?.notes.map(\.en) == ["the other one is at \(first.path)/a.yaml:2"])
  }

  @Test func folderReplacesBuiltinEntriesSilently() throws {
    let tree = { (text: String) in SyntaxTree.compose(path: "a.yaml", text: text).tree }
    let table = "table: t\nrows: [{key: a, value: 1}, {key: b, value: 2}]\n"
    let layers = [
      CatalogueLayer(trees: [tree(Self.entry), tree(table)], isBuiltin: true),
      CatalogueLayer(
        trees: [
          tree(Self.entry.replacing("id: a.b", with: "id: a.c\n    aliases: [a.b]")),
          tree("table: t\nrows: [{key: b, value: 3}]\n"),
        ], isBuiltin: false),
    ]
    let catalogue = try CatalogueLoader.load(
      layers, version: "v", validation: .trusting, problems: ProblemCollector())
    #expect(catalogue.warnings.isEmpty)
    #expect(catalogue.message("a.b")?.origin.isBuiltin == true)
    #expect(catalogue.message("a.c")?.origin.isBuiltin == false)
    #expect(catalogue.table("t")?.value("a") == "1")
    #expect(catalogue.table("t")?.value("b") == "3")
  }

  @Test func trustsBuiltinFilesOnly() throws {
    let broken = Self.entry.replacing("some text'", with: "some (text'")
    let tree = SyntaxTree.compose(path: "a.yaml", text: broken).tree
    let load = { (isBuiltin: Bool, validation: CatalogueLoader.Validation) in
      try CatalogueLoader.load(
        [CatalogueLayer(trees: [tree], isBuiltin: isBuiltin)], version: "v",
        validation: validation, problems: ProblemCollector())
    }
    #expect(try load(true, .trusting).messages.count == 1)
    #expect(throws: CatalogueErrors.self) { try load(true, .full) }
    #expect(throws: CatalogueErrors.self) { try load(false, .trusting) }
  }

  @Test func namesItsContents() throws {
    let first = try Folders.temporary(["a.yaml": Self.entry])
    let same = try Folders.temporary(["b.yaml": Self.entry])
    let other = try Folders.temporary(["a.yaml": Self.entry.replacing("TITLE", with: "Other")])
    #expect(try load([first]).version == load([same]).version)
    #expect(try load([first]).version != load([other]).version)
    #expect(try load([first]).version.count == 16)
  }

  @Test func readsFilesOfFoldersBelowAndNoHiddenOnes() throws {
    let folder = try Folders.temporary(["a.txt": "not: read", ".b.yaml": "not: read"])
    let below = folder.appending(path: "c/d")
    try FileManager.default.createDirectory(at: below, withIntermediateDirectories: true)
    try Self.entry.write(to: below.appending(path: "e.yml"), atomically: true, encoding: .utf8)
    #expect(try load([folder]).messages.map(\.id) == ["a.b"])
  }

  @Test func saysWhatIsWrongWithAFolder() throws {
    let folder = try Folders.temporary(["a.yaml": Self.entry])
    let file = folder.appending(path: "a.yaml")
    let missing = folder.appending(path: "nowhere")
    let error = #expect(throws: CatalogueErrors.self) { try load([file, missing]) }
    #expect(
      error?.problems.map(\.description) == [
        "\(file.path): error: the folder of patterns is a file",
        "\(missing.path): error: the folder of patterns does not exist",
      ])
  }

  @Test func refusesFilesThatAreTooLargeOrNotText() throws {
    let folder = try Folders.temporary([
      "a.yaml": "# " + String(repeating: "x", count: 1 << 20)
    ])
    try Data([0x61, 0xFF]).write(to: folder.appending(path: "b.yaml"))
    let error = #expect(throws: CatalogueErrors.self) { try load([folder]) }
    #expect(
      error?.problems.map(\.message.en) == [
        "the file has more than 1048576 bytes", "the file is not UTF-8",
      ])
  }

  @Test func refusesTooManyEntries() throws {
    let rows = (0...CatalogueLoader.entryLimit).map { "  - {key: '\($0)'}" }
    let folder = try Folders.temporary([
      "a.yaml": "table: t\nrows:\n" + rows.joined(separator: "\n") + "\n"
    ])
    let error = #expect(throws: CatalogueErrors.self) { try load([folder]) }
    #expect(
      error?.problems.map(\.message.en) == [
        "the catalogue has 20001 entries; at most 20000 are read"
      ])
  }
}
