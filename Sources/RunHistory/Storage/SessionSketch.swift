internal import SessionAnalysis

/// What is needed of a session to tell whether one is a piece of the other.
struct SessionSketch {
  var units: Int
  var tailBytes: Int
  var isOpen: Bool
  var headUnits: Int
  var sum: UInt64
  /// Of pairs with larger hashes nothing is known; `nil` where all pairs are known.
  var limit: UInt64?
  var landmarks: [Landmark]

  /// Takes the sketch of a content.
  init(_ content: LogContent) {
    units = content.units
    tailBytes = content.tailBytes
    isOpen = content.isOpen
    headUnits = content.headUnits
    sum = content.sum
    landmarks = content.landmarks
    limit = landmarks.count == Landmark.limit ? landmarks.last?.hash : nil
  }

  /// Creates a sketch from its parts.
  init(
    units: Int, tailBytes: Int, isOpen: Bool, headUnits: Int, sum: UInt64, limit: UInt64?,
    landmarks: [Landmark]
  ) {
    self.units = units
    self.tailBytes = tailBytes
    self.isOpen = isOpen
    self.headUnits = headUnits
    self.sum = sum
    self.limit = limit
    self.landmarks = landmarks
  }
}

extension SessionSketch {
  /// Packs landmarks: of each the hash, the sum, and twice the unit, and one more where it is repeated.
  static func words(_ landmarks: [Landmark]) -> [UInt64] {
    var words: [UInt64] = []
    words.reserveCapacity(landmarks.count * 3)
    for landmark in landmarks {
      words.append(landmark.hash)
      words.append(landmark.sum)
      words.append(UInt64(landmark.unit) << 1 | (landmark.isRepeated ? 1 : 0))
    }
    return words
  }

  /// Unpacks landmarks.
  static func landmarks(_ bytes: [UInt8]) -> [Landmark] {
    let words = Prefixes.hashes(bytes)
    return stride(from: 0, to: words.count / 3 * 3, by: 3).map { at in
      Landmark(
        hash: words[at], unit: Int(truncatingIfNeeded: words[at + 2] >> 1), sum: words[at + 1],
        isRepeated: words[at + 2] & 1 == 1)
    }
  }
}

extension SessionSketch {
  /// The landmarks that a whole has as well, if this is a piece of it: none with the first line, which
  /// may be the rest of one, nor any that came more than once.
  var ownLandmarks: [Landmark] {
    landmarks.filter { !$0.isRepeated && $0.unit > headUnits }
  }

  /// Whether all of a piece lies in this session behind its start: some of its landmarks at one distance,
  /// all units between them the same, and none that is missing here, whether it came once or more often.
  ///
  /// Programs say the same whenever they start. So what begins as this session does is its beginning or
  /// another start, and no piece; and one of the landmarks has to lie in the second half of the piece. A
  /// piece that ended with its session ends where this one ends.
  func holds(_ piece: SessionSketch) -> Bool {
    let known = Dictionary(landmarks.map { ($0.hash, $0) }) { first, _ in first }
    var found: (distance: Int, sum: UInt64)?
    var last = 0
    for own in piece.landmarks
    where own.unit > piece.headUnits && limit.map({ own.hash <= $0 }) ?? true {
      guard let landmark = known[own.hash] else { return false }
      if own.isRepeated || landmark.isRepeated { continue }
      let place = (distance: landmark.unit - own.unit, sum: landmark.sum &- own.sum)
      if let found, found != place { return false }
      found = place
      last = max(last, own.unit)
    }
    guard let found, found.distance > 0, last * 2 >= piece.units else { return false }
    let end = found.distance + piece.units
    if !piece.isOpen {
      return !isOpen && end == units && sum &- piece.sum == found.sum
    }
    return end < units || end == units && piece.tailBytes <= tailBytes
  }
}
