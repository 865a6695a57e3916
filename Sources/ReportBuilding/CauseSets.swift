/// The different sets of causes that sessions have, each once; a session keeps the number of its own.
struct CauseSets: Sendable {
  /// How many sets are kept; logs of real programs have some dozens.
  private static let limit = 4096

  /// The sets by their numbers, each with its ids in order.
  private(set) var all: [[String]] = []
  /// Whether all sets were kept, so that each session's number is that of its own.
  private(set) var isComplete = true
  private var numbers: [[String]: UInt16] = [:]
}

extension CauseSets {
  /// Returns the number of a set, given its ids in order.
  mutating func number(of causes: [String]) -> UInt16 {
    if let known = numbers[causes] { return known }
    guard all.count < Self.limit else {
      isComplete = false
      return 0
    }
    let number = UInt16(clamping: all.count)
    numbers[causes] = number
    all.append(causes)
    return number
  }

  /// Takes the sets of an input.
  ///
  /// - Returns: The numbers here of the sets there.
  mutating func join(_ other: CauseSets) -> [UInt16] {
    isComplete = isComplete && other.isComplete
    return other.all.map { number(of: $0) }
  }
}
