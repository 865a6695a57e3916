/// How the elements of a prepared series fall into sessions.
///
/// A session is the unit in which evidence counts: its runs share the state of the machine. A part
/// of a series with *n_j* elements of session *j* weighs as much as 1 / *h* independent sessions,
/// where *h* = Σ *n_j*² / (Σ *n_j*)² (Kish's effective sample size). Counted by number instead, one
/// stray run of the night before would look like a second night.
struct SessionLayout {
  /// The session of each element, counted from 0 without gaps.
  let sessionOf: [Int]
  /// The first element of each session, and one entry more with the number of elements.
  let begins: [Int]
  /// The sum of the squared sizes of all sessions before the given one.
  let squaresBefore: [Double]

  /// Creates the layout from a session number for each element; numbers never fall.
  init(sessionNumbers: [Int]) {
    var sessionOf: [Int] = []
    sessionOf.reserveCapacity(sessionNumbers.count)
    var begins: [Int] = []
    for (index, number) in sessionNumbers.enumerated() {
      if index == 0 || number != sessionNumbers[index - 1] {
        begins.append(index)
      }
      sessionOf.append(begins.count - 1)
    }
    begins.append(sessionNumbers.count)
    var squares = [0.0]
    for (begin, end) in zip(begins, begins.dropFirst()) {
      squares.append(squares[squares.count - 1] + Double(end - begin) * Double(end - begin))
    }
    self.sessionOf = sessionOf
    self.begins = begins
    squaresBefore = squares
  }

  /// The number of elements.
  var count: Int { sessionOf.count }

  /// The number of sessions that have elements.
  var sessions: Int { begins.count - 1 }

  /// Whether a session begins at the element.
  func isStart(_ element: Int) -> Bool {
    begins[sessionOf[element]] == element
  }

  /// Returns Σ *n_j*² over the sessions in the range, counting only what lies inside it.
  ///
  /// - Complexity: O(1).
  func sumOfSquares(_ range: Range<Int>) -> Double {
    guard !range.isEmpty else { return 0 }
    let first = sessionOf[range.lowerBound]
    let last = sessionOf[range.upperBound - 1]
    if first == last {
      return Double(range.count) * Double(range.count)
    }
    let head = Double(begins[first + 1] - range.lowerBound)
    let tail = Double(range.upperBound - begins[last])
    return head * head + tail * tail + squaresBefore[last] - squaresBefore[first + 1]
  }

  /// Returns *h*, the reciprocal of the number of sessions that the range is worth.
  func concentration(_ range: Range<Int>) -> Double {
    sumOfSquares(range) / (Double(range.count) * Double(range.count))
  }
}
