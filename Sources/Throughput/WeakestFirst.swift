/// A tournament over a fixed number of places that always knows the smallest key.
struct WeakestFirst {
  private let leaves: Int
  private var keys: [Double]
  /// The winners of the nodes above the leaves.
  private var winners: [Int32]

  /// Creates a tournament over the keys.
  ///
  /// - Complexity: O(*n*).
  init(_ keys: [Double]) {
    var leaves = 1
    while leaves < keys.count { leaves *= 2 }
    self.leaves = leaves
    self.keys = keys
    winners = [Int32](repeating: 0, count: leaves)
    for node in stride(from: leaves - 1, to: 0, by: -1) {
      winners[node] = Int32(winner(of: node))
    }
  }

  /// The place with the smallest key, the first of equals.
  var weakest: (place: Int, key: Double) {
    let place = place(at: 1)
    return (place, key(of: place))
  }

  /// Changes the key of a place; infinity takes it out of the game.
  ///
  /// - Complexity: O(log *n*).
  mutating func update(_ place: Int, to key: Double) {
    keys[place] = key
    var node = (leaves + place) / 2
    while node > 0 {
      winners[node] = Int32(winner(of: node))
      node /= 2
    }
  }

  private func winner(of node: Int) -> Int {
    let left = place(at: 2 * node)
    let right = place(at: 2 * node + 1)
    return key(of: right) < key(of: left) ? right : left
  }

  private func place(at node: Int) -> Int {
    node < leaves ? Int(winners[node]) : node - leaves
  }

  private func key(of place: Int) -> Double {
    place < keys.count ? keys[place] : .infinity
  }
}
