import SessionAnalysis

/// Which ranges of one log are read, and how far their readers go.
///
/// A reader goes on behind its range until it meets the reader of the next one. Where it does not before
/// that range ends, it takes the range over, and all that the range's reader has taken over: the reader
/// gives up, and the next one is to be met instead. So no byte is read by more than a few readers whatever
/// the log is like, and a log in which readers do not meet is read by the first one.
struct RangePlan {
  /// The reader of a range.
  private struct Reader {
    /// The range that it is to meet, behind the last one that it has.
    var end: Int
    /// The range that it is at.
    var place: Int
    /// How often it has taken over others.
    var extensions = 0
    var isOpen = true
    /// Whether another reader has taken over its range.
    var isSuperseded = false
  }

  /// The bytes of a range.
  let rangeSize: Int
  /// The ranges that are there so far, and whether there are no more.
  private(set) var count: Int
  private(set) var isComplete: Bool

  /// The first range that was not handed out.
  private var next = 0
  private var readers: [Int: Reader] = [:]

  /// Creates a plan.
  ///
  /// - Parameters:
  ///   - rangeSize: The bytes of a range; the last one has what is left.
  ///   - count: The number of ranges; `nil` where it is not known.
  init(rangeSize: Int, count: Int? = nil) {
    self.rangeSize = rangeSize
    self.count = count ?? 0
    isComplete = count != nil
  }
}

extension RangePlan {
  /// Notes that another range is there.
  mutating func addRange() {
    count += 1
  }

  /// Notes that no more ranges will come.
  mutating func complete() {
    isComplete = true
  }

  /// Whether everything was read.
  var isFinished: Bool {
    isComplete && next >= count && !readers.values.contains(where: \.isOpen)
  }

  /// The first range of which bytes are still wanted.
  var firstWanted: Int {
    min(next, readers.values.lazy.filter(\.isOpen).map(\.place).min() ?? next)
  }

  /// Hands out a range to be read.
  ///
  /// While a reader goes on and on, none is: it will take over what comes.
  ///
  /// - Returns: Its number; `nil` if there is none.
  mutating func take() -> Int? {
    guard next < count,
      !readers.values.contains(where: { $0.isOpen && !$0.isSuperseded && $0.extensions > 1 })
    else { return nil }
    defer { next += 1 }
    readers[next] = Reader(end: next + 1, place: next)
    return next
  }

  /// The bytes that the reader of a range has.
  func bytes(of number: Int) -> Range<Int> {
    let end = readers[number]?.end ?? number + 1
    let isLast = isComplete && end >= count
    return number * rangeSize..<(isLast ? InputRange.openEnd : end * rangeSize)
  }

  /// Notes that a reader has come to a range.
  mutating func move(_ number: Int, to place: Int) {
    readers[number]?.place = place
  }

  /// Whether another reader has taken over a range.
  func isSuperseded(_ number: Int) -> Bool { readers[number]?.isSuperseded ?? true }

  /// Lets a reader take over the range that it has come to the end of.
  ///
  /// - Returns: The offset behind what it has; `nil` if another reader has taken over its own range.
  mutating func extend(_ number: Int) -> Int? {
    guard var reader = readers[number], !reader.isSuperseded else { return nil }
    reader.end = readers[reader.end]?.end ?? reader.end + 1
    reader.extensions += 1
    readers[number] = reader
    next = max(next, reader.end)
    supersede(number + 1..<reader.end)
    return bytes(of: number).upperBound
  }

  /// Notes that a reader is done.
  ///
  /// - Parameters:
  ///   - number: Its range.
  ///   - isAtEnd: Whether it read to the end of the log, so that nobody is needed behind it.
  /// - Returns: Whether what it read counts.
  mutating func finish(_ number: Int, isAtEnd: Bool) -> Bool {
    guard let reader = readers[number] else { return false }
    readers[number]?.isOpen = false
    if isAtEnd, !reader.isSuperseded {
      next = .max
      supersede(number + 1..<Int.max)
    }
    // Those in front of all that are open are looked at no more.
    let first = readers.filter(\.value.isOpen).keys.min() ?? next
    readers = readers.filter { $0.key >= first }
    return !reader.isSuperseded
  }

  private mutating func supersede(_ numbers: Range<Int>) {
    for number in readers.keys where numbers.contains(number) {
      readers[number]?.isSuperseded = true
    }
  }
}
