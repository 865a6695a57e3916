/// A file of `Patterns/` as it was when the binary was built; the build plugin makes the list.
struct BuiltinPatternFile: Sendable {
  /// The path below `Patterns/`, with `/` as the separator.
  let path: StaticString
  /// The file's `SyntaxTree`, encoded.
  let tree: StaticString
}
