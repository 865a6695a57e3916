import CatalogueSyntax
import Localization

/// Gathers what is wrong while files are read and checked.
final class ProblemCollector {
  /// What has been found, in the order of finding.
  private(set) var problems: [CatalogueProblem] = []
  /// Whether unknown keys and the like are not looked for, because a test has done so.
  var isTrusting = false

  /// Creates an empty collector.
  init() {}
}

extension ProblemCollector {
  /// Whether something has been found that is no warning.
  var hasErrors: Bool { problems.contains { !$0.isWarning } }

  /// Adds a problem with a node.
  ///
  /// - Parameters:
  ///   - code: The kind of fault.
  ///   - message: What was wrong.
  ///   - node: Where.
  ///   - span: The UTF-8 range of a scalar's text that is concerned; `nil` for the whole.
  ///   - label: What is to be said of the place itself.
  ///   - note: Why it matters.
  ///   - help: What to do.
  ///   - isWarning: Whether the entry may be used all the same.
  func report(
    _ code: CatalogueProblem.Code, _ message: LocalizedText, at node: SyntaxNode,
    span: Range<Int>? = nil, label: LocalizedText? = nil, note: LocalizedText? = nil,
    help: LocalizedText? = nil, isWarning: Bool = false
  ) {
    let (place, length) = node.sourceRange(of: span)
    problems.append(
      CatalogueProblem(
        code: code, isWarning: isWarning, message: message, path: node.tree.path, place: place,
        length: length, line: node.tree.line(place.line).map(String.init), label: label,
        notes: note.map { [$0] } ?? [], helps: help.map { [$0] } ?? []))
  }

  /// Adds a problem with a whole file or folder.
  func report(
    _ code: CatalogueProblem.Code, _ message: LocalizedText, path: String,
    note: LocalizedText? = nil, help: LocalizedText? = nil, isWarning: Bool = false
  ) {
    problems.append(
      CatalogueProblem(
        code: code, isWarning: isWarning, message: message, path: path, place: nil, length: 1,
        line: nil, label: nil, notes: note.map { [$0] } ?? [], helps: help.map { [$0] } ?? []))
  }

  /// Adds what is wrong with a file's YAML.
  func report(_ problem: SyntaxProblem, in tree: SyntaxTree) {
    problems.append(
      CatalogueProblem(
        code: .syntax, isWarning: false, message: problem.message, path: tree.path,
        place: problem.place, length: problem.length,
        line: problem.place.flatMap { tree.line($0.line).map(String.init) }, label: nil,
        notes: problem.note.map { [$0] } ?? [], helps: problem.help.map { [$0] } ?? []))
  }

  /// Returns the problems by file and place, each once.
  func sorted() -> [CatalogueProblem] {
    let start = SourcePlace(line: 0, column: 0)
    var seen: Set<CatalogueProblem> = []
    return problems.filter { seen.insert($0).inserted }.enumerated()
      .sorted { left, right in
        let one = (left.element.path, left.element.place ?? start, left.offset)
        let other = (right.element.path, right.element.place ?? start, right.offset)
        return one < other
      }
      .map(\.element)
  }
}
