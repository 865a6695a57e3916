/// The different sets of causes that sessions have, each once; a session keeps the number of its own.
struct CauseSets: Sendable {
  /// The sets by their numbers, each with its ids in order.
  private(set) var all: [[String]] = []
  private var numbers: [[String]: UInt32] = [:]

  /// Returns the number of a set, given its ids in order.
  mutating func number(of causes: [String]) -> UInt32 {
    if let known = numbers[causes] { return known }
    let number = UInt32(clamping: all.count)
    numbers[causes] = number
    all.append(causes)
    return number
  }
}
