/// Finds the files that one log was rotated into.
///
/// logrotate numbers them (`x.log.1`, `x.log.2.gz`) or dates them (`x.log-20260501`), and Python's
/// `RotatingFileHandler` and `TimedRotatingFileHandler` do the same (`x.log.1`, `x.log.2026-05-01`).
enum RotatedSets {
  /// Puts the files of a set together: at the place of the first of them, under the path of the newest.
  ///
  /// Numbered files belong together where the numbers have no gap, because a session does not
  /// reach over a file that is missing.
  ///
  /// - Parameter items: Files in their order; a set is looked for among those of one folder.
  /// - Returns: The items with the files of a set in one.
  static func joined(_ items: [InputItem]) -> [InputItem] {
    var families: [String: [Candidate]] = [:]
    for (index, item) in items.enumerated() where !item.isStandardInput {
      let candidate = Candidate(item.path, index: index)
      families[candidate.stem, default: []].append(candidate)
    }
    var sets: [Int: [Int]] = [:]
    var absorbed: Set<Int> = []
    for (stem, family) in families where family.count > 1 {
      for set in chains(of: family, stem: stem) {
        let indices = set.map(\.index)
        guard let first = indices.min() else { continue }
        sets[first] = indices
        absorbed.formUnion(indices)
      }
    }
    return items.enumerated().compactMap { index, item in
      guard let set = sets[index], let newest = set.last else {
        return absorbed.contains(index) ? nil : item
      }
      return InputItem(
        path: items[newest].path, isNamed: set.contains { items[$0].isNamed },
        parts: set.map { items[$0].path })
    }
  }

  /// Splits the files of one stem into runs of at least two that follow one another, oldest first.
  private static func chains(of family: [Candidate], stem: String) -> [[Candidate]] {
    let current = family.filter { $0.suffix == .none && !$0.isCompressed }
    let dated = family.filter { $0.suffix.isDate }.sorted { $0.suffix.rank < $1.suffix.rank }
    let numbered = family.filter { $0.suffix.isNumber }.sorted { $0.suffix.rank > $1.suffix.rank }
    // `run.1` and `run.2` are two runs; `run.log.1` and `run.log.2` are one log.
    let isLog = logEndings.contains { stem.lowercased().hasSuffix($0) }
    if numbered.isEmpty { return [unique(dated + current)].filter { $0.count > 1 } }
    guard isLog || !current.isEmpty else { return [] }
    var chains: [[Candidate]] = [[]]
    for candidate in unique(numbered) {
      let last = chains[chains.count - 1].last
      if let last, last.suffix.rank - candidate.suffix.rank != 1 { chains.append([]) }
      chains[chains.count - 1].append(candidate)
    }
    // The file that is written to follows the first number, which is 1, or 0 for some programs.
    if let file = current.first, let last = chains[chains.count - 1].last, last.suffix.rank <= 1 {
      chains[chains.count - 1].append(file)
    }
    return chains.filter { $0.count > 1 }
  }

  /// Leaves out copies: of `x.log.1` and `x.log.1.gz`, the second stays a file of its own.
  private static func unique(_ candidates: [Candidate]) -> [Candidate] {
    candidates.reduce(into: []) { result, candidate in
      if let last = result.last, last.suffix == candidate.suffix {
        if last.isCompressed, !candidate.isCompressed { result[result.count - 1] = candidate }
      } else {
        result.append(candidate)
      }
    }
  }

  private static let logEndings = [".log", ".out", ".err", ".txt"]
}

/// Names of files that logs were rotated into.
package enum RotatedName {
  /// Returns a path without what rotation and compression put behind it.
  package static func stem(of path: String) -> String { Candidate(path, index: 0).stem }
}

/// A file's name, taken apart.
private struct Candidate {
  /// What rotation put behind the name.
  enum Suffix: Equatable {
    case none
    case number(Int)
    /// The digits of a date, year first.
    case date(String)
  }

  /// The path without what rotation and compression put behind it.
  let stem: String
  let suffix: Suffix
  let isCompressed: Bool
  /// The place among the items.
  let index: Int

  init(_ path: String, index: Int) {
    self.index = index
    var rest = Substring(path)
    let packed = PackedEnding.of(rest)
    if let packed { rest = rest.dropLast(packed.count) }
    isCompressed = packed != nil
    if let (stem, digits) = Self.splitDate(rest) {
      self.stem = String(stem)
      suffix = .date(digits)
    } else if let dot = rest.utf8.lastIndex(of: 0x2E), dot != rest.startIndex,
      let number = Self.number(rest[rest.utf8.index(after: dot)...]),
      rest.utf8[rest.utf8.index(before: dot)] != 0x2F
    {
      stem = String(rest[..<dot])
      suffix = .number(number)
    } else {
      stem = String(rest)
      suffix = .none
    }
  }

  /// Returns the number of a rotation: at most four digits, without leading zeros.
  private static func number(_ text: Substring) -> Int? {
    guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      text == "0" || !text.hasPrefix("0")
    else { return nil }
    return Int(text)
  }

  /// Splits `x.log.2026-05-01_13-05` and `x.log-20260501` (also `x.log.20260501`) before the date.
  private static func splitDate(_ name: Substring) -> (stem: Substring, digits: String)? {
    let tail = name.utf8.reversed().prefix {
      (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
    }
    let start = name.utf8.index(name.endIndex, offsetBy: -tail.count)
    guard start > name.startIndex else { return nil }
    let text = name[start...]
    let before = name.utf8.index(before: start)
    let digits = text.filter { $0.isNumber }
    if name.utf8[before] == 0x2E, isSpacedDate(text), isDate(digits) {
      return stem(name[..<before]).map { ($0, digits) }
    }
    if name.utf8[before] == 0x2E, [8, 10, 14].contains(text.utf8.count), digits == text,
      isDate(digits)
    {
      return stem(name[..<before]).map { ($0, digits) }
    }
    if text.utf8.first == 0x2D, digits.utf8.count == text.utf8.count - 1,
      [8, 10, 14].contains(digits.utf8.count), isDate(digits)
    {
      return stem(name[..<start]).map { ($0, digits) }
    }
    return nil
  }

  /// Whether text has the form that Python gives a date: `2026-05-01`, with `_13`, `_13-05` or
  /// `_13-05-59` behind it.
  private static func isSpacedDate(_ text: Substring) -> Bool {
    let form = Array("dddd-dd-dd_dd-dd-dd".utf8)
    guard [10, 13, 16, 19].contains(text.utf8.count) else { return false }
    return zip(text.utf8, form).allSatisfy { byte, expected in
      expected == 0x64 ? (0x30...0x39).contains(byte) : byte == expected
    }
  }

  private static func isDate(_ digits: String) -> Bool {
    guard let year = Int(digits.prefix(4)), let month = Int(digits.dropFirst(4).prefix(2)),
      let day = Int(digits.dropFirst(6).prefix(2))
    else { return false }
    return (1990...2200).contains(year) && (1...12).contains(month) && (1...31).contains(day)
  }

  private static func stem(_ text: Substring) -> Substring? {
    guard let last = text.utf8.last, last != 0x2F else { return nil }
    return text
  }
}

extension Candidate.Suffix {
  var isNumber: Bool { if case .number = self { true } else { false } }

  var isDate: Bool { if case .date = self { true } else { false } }

  /// Where the file belongs among those of its kind: numbers by value, dates by time.
  var rank: Int {
    switch self {
    case .none: 0
    case .number(let number): number
    // Shorter dates stand for their first second.
    case .date(let digits): Int(digits + String(repeating: "0", count: 14 - digits.count)) ?? 0
    }
  }
}
