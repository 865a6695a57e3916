import CatalogueSyntax
import Foundation
import Localization
import Testing

@testable import PatternCatalogue

/// The files of `Patterns/`, as they lie there and as they are in the binary.
struct BuiltinCatalogueTests {
  private static let files = Folders.files(in: Folders.patterns, suffix: ".yaml")

  /// What a check of everything says, by file.
  private static let problems: [String: [String]] = {
    let folder = Folders.patterns.path
    do throws(CatalogueErrors) {
      let catalogue = try CatalogueLoader.load(
        builtin: false, directories: [folder], validation: .full)
      return byFile(catalogue.warnings)
    } catch {
      return byFile(error.problems)
    }
  }()

  private static func byFile(_ problems: [CatalogueProblem]) -> [String: [String]] {
    Dictionary(grouping: problems, by: \.path).mapValues { $0.map(\.description) }
  }

  @Test(arguments: files)
  func passesEveryCheck(_ file: String) {
    let path = Folders.patterns.appending(path: file).path
    #expect(Self.problems[path, default: []] == [])
  }

  @Test(arguments: files)
  func isInTheBinaryAsItLiesInTheFolder(_ file: String) throws {
    let text = try String(contentsOf: Folders.patterns.appending(path: file), encoding: .utf8)
    let (composed, problems) = SyntaxTree.compose(path: file, text: text)
    #expect(problems.isEmpty)
    let builtin = try #require(
      CatalogueLoader.builtinTrees().first { $0.path == "Patterns/\(file)" })
    #expect(builtin.withBytes { Array($0) } == composed.withBytes { Array($0) })
  }

  @Test func hasNoOtherFilesInTheBinary() {
    #expect(builtinPatternFiles.map(\.path.description) == Self.files)
  }

  @Test func isNamedByItsContents() {
    #expect(SyntaxTree.digest(of: CatalogueLoader.builtinTrees()) == builtinPatternDigest)
  }

  @Test func loadsTheSameTrustingAndInFull() throws {
    let trusting = try CatalogueLoader.load(builtin: true, directories: [])
    let full = try CatalogueLoader.load(builtin: true, directories: [], validation: .full)
    #expect(trusting.messages.map(\.id) == full.messages.map(\.id))
    #expect(trusting.messages.map(\.regex) == full.messages.map(\.regex))
    #expect(trusting.causes.map(\.id) == full.causes.map(\.id))
    #expect(trusting.frontEnds.map(\.id) == full.frontEnds.map(\.id))
    #expect(trusting.version == full.version)
  }

  @Test("no message matches another one's example unless that is declared")
  func tellsMessagesApart() throws {
    let catalogue = try CatalogueLoader.load(
      builtin: false, directories: [Folders.patterns.path], validation: .full)
    let clashes = CatalogueLint(catalogue) { _ in true }.warnings()
      .filter { $0.helps.map(\.en) == ["make it narrower, or name it under `overlaps`"] }
    #expect(clashes.map(\.description) == [])
  }
}
