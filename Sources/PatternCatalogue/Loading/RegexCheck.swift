import CatalogueSyntax
import Localization
import PCRE

extension ProblemCollector {
  /// Compiles a scalar as a regex and reports where it is none.
  ///
  /// - Parameters:
  ///   - node: The scalar.
  ///   - subject: What it is called in messages.
  /// - Returns: The compiled regex; `nil` where there is none.
  @discardableResult
  func checkRegex(_ node: SyntaxNode, _ subject: LocalizedText) -> CompiledPattern? {
    guard node.isScalar else { return nil }
    do {
      return try CompiledPattern(node.text)
    } catch {
      // The place lies just behind the fault.
      let end = max(1, error.utf8Offset)
      report(
        .regex,
        LocalizedText(
          en: "the \(subject.en) is not a regex: \(error.message)",
          zh: "\(subject.zh)不是有效的正则表达式：\(error.message)"), at: node, span: end - 1..<end)
      return nil
    }
  }
}
