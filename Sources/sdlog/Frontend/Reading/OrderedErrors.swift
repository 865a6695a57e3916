import LogInput

/// What could not be read, said in the order of the items, whichever is done first.
struct OrderedErrors {
  /// Whether everything could be read so far.
  private(set) var isEmpty = true
  /// Those of the items that are done, from `firstUntold` on.
  private var untold: [Int: [InputError]] = [:]
  private var firstUntold = 0
}

extension OrderedErrors {
  /// Takes what could not be read of an item, and says what no open item stands in front of.
  mutating func finish(_ position: Int, _ errors: [InputError]) {
    if !errors.isEmpty { isEmpty = false }
    untold[position] = errors
    while let errors = untold.removeValue(forKey: firstUntold) {
      firstUntold += 1
      for error in errors { error.print() }
    }
  }
}
