import CatalogueSyntax

/// Reads catalogues.
package enum CatalogueLoader {
  /// How much is checked.
  package enum Validation: Sendable {
    /// The built-in files are taken as they are, since the project's tests check them; no regex of
    /// theirs is compiled and no example read. The user's files are checked in full.
    case trusting
    /// Every file is checked.
    case full
  }

  /// The most entries that are read: messages, bars, front ends, causes and rows of tables.
  package static let entryLimit = 20_000
  /// The longest id, in bytes.
  package static let idBytes = 128
  /// The most literals of a message, and the longest one, in bytes: what is searched around a hit.
  package static let literalLimit = 64
  package static let literalBytes = 4096

  /// Loads a catalogue.
  ///
  /// An entry of a folder replaces the built-in one with the same id, and that of an earlier folder,
  /// which is warned of. A table's rows replace those with the same key, the others are kept.
  ///
  /// - Parameters:
  ///   - builtin: Whether to begin with the files inside the binary.
  ///   - directories: Folders with `.yaml` files, at any depth, in the order of growing precedence.
  ///   - validation: How much is checked.
  /// - Returns: The catalogue, with warnings where something is doubtful.
  /// - Throws: `CatalogueErrors` with everything that is wrong with all files.
  package static func load(
    builtin: Bool, directories: [String], validation: Validation = .trusting
  ) throws(CatalogueErrors) -> Catalogue {
    let problems = ProblemCollector()
    var layers: [CatalogueLayer] = []
    var versions: [String] = []
    if builtin {
      layers.append(CatalogueLayer(trees: builtinTrees(), isBuiltin: true))
      versions.append(builtinPatternDigest)
    }
    for directory in directories {
      let trees = PatternFolder(path: directory).trees(problems: problems)
      layers.append(CatalogueLayer(trees: trees, isBuiltin: false))
      versions.append(SyntaxTree.digest(of: trees))
    }
    return try load(
      layers, version: versions.joined(separator: "+"), validation: validation, problems: problems)
  }

  /// Loads a catalogue of files that have been read.
  static func load(
    _ layers: [CatalogueLayer], version: String, validation: Validation, problems: ProblemCollector
  ) throws(CatalogueErrors) -> Catalogue {
    var merger = CatalogueMerger(problems: problems, validation: validation)
    merger.add(layers)
    let catalogue = merger.catalogue(version: version)
    let isChecked = { (origin: Origin) in !origin.isBuiltin || validation == .full }
    ReferenceCheck(catalogue: catalogue, problems: problems, isChecked: isChecked).run()
    for message in catalogue.messages where isChecked(message.origin) {
      problems.checkExamples(of: message)
    }
    let sorted = problems.sorted()
    if problems.hasErrors { throw CatalogueErrors(problems: sorted) }
    return catalogue.with(warnings: sorted)
  }

  /// Returns the files inside the binary.
  static func builtinTrees() -> [SyntaxTree] {
    builtinPatternFiles.map { SyntaxTree(path: "Patterns/\($0.path)", encoded: $0.tree) }
  }
}

/// Files that come from one place: the binary, or one folder.
struct CatalogueLayer {
  /// The files.
  let trees: [SyntaxTree]
  /// Whether they are inside the binary.
  let isBuiltin: Bool
}
