/// Text in GitHub's Markdown that says what it says, and does nothing else.
///
/// Text of a log goes into code, where GitHub neither links nor mentions nor renders anything.
/// Other text has its special characters escaped; words of it that GitHub would link or mention
/// by themselves (`@name`, `#1`, addresses) become code too, because a backslash does not keep
/// GitHub from doing so.
enum MarkdownText {
  /// Returns a text as code within a line.
  ///
  /// - Parameters:
  ///   - text: The text; line breaks and other controls are made visible.
  ///   - columns: The columns after which it is cut.
  ///   - isCell: Whether it stands in a table, whose cells end at a bar even within code; a bar is
  ///     then replaced by a broken one.
  /// - Returns: The code between as many backticks as it needs, or a dash where it is empty.
  static func code(_ text: String, columns: Int = 160, isCell: Bool = false) -> String {
    var text = DisplayWidth.truncated(
      TextSanitizer.sanitized(String(text.prefix(4096))), to: columns)
    if text.allSatisfy({ $0 == " " }) { return "–" }
    if isCell { text = text.replacing("|", with: "¦") }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let needsSpace = text.hasPrefix("`") || text.hasSuffix("`")
    let padding = needsSpace ? " " : ""
    return fence + padding + text + padding + fence
  }

  /// Returns a text that is no code, on one line.
  static func plain(_ text: String) -> String {
    let words = TextSanitizer.sanitized(text)
      .split(separator: " ", omittingEmptySubsequences: true)
    let escaped = words.map { word in
      linksByItself(word) ? code(String(word)) : self.escaped(word)
    }
    guard let first = escaped.first else { return "" }
    // What begins a line may make a list or a heading of it.
    let isMarker =
      first.hasPrefix("-") || first.hasPrefix("+") || first.hasPrefix("=")
      || first.hasPrefix(":")
    let start = isMarker ? "\\" + first : first
    return ([start] + escaped.dropFirst()).joined(separator: " ")
  }

  /// Returns lines as a block of code, with a fence that none of them can close.
  static func block(_ lines: [String], info: String) -> [String] {
    let lines = lines.map {
      DisplayWidth.truncated(TextSanitizer.sanitized(String($0.prefix(4096))), to: 200)
    }
    let longest = lines.map { longestRun(of: "`", in: $0) }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return [fence + info] + lines + [fence]
  }

  private static func escaped(_ word: Substring) -> String {
    word.reduce(into: "") { result, character in
      if "\\`*_{}[]<>|~&!".contains(character) { result.append("\\") }
      result.append(character)
    }.replacingNumberedStart()
  }

  /// Returns whether GitHub makes a link or a mention of a word without being asked.
  private static func linksByItself(_ word: Substring) -> Bool {
    word.contains { "@#$".contains($0) } || word.contains("://") || word.contains("www.")
      || word.contains("GH-") || word.contains("mailto:") || word.contains("xmpp:")
  }

  private static func longestRun(of character: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for other in text {
      run = other == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}

extension String {
  /// Returns the word with its dot or bracket escaped where it looks like the number of a list.
  fileprivate func replacingNumberedStart() -> String {
    let digits = prefix { $0.isASCII && $0.isNumber }
    let rest = dropFirst(digits.count)
    guard !digits.isEmpty, rest == "." || rest == ")" else { return self }
    return digits + "\\" + rest
  }
}
