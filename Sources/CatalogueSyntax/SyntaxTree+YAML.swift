import Localization
import Yams

/// The bounds of a catalogue file.
package enum SyntaxLimits {
  /// The largest file, in bytes.
  package static let bytes = 1 << 20
  /// The deepest nesting of mappings and sequences.
  package static let depth = 16
}

extension SyntaxTree {
  /// Composes the tree of a YAML file, without anchors, aliases, tags and merge keys.
  ///
  /// - Parameters:
  ///   - path: The path as messages show it.
  ///   - text: The file's text.
  /// - Returns: The tree and what is wrong with it; a tree with problems is incomplete.
  package static func compose(path: String, text: String) -> (
    tree: SyntaxTree, problems: [SyntaxProblem]
  ) {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    guard text.utf8.count <= SyntaxLimits.bytes else {
      let problem = SyntaxProblem(
        LocalizedText(
          en: "the file has \(text.utf8.count) bytes; at most \(SyntaxLimits.bytes) are read",
          zh: "文件有 \(text.utf8.count) 字节，最多读取 \(SyntaxLimits.bytes) 字节"),
        place: nil, help: LocalizedText(en: "split it by topic", zh: "请按主题拆分"))
      return (SyntaxTree(path: path, bytes: []), [problem])
    }
    var composer = Composer(lines: lines)
    do {
      var writer = SyntaxTreeWriter()
      if let root = try Yams.compose(yaml: text) { composer.write(root, to: &writer, depth: 1) }
      return (SyntaxTree(path: path, lines: lines, bytes: writer.bytes), composer.problems)
    } catch {
      let problem = SyntaxProblem(yamlError: error)
      return (SyntaxTree(path: path, lines: lines, bytes: []), composer.problems + [problem])
    }
  }
}

/// Walks Yams' nodes, encodes them and refuses what a catalogue file may not hold.
private struct Composer {
  let lines: [Substring]
  var problems: [SyntaxProblem] = []

  /// Writes a node with all below it.
  mutating func write(_ node: Node, to writer: inout SyntaxTreeWriter, depth: Int) {
    let place = SourcePlace(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    guard isAllowed(node, at: place, depth: depth) else { return }
    switch node {
    case .scalar(let scalar):
      writer.scalar(scalar.string, isPlain: scalar.style == .plain, at: place)
    case .sequence(let sequence):
      var children = SyntaxTreeWriter()
      for item in sequence { write(item, to: &children, depth: depth + 1) }
      writer.container(
        isMapping: false, count: sequence.count, children: children, at: place)
    case .mapping(let mapping):
      var children = SyntaxTreeWriter()
      for (key, value) in mapping { write(key, value, to: &children, depth: depth) }
      writer.container(isMapping: true, count: mapping.count, children: children, at: place)
    case .alias: break
    }
  }

  private mutating func write(
    _ key: Node, _ value: Node, to writer: inout SyntaxTreeWriter, depth: Int
  ) {
    let place = SourcePlace(line: key.mark?.line ?? 1, column: key.mark?.column ?? 1)
    guard case .scalar(let scalar) = key else {
      problems.append(
        SyntaxProblem(
          LocalizedText(en: "a key is a mapping or a sequence", zh: "键是映射或序列"), place: place,
          help: LocalizedText(en: "make it a word", zh: "请改成一个词")))
      return
    }
    if scalar.string == "<<", scalar.style == .plain {
      problems.append(
        SyntaxProblem(
          LocalizedText(en: "merge keys are not allowed", zh: "不允许使用合并键"), place: place,
          length: 2, note: Self.standsForItself,
          help: LocalizedText(en: "write the keys out", zh: "请把各个键写出来")))
      return
    }
    write(key, to: &writer, depth: depth + 1)
    write(value, to: &writer, depth: depth + 1)
  }

  /// Reports anchors, tags and too deep nesting.
  ///
  /// A node with an anchor or a tag begins at that; no plain scalar begins with these characters. An
  /// alias shares its anchor's node, and is met later than that, so that nothing is expanded.
  private mutating func isAllowed(_ node: Node, at place: SourcePlace, depth: Int) -> Bool {
    let word = self.word(at: place)
    switch word.first {
    case "&":
      problems.append(
        SyntaxProblem(
          LocalizedText(en: "anchors and aliases are not allowed", zh: "不允许使用锚点和别名"),
          place: place, length: word.unicodeScalars.count, note: Self.standsForItself,
          help: LocalizedText(en: "write the value out", zh: "请把值写出来")))
      return false
    case "!":
      problems.append(
        SyntaxProblem(
          LocalizedText(en: "tags are not allowed", zh: "不允许使用标签"), place: place,
          length: word.unicodeScalars.count,
          help: LocalizedText(
            en: "leave \(word) out; quote the value where it must be text",
            zh: "请去掉 \(word)；若必须是文本，请加引号")))
      return false
    default: break
    }
    guard depth > SyntaxLimits.depth else { return true }
    problems.append(
      SyntaxProblem(
        LocalizedText(
          en: "nested deeper than \(SyntaxLimits.depth) levels",
          zh: "嵌套超过 \(SyntaxLimits.depth) 层"), place: place,
        help: LocalizedText(en: "no part of a catalogue needs that", zh: "规则文件不需要这么深")))
    return false
  }

  private static let standsForItself = LocalizedText(
    en: "every entry of a catalogue stands for itself", zh: "规则文件中的每一项都是独立的")

  /// Returns the source from a place up to the next space.
  private func word(at place: SourcePlace) -> Substring {
    guard lines.indices.contains(place.line - 1) else { return "" }
    let scalars = lines[place.line - 1].unicodeScalars.dropFirst(place.column - 1)
    guard let first = scalars.first, first == "&" || first == "!" else { return "" }
    return Substring(scalars.prefix { $0 != " " })
  }
}

extension SyntaxProblem {
  /// Translates what Yams throws.
  fileprivate init(yamlError error: any Error) {
    guard let error = error as? YamlError else {
      self.init(Self.notYAML("\(error)"), place: nil)
      return
    }
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let note = context.map { context in
        let place = "\(context.mark.line):\(context.mark.column)"
        return LocalizedText(
          en: "\(context.text) that begins at \(place)", zh: "从 \(place) 开始：\(context.text)")
      }
      self.init(
        Self.notYAML(problem), place: SourcePlace(line: mark.line, column: mark.column), note: note)
    case .duplicatedKeysInMapping(let keys, let context):
      let place = SourcePlace(line: context.mark.line, column: context.mark.column)
      let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
      self.init(
        LocalizedText(
          en: "the key \(names) stands twice in one mapping", zh: "键 \(names) 在同一映射中出现两次"),
        place: place,
        length: max(1, keys.first?.unicodeScalars.count ?? 1))
    case .reader(let problem, let offset, _, let yaml):
      self.init(Self.notYAML(problem), place: offset.map { Self.place(of: $0, in: yaml) })
    default:
      self.init(Self.notYAML("\(error)"), place: nil)
    }
  }

  private static func notYAML(_ words: String) -> LocalizedText {
    LocalizedText(en: "not YAML: \(words)", zh: "不是有效的 YAML：\(words)")
  }

  /// Returns the place of a character.
  private static func place(of offset: Int, in text: String) -> SourcePlace {
    let before = text.prefix(offset)
    let line = before.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    return SourcePlace(line: line.count, column: (line.last?.unicodeScalars.count ?? 0) + 1)
  }
}
