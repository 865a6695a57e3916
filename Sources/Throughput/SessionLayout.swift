/// How the elements of a prepared series fall into sessions.
///
/// A session is the unit in which evidence counts: its runs share the state of the machine. A part
/// of a series with *n_j* elements of session *j* weighs as much as 1 / *h* independent sessions,
/// where *h* = Σ *n_j*² / (Σ *n_j*)² (Kish's effective sample size). Counted by number instead, one
/// stray run of the night before would look like a second night.
///
/// In memory it takes three bits an element, however many sessions there are.
struct SessionLayout {
  /// The elements with which sessions begin.
  private let starts: RankedPositions
  /// For each word of ``starts``, the sum of the squared sizes of all sessions that begin before it.
  private let squaresBeforeWord: [Double]

  /// Creates the layout from the elements with which sessions begin, the first one among them.
  init(starts: PositionSet) {
    self.starts = RankedPositions(starts)
    var squares: [Double] = []
    squares.reserveCapacity(starts.words.count)
    var sum = 0.0
    var begin = 0
    for (index, word) in starts.words.enumerated() {
      // The session before the first start of a word is known to its end only there.
      var word = word
      var isFirst = true
      while word != 0 {
        let start = index << 6 + word.trailingZeroBitCount
        sum += Double(start - begin) * Double(start - begin)
        if isFirst { squares.append(sum) }
        isFirst = false
        begin = start
        word &= word - 1
      }
      if isFirst { squares.append(sum) }
    }
    squaresBeforeWord = squares
  }

  /// Creates the layout from a session number for each element; numbers never fall.
  init(sessionNumbers: [Int]) {
    var starts = PositionSet()
    for (index, number) in sessionNumbers.enumerated() {
      starts.append(index == 0 || number != sessionNumbers[index - 1])
    }
    self.init(starts: starts)
  }
}

extension SessionLayout {
  /// The number of elements.
  var count: Int { starts.positions.count }

  /// The number of sessions that have elements.
  var sessions: Int { starts.memberCount }

  /// Whether a session begins at the element.
  func isStart(_ element: Int) -> Bool { starts.positions.contains(element) }

  /// Returns the first start of a session behind an element, or `end` if that comes first.
  func nextStart(after element: Int, before end: Int) -> Int {
    starts.positions.first(from: element + 1, before: end)
  }

  /// Returns the last start of a session up to an element, or `begin` if that comes last.
  func lastStart(through element: Int, from begin: Int) -> Int {
    starts.positions.last(through: element, from: begin)
  }

  /// Returns the elements of the session to which an element belongs.
  ///
  /// - Complexity: O(log *n*).
  func session(of element: Int) -> Range<Int> {
    let next = starts.rank(of: element + 1)
    return starts[next - 1]..<(next < sessions ? starts[next] : count)
  }

  /// Hands out the elements of each session in rising order.
  func forEachSession(_ body: (Range<Int>) -> Void) {
    var begin = 0
    while begin < count {
      let end = nextStart(after: begin, before: count)
      body(begin..<end)
      begin = end
    }
  }

  /// Returns Σ *n_j*² over the sessions in the range, counting only what lies inside it.
  ///
  /// - Complexity: O(1) for sessions of few elements.
  func sumOfSquares(_ range: Range<Int>) -> Double {
    guard !range.isEmpty else { return 0 }
    let firstEnd = nextStart(after: range.lowerBound, before: range.upperBound)
    guard firstEnd < range.upperBound else { return Double(range.count) * Double(range.count) }
    let last = lastStart(through: range.upperBound - 1, from: range.lowerBound)
    let head = Double(firstEnd - range.lowerBound)
    let tail = Double(range.upperBound - last)
    return head * head + tail * tail + squares(before: last) - squares(before: firstEnd)
  }

  /// Returns *h*, the reciprocal of the number of sessions that the range is worth.
  func concentration(_ range: Range<Int>) -> Double {
    sumOfSquares(range) / (Double(range.count) * Double(range.count))
  }

  /// Returns the sum of the squared sizes of all sessions before one, given its start.
  private func squares(before start: Int) -> Double {
    var sum = squaresBeforeWord[start >> 6]
    var word = starts.positions.words[start >> 6] & ~(~0 << UInt64(start & 63))
    guard word != 0 else { return sum }
    var begin = start & ~63 + word.trailingZeroBitCount
    word &= word - 1
    while word != 0 {
      let next = start & ~63 + word.trailingZeroBitCount
      sum += Double(next - begin) * Double(next - begin)
      begin = next
      word &= word - 1
    }
    return sum + Double(start - begin) * Double(start - begin)
  }
}
