internal import PatternCatalogue

/// A fact while its session is open: which front ends may state it is known, which one runs is not.
struct FactCandidate {
  var fact: Fact
  var emitters: FrontEndSet
  /// Whether it is about the program's next start, unless the open session works on behind it.
  var isForNextStart = false
}

/// The facts of an open session, by name in the order of their first appearance.
struct FactStore {
  /// How many names are kept.
  static let nameLimit = 256

  private(set) var names: [String] = []
  /// The values of each name, in the order of `names`.
  private var values: [[FactCandidate]] = []
  private var numbers: [String: Int] = [:]
}

extension FactStore {
  /// Whether a value of a fact was taken.
  func knows(_ name: String) -> Bool { numbers[name] != nil }

  /// Takes a value of a fact; a repeated one changes nothing.
  ///
  /// Of a name at most ``Fact/valueLimit`` different values are kept, of a list ``Fact/listLimit``.
  ///
  /// - Returns: Whether the value is another than the last one of its name.
  @discardableResult
  mutating func add(_ candidate: FactCandidate, _ behaviour: FactBehaviour) -> Bool {
    guard let number = numbers[candidate.fact.name] else {
      guard names.count < Self.nameLimit else { return false }
      numbers[candidate.fact.name] = names.count
      names.append(candidate.fact.name)
      values.append([candidate])
      return true
    }
    return Self.add(candidate, behaviour, to: &values[number])
  }

  private static func add(
    _ candidate: FactCandidate, _ behaviour: FactBehaviour, to known: inout [FactCandidate]
  ) -> Bool {
    // Most lines say again what the one before said.
    if let last = known.last, last.fact.value == candidate.fact.value,
      last.emitters == candidate.emitters,
      behaviour.takesLatest || last.fact.origin.rawValue <= candidate.fact.origin.rawValue
    {
      return false
    }
    let isNews = known.last?.fact.value != candidate.fact.value
    if behaviour.takesLatest {
      // The newest value stands last; the one before stays only as what it was changed from.
      if let index = known.firstIndex(where: {
        $0.fact.value == candidate.fact.value && $0.emitters == candidate.emitters
      }) {
        known.append(known.remove(at: index))
      } else {
        known.append(candidate)
        if known.count > behaviour.valueLimit { known.removeFirst() }
      }
    } else {
      let isKnown = known.contains {
        $0.fact.value == candidate.fact.value
          && $0.fact.origin.rawValue <= candidate.fact.origin.rawValue
          && $0.emitters == candidate.emitters
      }
      guard !isKnown, known.count < behaviour.valueLimit else { return false }
      known.append(candidate)
    }
    return isNews
  }

  /// Returns what a session of the given programs states: printed values before derived ones.
  ///
  /// A derived value gives way to a printed one that it agrees with; one that contradicts is kept, with
  /// its line. Of a name that takes the latest value, only that one is returned. What is about the next start
  /// is left out where no work came behind it.
  ///
  /// - Parameters:
  ///   - programs: The programs whose statements count.
  ///   - behaviours: How the facts' values behave, by name.
  ///   - lastWork: The last line of what the session worked on.
  /// - Returns: The facts, in the order of their names' first appearance.
  func facts(
    for programs: FrontEndSet, behaviours: [String: FactBehaviour], lastWork: Int
  ) -> [Fact] {
    var result: [Fact] = []
    result.reserveCapacity(names.count)
    for number in names.indices {
      // Most names have one value, which is not for the next start alone.
      if values[number].count == 1 {
        if !values[number][0].emitters.isDisjoint(with: programs) {
          result.append(values[number][0].fact)
        }
        continue
      }
      let all = values[number].filter {
        !$0.emitters.isDisjoint(with: programs)
          && !($0.isForNextStart && $0.fact.line > lastWork)
      }.map(\.fact)
      if behaviours[names[number]]?.takesLatest == true {
        if let last = all.last(where: { $0.origin == .printed }) ?? all.last { result.append(last) }
        continue
      }
      if behaviours[names[number]]?.isList == true {
        result += all
        continue
      }
      let printed = all.filter { $0.origin == .printed }
      var kept: [Fact] = []
      for fact in printed + all.filter({ $0.origin == .derived })
      where !kept.contains(where: { Self.agrees($0.value, fact.value) }) {
        kept.append(fact)
      }
      result += kept
    }
    return result
  }

  /// Whether one value says no more than the other: equal without regard to case, or a version that
  /// the other only completes (`2.4` and `2.4.1+cu121`).
  static func agrees(_ known: String, _ other: String) -> Bool {
    if known.equalsIgnoringCase(other) { return true }
    guard known.utf8.count > other.utf8.count, known.hasPrefixIgnoringCase(other) else {
      return false
    }
    let next = known.utf8[known.utf8.index(known.utf8.startIndex, offsetBy: other.utf8.count)]
    return other.utf8.last.map { !$0.isASCIILetter } ?? false
      && (next == UInt8(ascii: ".") || next == UInt8(ascii: "+"))
  }
}

extension UInt8 {
  fileprivate var isASCIILetter: Bool {
    (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
