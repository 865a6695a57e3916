import Localization

/// Returns the name that a misspelt one most likely stands for.
///
/// - Parameters:
///   - word: What was written.
///   - names: What there is.
/// - Returns: The nearest by edits (insertions, deletions, replacements, swaps of neighbours); `nil`
///   where none needs at most a third of the word's length, or two for a short word.
/// - Complexity: O(names * word * name).
package func nearestName(to word: String, among names: some Sequence<String>) -> String? {
  let word = Array(word.utf8)
  let limit = max(2, word.count / 3)
  var best: (name: String, distance: Int)?
  for name in names where abs(name.utf8.count - word.count) <= limit {
    let distance = editDistance(word, Array(name.utf8))
    if distance <= limit, distance < best?.distance ?? Int.max { best = (name, distance) }
  }
  return best?.name
}

/// Returns the optimal string alignment distance.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for row in left.indices {
    var current = [row + 1]
    for column in right.indices {
      let isSame = left[row] == right[column]
      var cost = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current.append(cost)
    }
    (beforeLast, last) = (last, current)
  }
  return last[right.count]
}

/// Returns the sentence that proposes a name; `nil` where none is near.
func suggestion(for word: String, among names: some Sequence<String>) -> LocalizedText? {
  nearestName(to: word, among: names).map {
    LocalizedText(en: "did you mean `\($0)`?", zh: "是不是 `\($0)`？")
  }
}
