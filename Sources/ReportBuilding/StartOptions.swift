/// The options with which a program was started: each with its value is one, in any order.
struct StartOptions {
  /// An option with its value.
  struct Option: Hashable {
    /// Without dashes and quotes, in lower case, with `-` for `_`.
    var name: String
    /// Without quotes; empty where there is none.
    var value: String
    /// As the program was given it.
    let text: String

    static func == (left: Option, right: Option) -> Bool {
      left.name == right.name && left.value == right.value
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(name)
      hasher.combine(value)
    }
  }

  /// The options in their order.
  private(set) var all: [Option] = []
}

extension StartOptions {
  /// Reads options as a command line has them (`--port 80 --api`), as Python prints its words
  /// (`['--port', '80']`), or as a program prints its settings (`port=80, 'api': True`).
  ///
  /// - Complexity: O(length).
  init(_ text: String) {
    let characters = Array(text)
    if Self.isListOfWords(characters) {
      let list = characters.filter { $0 != "[" && $0 != "]" }
      for part in Self.split(list, at: { $0 == "," }, nesting: false) {
        let word = Self.unquoted(part.drop(while: \.isWhitespace))
        if !word.isEmpty { add(word: word) }
      }
    } else if Self.isListOfPairs(characters) {
      for part in Self.split(characters, at: { $0 == "," }, nesting: true) { add(pair: part) }
    } else {
      for word in Self.split(characters, at: \.isWhitespace, nesting: false) { add(word: word) }
    }
  }

  /// Returns the options that others lack, as they were given.
  func texts(besides others: StartOptions, _ names: OptionNames) -> [String] {
    let known = Set(others.all)
    return all.filter { !known.contains($0) && !names.contains($0.name) }.map(\.text)
  }
}

extension StartOptions {
  /// Whether the first word stands in quotes, and behind it a comma or nothing.
  private static func isListOfWords(_ text: [Character]) -> Bool {
    let list = text.drop { $0.isWhitespace || $0 == "[" }
    guard let quote = list.first, isQuote(quote) else { return false }
    let rest = list.dropFirst().drop { $0 != quote }.dropFirst().drop { $0.isWhitespace }
    return rest.first.map { $0 == "," || $0 == "]" } ?? true
  }

  /// Whether the first word is a name that `=` or `:` follows; a drive's `:` has a slash behind it.
  private static func isListOfPairs(_ text: [Character]) -> Bool {
    let name = text.drop { $0.isWhitespace || isQuote($0) }.drop {
      $0.isLetter || $0.isNumber || $0 == "_"
    }
    let rest = name.drop { isQuote($0) }
    let isDrive = rest.dropFirst().first.map { $0 == "\\" || $0 == "/" } ?? false
    return rest.first == "=" || rest.first == ":" && !isDrive && text.first.map(isQuote) == true
  }

  private static func isQuote(_ character: Character) -> Bool {
    character == "\"" || character == "'"
  }

  /// Cuts a text at separators that stand in no quotes and, with `nesting`, in no brackets.
  private static func split(
    _ text: [Character], at isSeparator: (Character) -> Bool, nesting: Bool
  ) -> [String] {
    var parts: [String] = []
    var part = ""
    var quote: Character?
    var depth = 0
    for character in text {
      if quote == nil, depth == 0, isSeparator(character) {
        if !part.isEmpty { parts.append(part) }
        part = ""
        continue
      }
      if let open = quote {
        if character == open { quote = nil }
      } else if isQuote(character) {
        quote = character
      } else if nesting, "([{".contains(character) {
        depth += 1
      } else if nesting, ")]}".contains(character) {
        depth = max(0, depth - 1)
      }
      part.append(character)
    }
    if !part.isEmpty { parts.append(part) }
    return parts
  }

  /// Adds a word of a command line: an option, or a value of the option before it.
  private mutating func add(word: String) {
    let isOption =
      word.hasPrefix("-") && word.drop { $0 == "-" }.first.map { $0.isLetter } == true
    if !isOption, let last = all.indices.last, all[last].text.hasPrefix("-") {
      let value = Self.unquoted(word)
      let old = all[last]
      all[last] = Option(
        name: old.name, value: old.value.isEmpty ? value : "\(old.value) \(value)",
        text: "\(old.text) \(word)")
      return
    }
    let end = isOption ? word.firstIndex(of: "=") ?? word.endIndex : word.endIndex
    all.append(
      Option(
        name: Self.name(word[..<end]),
        value: end < word.endIndex ? Self.unquoted(word[word.index(after: end)...]) : "",
        text: word))
  }

  private mutating func add(pair: String) {
    let text = pair.drop(while: \.isWhitespace)
    let end = text.firstIndex { $0 == "=" || $0 == ":" } ?? text.endIndex
    let value = end < text.endIndex ? text[text.index(after: end)...] : ""
    all.append(
      Option(
        name: Self.name(text[..<end]), value: Self.unquoted(value.drop(while: \.isWhitespace)),
        text: String(text)))
  }

  private static func name(_ text: Substring) -> String {
    String(
      text.filter { !isQuote($0) && !$0.isWhitespace }.drop { $0 == "-" }
        .map { $0 == "_" ? "-" : $0 }
    ).lowercased()
  }

  private static func unquoted(_ text: some StringProtocol) -> String {
    String(text.filter { !isQuote($0) })
  }
}

/// Names of options, some with a `*` at an end for any text.
struct OptionNames: Sendable {
  private var whole: Set<String> = []
  private var beginnings: [String] = []
  private var endings: [String] = []

  /// Adds a name.
  mutating func insert(_ name: String) {
    if name.hasPrefix("*") {
      endings.append(String(name.dropFirst()))
    } else if name.hasSuffix("*") {
      beginnings.append(String(name.dropLast()))
    } else {
      whole.insert(name)
    }
  }

  /// Whether a name is one of these.
  func contains(_ name: String) -> Bool {
    whole.contains(name) || beginnings.contains { name.hasPrefix($0) }
      || endings.contains { name.hasSuffix($0) }
  }
}
