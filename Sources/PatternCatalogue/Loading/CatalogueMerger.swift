import CatalogueSyntax
import Localization

/// Reads the entries of layers of files and lets later layers win over earlier ones.
struct CatalogueMerger {
  private let problems: ProblemCollector
  private let validation: CatalogueLoader.Validation
  private var messages = Merged<MessageDefinition>()
  private var frontEnds = Merged<FrontEndDefinition>()
  private var causes = Merged<CauseRule>()
  private var tables: [(table: Table, layer: Int)] = []
  private var bars: [[BarRule]] = []
  private var entryCount = 0

  /// Creates a merger without entries.
  init(problems: ProblemCollector, validation: CatalogueLoader.Validation) {
    self.problems = problems
    self.validation = validation
  }
}

extension CatalogueMerger {
  /// Adds the entries of layers in the order of growing precedence.
  mutating func add(_ layers: [CatalogueLayer]) {
    var files: [(reader: MappingReader, layer: Int, isBuiltin: Bool)] = []
    for (number, layer) in layers.enumerated() {
      problems.isTrusting = layer.isBuiltin && validation == .trusting
      for tree in layer.trees {
        guard let root = tree.root, !root.isNull else { continue }
        let keys: [StaticString] = [
          "frontend", "messages", "bars", "causes", "table", "match", "rows",
        ]
        let reader = MappingReader(
          root, Subject(kind: "the file", id: tree.path), keys: keys, problems: problems)
        if let reader { files.append((reader, number, layer.isBuiltin)) }
      }
    }
    // Tables first: the facts' types decide how conditions on them are read.
    for file in files where file.reader.has("table") || file.reader.has("rows") {
      problems.isTrusting = file.isBuiltin && validation == .trusting
      add(tableOf: file.reader, layer: file.layer)
    }
    let orderings = orderings()
    bars = Array(repeating: [], count: layers.count)
    messages.reserve(files.reduce(0) { $0 + ($1.reader.value("messages")?.count ?? 0) })
    for file in files {
      problems.isTrusting = file.isBuiltin && validation == .trusting
      add(file.reader, layer: file.layer, isBuiltin: file.isBuiltin, orderings: orderings)
    }
    problems.isTrusting = false
    checkFrontEnds()
    if entryCount > CatalogueLoader.entryLimit {
      let limit = CatalogueLoader.entryLimit
      problems.report(
        .tooMany,
        LocalizedText(
          en: "the catalogue has \(entryCount) entries; at most \(limit) are read",
          zh: "规则共有 \(entryCount) 条，最多读取 \(limit) 条"),
        path: layers.last?.trees.last?.path ?? "",
        help: LocalizedText(en: "leave out what is not needed", zh: "请去掉不需要的"))
    }
  }

  private func checkFrontEnds() {
    let limit = FrontEndDefinition.limit
    guard frontEnds.entries.count > limit else { return }
    let first = frontEnds.entries[limit]
    problems.report(
      .tooMany,
      LocalizedText(
        en: "there are \(frontEnds.entries.count) front ends; at most \(limit) are told apart",
        zh: "共有 \(frontEnds.entries.count) 个程序，最多区分 \(limit) 个"),
      at: first.node,
      help: LocalizedText(en: "leave out what is not needed", zh: "请去掉不需要的"))
  }

  /// Returns what has been added.
  func catalogue(version: String) -> Catalogue {
    Catalogue(
      version: version, messages: messages.entries, frontEnds: frontEnds.entries,
      bars: bars.reversed().flatMap(\.self), causes: causes.entries, tables: tables.map(\.table),
      warnings: [])
  }

  private mutating func add(tableOf file: MappingReader, layer: Int) {
    guard let table = Table(file, problems: problems) else { return }
    entryCount += table.rows.count
    if !problems.isTrusting { reportTwice(in: table, file) }
    guard let index = tables.firstIndex(where: { $0.table.name == table.name }) else {
      tables.append((table, layer))
      return
    }
    if tables[index].layer == layer {
      problems.report(
        .duplicateID,
        LocalizedText(
          en: "the table \"\(table.name)\" is defined twice", zh: "表“\(table.name)”定义了两次"),
        at: file.value("table") ?? file.node)
    }
    tables[index] = (tables[index].table.merging(table), layer)
  }

  private func reportTwice(in table: Table, _ file: MappingReader) {
    var seen: Set<String> = []
    for (row, node) in zip(table.rows, file.items("rows")) where !seen.insert(row.key).inserted {
      problems.report(
        .duplicateID,
        LocalizedText(
          en: "the table \"\(table.name)\" has the key \"\(row.key)\" twice",
          zh: "表“\(table.name)”中的键“\(row.key)”出现两次"),
        at: node.value("key") ?? node)
    }
  }

  /// Returns how the values of facts are ordered, by name.
  private func orderings() -> [String: Ordering] {
    guard let facts = tables.first(where: { $0.table.name == "facts" })?.table else { return [:] }
    let pairs = facts.rows.map { row in
      (row.key, Ordering(row.columns["type"].flatMap(CaptureType.init)))
    }
    return Dictionary(pairs) { first, _ in first }
  }

  private mutating func add(
    _ file: MappingReader, layer: Int, isBuiltin: Bool, orderings: [String: Ordering]
  ) {
    for node in file.items("messages") {
      if let message = MessageDefinition(node, isBuiltin: isBuiltin, problems: problems) {
        messages.add(
          message, id: message.id, aliases: message.aliases, kind: "message", node: node,
          layer: layer, isBuiltin: isBuiltin, problems: problems)
      }
      entryCount += 1
    }
    for node in file.items("causes") {
      if let cause = CauseRule(
        node, isBuiltin: isBuiltin, orderings: orderings, problems: problems)
      {
        causes.add(
          cause, id: cause.id, kind: "cause", node: node, layer: layer, isBuiltin: isBuiltin,
          problems: problems)
      }
      entryCount += 1
    }
    let rules = file.items("bars").compactMap {
      BarRule($0, isBuiltin: isBuiltin, problems: problems)
    }
    entryCount += rules.count
    guard let node = file.value("frontend") else {
      bars[layer] += rules
      return
    }
    entryCount += 1
    guard
      let frontEnd = FrontEndDefinition(
        node, bars: rules, isBuiltin: isBuiltin, problems: problems)
    else { return }
    frontEnds.add(
      frontEnd, id: frontEnd.id, kind: "front end", node: node, layer: layer,
      isBuiltin: isBuiltin, problems: problems)
  }
}

/// Entries in order, each id once.
private struct Merged<Entry> {
  private(set) var entries: [Entry] = []
  private var places: [(layer: Int, isBuiltin: Bool, node: SyntaxNode)] = []
  private var numbers: [String: Int] = [:]
  private var aliases: [String: Int] = [:]

  /// Makes room for so many entries.
  mutating func reserve(_ count: Int) {
    entries.reserveCapacity(count)
    places.reserveCapacity(count)
    numbers.reserveCapacity(count)
  }

  /// Adds an entry, in the place of one that it replaces.
  mutating func add(
    _ entry: Entry, id: String, aliases names: [String] = [], kind: StaticString, node: SyntaxNode,
    layer: Int, isBuiltin: Bool, problems: ProblemCollector
  ) {
    let place = (layer: layer, isBuiltin: isBuiltin, node: node)
    let idNode = node.value("id") ?? node
    defer {
      for (name, alias) in zip(names, node.value("aliases")?.items ?? []) {
        claim(name, at: alias, number: numbers[id] ?? 0, kind: kind, problems: problems)
      }
    }
    guard let number = numbers[id] ?? aliases[id] else {
      numbers[id] = entries.count
      entries.append(entry)
      places.append(place)
      return
    }
    let old = places[number]
    let note = Self.other(at: old.node)
    let name = Subject(kind: kind, id: "").chinese
    if old.layer == layer {
      let what =
        numbers[id] == nil
        ? LocalizedText(en: "is an alias of another one", zh: "是另一个的别名")
        : LocalizedText(en: "is defined twice", zh: "定义了两次")
      problems.report(
        .duplicateID,
        LocalizedText(en: "the \(kind) \"\(id)\" \(what.en)", zh: "\(name)“\(id)”\(what.zh)"),
        at: idNode, note: note)
    } else if !old.isBuiltin {
      problems.report(
        .disagreement,
        LocalizedText(
          en: "the \(kind) \"\(id)\" replaces that of an earlier folder",
          zh: "\(name)“\(id)”取代了前面文件夹中的同名项"), at: idNode, note: note, isWarning: true)
    }
    entries[number] = entry
    places[number] = place
    numbers[id] = number
  }

  /// Notes an alias of an entry, and reports one that other entries of the same place have.
  private mutating func claim(
    _ name: String, at node: SyntaxNode, number: Int, kind: StaticString, problems: ProblemCollector
  ) {
    let other = numbers[name] ?? aliases[name]
    aliases[name] = number
    guard let other, other != number, places[other].layer == places[number].layer else { return }
    let place = places[other].node
    problems.report(
      .duplicateID,
      LocalizedText(
        en: "the alias \"\(name)\" is that of another \(kind)",
        zh: "别名“\(name)”已属于另一个\(Subject(kind: kind, id: "").chinese)"), at: node,
      note: Self.other(at: place))
  }

  private static func other(at node: SyntaxNode) -> LocalizedText {
    let place = "\(node.tree.path):\(node.place.line)"
    return LocalizedText(en: "the other one is at \(place)", zh: "另一个在 \(place)")
  }
}
