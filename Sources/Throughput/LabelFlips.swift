/// How far a sequence of two labels is from a few long stretches.
///
/// Near 0 for one step up or down; large for two levels that alternate. A dynamic programme over the
/// number of switches made and the label in force.
struct LabelFlips {
  private var ending: [(low: Int, high: Int)]

  /// Begins a sequence.
  ///
  /// - Parameter switches: The most changes of label that are to be left.
  init(switches: Int) {
    ending = [(low: Int, high: Int)](repeating: (0, 0), count: switches + 1)
  }
}

extension LabelFlips {
  /// Adds a label.
  ///
  /// - Complexity: O(`switches`).
  mutating func add(_ label: Bool) {
    for used in ending.indices.reversed() {
      var (low, high) = ending[used]
      if used > 0 {
        let before = ending[used - 1]
        (low, high) = (min(low, before.high), min(high, before.low))
      }
      ending[used] = (low + (label ? 1 : 0), high + (label ? 0 : 1))
    }
  }

  /// The fewest labels to change until at most so many changes of label are left.
  var fewest: Int { ending.map { min($0.low, $0.high) }.min() ?? 0 }

  /// Returns the fewest labels to change until at most `switches` changes of label are left.
  ///
  /// - Complexity: O(*n* · `switches`).
  static func fewest(in labels: some Sequence<Bool>, switches: Int) -> Int {
    var flips = LabelFlips(switches: switches)
    for label in labels { flips.add(label) }
    return flips.fewest
  }
}
