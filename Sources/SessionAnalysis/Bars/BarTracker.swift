/// Tells which frames belong to one bar, across nesting, ranks that interleave, and interruptions.
///
/// A frame belongs to an open bar of the same description, unit and total whose count and clock it
/// does not turn back. A full bar is usually printed twice; the second frame, with the mean rate, is
/// still its own. At most `capacity` bars are open; the one that was silent longest gives way.
struct BarTracker {
  static let capacity = 64
  /// A full bar is closed when the log has gone on by this many lines.
  static let closingDistance = 8

  private(set) var open: [OpenBar] = []
  /// How many bars began, and how many became full.
  private(set) var births = 0
  private(set) var fillings = 0
  /// The number of frames so far.
  private var clock = 0
  /// The open bar that got the last frame, which most often gets the next.
  private var latest = 0
  /// The line from which on a full bar is to be closed; no bar is closed before it.
  private var nextClosing = Int.max
}

extension BarTracker {
  /// Takes a frame of a bar that is open.
  ///
  /// - Returns: Whether there is such a bar.
  mutating func update(_ frame: BarFrame) -> Bool {
    clock += 1
    guard let index = index(of: frame) else { return false }
    latest = index
    let wasFinished = open[index].isFinished
    open[index].update(frame, clock: clock)
    if open[index].isFinished { noteEnd(of: index, isNew: !wasFinished) }
    return true
  }

  /// Opens a bar with its first frame.
  ///
  /// - Parameters:
  ///   - frame: The frame, which belongs to no open bar.
  ///   - kind: What the bar is.
  ///   - close: Is handed each bar that gives way.
  mutating func begin(_ frame: BarFrame, _ kind: BarKind, close: (OpenBar) -> Void) {
    // One that is not full and has another total may be the outer bar of this one.
    removeAll(close) { bar in
      (bar.total == frame.total || bar.isFinished) && bar.description.equals(frame.description)
        && bar.unit.equals(frame.unit)
    }
    if open.count == Self.capacity,
      let oldest = open.indices.min(by: { open[$0].lastLine < open[$1].lastLine })
    {
      close(open.remove(at: oldest))
    }
    births += 1
    open.append(OpenBar(frame, kind, clock: clock))
    latest = open.count - 1
    if frame.isFinished { noteEnd(of: latest, isNew: true) }
  }

  /// Closes the full bars that the log has left behind.
  mutating func advance(toLine line: Int, close: (OpenBar) -> Void) {
    guard line > nextClosing else { return }
    removeAll(close) { $0.isFinished && line > $0.lastLine + Self.closingDistance }
    nextClosing = Int.max
    for bar in open where bar.isFinished {
      nextClosing = min(nextClosing, bar.lastLine + Self.closingDistance)
    }
  }

  /// Returns a tracker that goes on from here by itself.
  func copy() -> BarTracker {
    var copy = self
    copy.open = open.map { $0.copy() }
    return copy
  }

  /// Closes all bars.
  mutating func closeAll(_ close: (OpenBar) -> Void) {
    removeAll(close) { _ in true }
  }
}

extension BarTracker {
  /// A full bar is to be closed; if it counts, older bars that made no progress while it ran count the
  /// same steps again.
  private mutating func noteEnd(of index: Int, isNew: Bool) {
    nextClosing = min(nextClosing, open[index].lastLine + Self.closingDistance)
    if isNew { fillings += 1 }
    guard isNew, open[index].isCounted else { return }
    let birth = open[index].bornAt
    for other in open.indices
    where !open[other].isFinished && open[other].bornAt < birth && open[other].movedAt < birth {
      open[other].coversAnother = true
    }
  }

  private func index(of frame: BarFrame) -> Int? {
    if latest < open.count, open[latest].row == frame.row || open.count == 1,
      open[latest].fits(frame)
    {
      return latest
    }
    var best: Int?
    for index in open.indices where open[index].fits(frame) {
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

  private mutating func removeAll(_ close: (OpenBar) -> Void, where isOver: (OpenBar) -> Bool) {
    guard open.contains(where: isOver) else { return }
    var kept = 0
    for index in open.indices {
      if isOver(open[index]) {
        close(open[index])
      } else {
        if kept != index { open.swapAt(kept, index) }
        kept += 1
      }
    }
    open.removeLast(open.count - kept)
    latest = 0
  }
}
