/// The sources of a log in whose lines programs began, by the numbers that the tokenizer gives them, and
/// whether those lines are mixed.
struct ProgramSources {
  /// The sources, the one in which a program began last behind.
  private(set) var numbers: [UInt8] = []
  /// Whether a source went on when a program had begun in another one.
  private(set) var areMixed = false

  /// Takes a line of a source.
  mutating func noteLine(of number: UInt8) {
    if !areMixed, number != numbers.last, numbers.contains(number) { areMixed = true }
  }

  /// Takes a line that marks the start of a program.
  mutating func noteStart(of number: UInt8) {
    numbers.removeAll { $0 == number }
    numbers.append(number)
  }
}
