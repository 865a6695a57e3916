/// A tournament over a fixed number of places that always knows the smallest key.
struct WeakestFirst {
  private let leaves: Int
  private var keys: [Double]
  private var winners: [Int]

  /// Creates a tournament over the keys.
  ///
  /// - Complexity: O(*n*).
  init(_ keys: [Double]) {
    var leaves = 1
    while leaves < keys.count { leaves *= 2 }
    self.leaves = leaves
    self.keys = keys + [Double](repeating: .infinity, count: leaves - keys.count)
    winners = [Int](repeating: 0, count: 2 * leaves)
    for place in 0..<leaves {
      winners[leaves + place] = place
    }
    for node in stride(from: leaves - 1, to: 0, by: -1) {
      winners[node] = winner(of: node)
    }
  }

  /// The place with the smallest key, the first of equals.
  var weakest: (place: Int, key: Double) {
    let place = winners[1]
    return (place, keys[place])
  }

  /// Changes the key of a place; infinity takes it out of the game.
  ///
  /// - Complexity: O(log *n*).
  mutating func update(_ place: Int, to key: Double) {
    keys[place] = key
    var node = (leaves + place) / 2
    while node > 0 {
      winners[node] = winner(of: node)
      node /= 2
    }
  }

  private func winner(of node: Int) -> Int {
    let left = winners[2 * node]
    let right = winners[2 * node + 1]
    return keys[right] < keys[left] ? right : left
  }
}
