/// How far a sequence of two labels is from a few long stretches.
enum LabelFlips {
  /// Returns the fewest labels to change until at most `switches` changes of label are left.
  ///
  /// Near 0 for one step up or down; large for two levels that alternate. A dynamic programme over
  /// the number of switches made and the label in force.
  ///
  /// - Complexity: O(*n* · `switches`).
  static func fewest(in labels: [Bool], switches: Int) -> Int {
    var ending = [(low: Int, high: Int)](repeating: (0, 0), count: switches + 1)
    for label in labels {
      for used in stride(from: switches, through: 0, by: -1) {
        var (low, high) = ending[used]
        if used > 0 {
          let before = ending[used - 1]
          (low, high) = (min(low, before.high), min(high, before.low))
        }
        ending[used] = (low + (label ? 1 : 0), high + (label ? 0 : 1))
      }
    }
    return ending.map { min($0.low, $0.high) }.min() ?? 0
  }
}
