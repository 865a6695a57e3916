internal import LogTokenizer

/// Tells which frames belong to one bar, across nesting, ranks that interleave, and interruptions.
///
/// A frame belongs to an open bar of the same description, unit and total whose count and clock it
/// does not turn back. A full bar is usually printed twice; the second frame, with the mean rate, is
/// still its own. At most `capacity` bars are open; the one that was silent longest gives way.
struct BarTracker: ~Copyable {
  static let capacity = 64
  /// A full bar is closed when the log has gone on by this many lines.
  static let closingDistance = 8

  /// The open bars: `count` of them, in the order of their first frames.
  private let open = UnsafeMutablePointer<OpenBar>.allocate(capacity: capacity)
  private var count = 0
  /// How many bars began, and how many became full.
  private(set) var births = 0
  private(set) var fillings = 0
  /// The number of frames so far.
  private var clock = 0
  /// The open bar that got the last frame, which most often gets the next.
  private var latest = 0
  /// The line from which on a full bar is to be closed; no bar is closed before it.
  private var nextClosing = Int.max

  deinit {
    open.deinitialize(count: count)
    open.deallocate()
  }
}

extension BarTracker {
  /// Takes a frame of a bar that is open.
  ///
  /// - Returns: Whether there is such a bar.
  @inline(__always)
  mutating func update(_ frame: borrowing BarFrame) -> Bool {
    clock += 1
    if !isNext(latest, frame) {
      guard let index = index(of: frame) ?? indexApartFromNumbers(frame) else { return false }
      latest = index
    }
    let wasFinished = open[latest].isFinished
    if wasFinished, isAnother(frame) { return false }
    open[latest].update(frame, clock: clock)
    if open[latest].isFinished { noteEnd(of: latest, isNew: !wasFinished) }
    return true
  }

  /// Whether a frame is surely the next of a bar: it fits and stands in its row, or no other is open.
  @inline(__always)
  private func isNext(_ index: Int, _ frame: borrowing BarFrame) -> Bool {
    index < count && (open[index].row == frame.row || count == 1) && open[index].fits(frame)
  }

  /// Whether a frame that fits the full bar `latest` is that of another, of which the log holds the last
  /// frame alone: the bar was full from the start and stands in another line, or it is an image's, which
  /// ends with its steps, and nothing is written before it is closed.
  private func isAnother(_ frame: borrowing BarFrame) -> Bool {
    if open[latest].beganFull {
      return frame.line > open[latest].lastLine && !open[latest].isTooSoonForAnother(frame)
        && !open[latest].isClosed(by: frame)
    }
    return open[latest].kind.kind == .sampling && open[latest].kind.isCounted
      && frame.line - open[latest].lastLine >= 2 && open[latest].seenAt == clock - 1
  }

  /// Opens a bar with its first frame.
  ///
  /// - Parameters:
  ///   - frame: The frame, which belongs to no open bar.
  ///   - kind: What the bar is.
  ///   - close: Is handed each bar that gives way.
  mutating func begin(
    _ frame: borrowing BarFrame, _ kind: BarKind, close: (consuming ClosedBar) -> Void
  ) {
    // One that is not full and has another total may be the outer bar of this one.
    removeAll(close) { bar in
      (bar.total == frame.total || bar.isFinished && !bar.encloses(frame))
        && bar.description.equals(frame.description) && bar.unit.equals(frame.unit)
    }
    if count == Self.capacity,
      let oldest = (0..<count).min(by: { open[$0].lastLine < open[$1].lastLine })
    {
      let birth = open[oldest].bornAt
      removeAll(close) { $0.bornAt == birth }
    }
    births += 1
    (open + count).initialize(to: OpenBar(frame, kind, clock: clock))
    latest = count
    count += 1
    if frame.isFinished { noteEnd(of: latest, isNew: true) }
  }

  /// Whether a bar that begins with a frame runs inside of another.
  func isNested(_ frame: borrowing BarFrame) -> Bool {
    (0..<count).contains { open[$0].encloses(frame) }
  }

  /// Whether `advance(toLine:close:)` has anything to close.
  @inline(__always)
  func hasLeftBehind(atLine line: Int) -> Bool { line > nextClosing }

  /// Closes the full bars that the log has left behind.
  mutating func advance(toLine line: Int, close: (consuming ClosedBar) -> Void) {
    removeAll(close) { $0.isFinished && line > $0.lastLine + Self.closingDistance }
    nextClosing = Int.max
    for index in 0..<count where open[index].isFinished {
      nextClosing = min(nextClosing, open[index].lastLine + Self.closingDistance)
    }
  }

  /// Returns a tracker that goes on from here by itself.
  func copy() -> BarTracker {
    var copy = BarTracker()
    for index in 0..<count { (copy.open + index).initialize(to: open[index].copy()) }
    copy.count = count
    copy.births = births
    copy.fillings = fillings
    copy.clock = clock
    copy.latest = latest
    copy.nextClosing = nextClosing
    return copy
  }

  /// The open bars as others see them, the oldest first.
  var live: [LiveBar] { (0..<count).map { open[$0].live } }

  /// Closes the full bars, and those of a kind whether they are full or not.
  mutating func closeFinished(and kind: Run.Kind, _ close: (consuming ClosedBar) -> Void) {
    removeAll(close) { $0.isFinished || $0.kind.kind == kind }
    nextClosing = Int.max
  }

  /// Closes all bars.
  mutating func closeAll(_ close: (consuming ClosedBar) -> Void) {
    removeAll(close) { _ in true }
  }
}

extension BarTracker {
  /// Notes that a full bar is to be closed.
  ///
  /// If it counts, older bars that made no progress while it ran count the same steps again. If nobody
  /// knows what it is, a smaller one that has yet to begin counts such bars.
  private mutating func noteEnd(of index: Int, isNew: Bool) {
    nextClosing = min(nextClosing, open[index].lastLine + Self.closingDistance)
    if isNew { fillings += 1 }
    let isCounted = open[index].kind.isCounted
    guard isNew, isCounted || !open[index].kind.isRuled else { return }
    let birth = open[index].bornAt
    for other in 0..<count
    where !open[other].isFinished && open[other].bornAt < birth && open[other].movedAt < birth {
      let countsBars =
        open[other].movedAt == open[other].bornAt
        && (open[other].total ?? .infinity) < (open[index].total ?? 0)
      if isCounted || countsBars { open[other].coversAnother = true }
    }
  }

  /// The bar that was drawn last, if the frame goes on with it under other numbers.
  private func indexApartFromNumbers(_ frame: borrowing BarFrame) -> Int? {
    guard latest < count, open[latest].fitsApartFromNumbers(frame) else { return nil }
    open[latest].rename(frame)
    return latest
  }

  private func index(of frame: borrowing BarFrame) -> Int? {
    var best: Int?
    for index in 0..<count where open[index].fits(frame) {
      guard let other = best else {
        best = index
        continue
      }
      let isInRow = open[index].row == frame.row
      let otherIsInRow = open[other].row == frame.row
      if isInRow != otherIsInRow ? isInRow : open[index].lastLine >= open[other].lastLine {
        best = index
      }
    }
    return best
  }

  /// Closes the bars that are over; the others keep their order.
  private mutating func removeAll(
    _ close: (consuming ClosedBar) -> Void, where isOver: (borrowing OpenBar) -> Bool
  ) {
    var kept = 0
    for index in 0..<count {
      if isOver(open[index]) {
        close(open[index].close())
        (open + index).deinitialize(count: 1)
      } else {
        if kept != index { (open + kept).moveInitialize(from: open + index, count: 1) }
        kept += 1
      }
    }
    guard kept < count else { return }
    count = kept
    latest = 0
  }
}
