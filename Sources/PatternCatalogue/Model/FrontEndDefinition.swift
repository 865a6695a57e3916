import CatalogueSyntax

/// A program or a library whose sessions are told apart.
package struct FrontEndDefinition: Sendable {
  /// The id.
  package let id: String
  /// Its name, a proper one, so the same in every language.
  package let title: String
  /// What it is.
  package let kind: FrontEndKind
  /// Front ends whose lines its sessions print too; it wins over them.
  package let extends: [String]
  /// 3 a program, 2 a library that programs use, 1 torch or Python: the highest wins a session.
  package let rank: Int
  /// Names of the facts that make its runs comparable.
  package let workload: [String]
  /// What its own bars mean, the first that fits wins.
  package let bars: [BarRule]
  /// Where the entry stands.
  package let origin: Origin
  /// The entry as it was written.
  let node: SyntaxNode

  /// The id that stands for a front end that is not known.
  package static let unknown = "unknown"
  /// How many front ends are told apart.
  package static let limit = 64
}
