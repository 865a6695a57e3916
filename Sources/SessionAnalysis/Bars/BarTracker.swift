internal import LogTokenizer

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
  /// The number of frames so far.
  private var clock = 0
  /// The open bar that got the last frame, which most often gets the next.
  private var latest = 0
}

extension BarTracker {
  /// Takes a frame.
  ///
  /// - Parameters:
  ///   - record: The frame's record.
  ///   - meter: What it shows.
  ///   - text: The frame's bytes.
  ///   - classify: Says what a bar that begins is, and what its workload's index is.
  ///   - close: Is handed each bar that this frame shows to be over.
  mutating func add(
    _ record: Record, _ meter: Meter, _ text: UnsafeRawBufferPointer,
    classify: (UnsafeRawBufferPointer, UnsafeRawBufferPointer, Meter) -> (
      kind: Run.Kind, isCounted: Bool, workload: Int
    ),
    close: (OpenBar) -> Void
  ) {
    guard meter.completed != nil else { return }
    clock += 1
    let description = Self.trimmed(text, meter.description)
    let unit = Self.trimmed(text, meter.unit)
    if let index = index(description, unit, meter, row: record.row) {
      latest = index
      let wasFinished = open[index].isFinished
      open[index].update(
        meter, line: record.line, row: record.row, time: record.time, clock: clock)
      if open[index].isFinished, !wasFinished { noteEnd(of: index) }
      return
    }
    replace(description, unit, meter, row: record.row, close)
    if open.count == Self.capacity { removeOldest(close) }
    let kind = classify(description, unit, meter)
    let isFinished = meter.isFinished
    open.append(
      OpenBar(
        description: Array(description), unit: Array(unit), total: meter.total,
        completed: meter.completed ?? 0, elapsed: meter.elapsedSeconds, row: record.row,
        firstLine: record.line, lastLine: record.line, isFinished: isFinished, kind: kind.kind,
        isCounted: kind.isCounted, workload: kind.workload, last: meter,
        flightRate: isFinished ? nil : meter.ratePerSecond, frames: 1, coversAnother: false,
        stalls: [], endMilliseconds: record.time?.milliseconds, bornAt: clock, movedAt: clock))
    latest = open.count - 1
    if isFinished { noteEnd(of: latest) }
  }

  /// Closes the full bars that the log has left behind.
  mutating func advance(toLine line: Int, close: (OpenBar) -> Void) {
    guard open.contains(where: { $0.isFinished && line > $0.lastLine + Self.closingDistance })
    else { return }
    removeAll(close) { $0.isFinished && line > $0.lastLine + Self.closingDistance }
  }

  /// Closes all bars.
  mutating func closeAll(_ close: (OpenBar) -> Void) {
    removeAll(close) { _ in true }
  }
}

extension BarTracker {
  /// A counted bar is full: older bars that made no progress while it ran count the same steps again.
  private mutating func noteEnd(of index: Int) {
    guard open[index].isCounted else { return }
    let birth = open[index].bornAt
    for other in open.indices
    where !open[other].isFinished && open[other].bornAt < birth && open[other].movedAt < birth {
      open[other].coversAnother = true
    }
  }

  private func index(
    _ description: UnsafeRawBufferPointer, _ unit: UnsafeRawBufferPointer, _ meter: Meter, row: Int
  ) -> Int? {
    if latest < open.count, Self.fits(open[latest], description, unit, meter),
      open[latest].row == row || open.count == 1
    {
      return latest
    }
    var best: Int?
    for index in open.indices where Self.fits(open[index], description, unit, meter) {
      guard let other = best else {
        best = index
        continue
      }
      let isNearer = open[index].row == row && open[other].row != row
      let isLater = (open[index].row == row) == (open[other].row == row)
        && open[index].lastLine >= open[other].lastLine
      if isNearer || isLater { best = index }
    }
    return best
  }

  /// Whether a frame may be the next of a bar.
  private static func fits(
    _ bar: OpenBar, _ description: UnsafeRawBufferPointer, _ unit: UnsafeRawBufferPointer,
    _ meter: Meter
  ) -> Bool {
    if let total = meter.total, let expected = bar.total, total != expected { return false }
    let completed = meter.completed ?? bar.completed
    guard completed >= bar.completed else { return false }
    // Without a total, only a bar that overran its own goes on as a mere count.
    if meter.total == nil, let expected = bar.total, completed < expected { return false }
    if meter.total != nil, bar.total == nil { return false }
    if let elapsed = meter.elapsedSeconds, let before = bar.elapsed, elapsed < before {
      return false
    }
    if bar.isFinished, completed > bar.completed, bar.total != nil, meter.total != nil {
      return false
    }
    return equal(bar.description, description) && equal(bar.unit, unit)
  }

  /// Closes the bar that a new one of the same name takes the place of.
  private mutating func replace(
    _ description: UnsafeRawBufferPointer, _ unit: UnsafeRawBufferPointer, _ meter: Meter,
    row: Int, _ close: (OpenBar) -> Void
  ) {
    removeAll(close) { bar in
      guard Self.equal(bar.description, description), Self.equal(bar.unit, unit) else {
        return false
      }
      if bar.total == meter.total { return true }
      return bar.isFinished || bar.row == row
    }
  }

  private mutating func removeOldest(_ close: (OpenBar) -> Void) {
    guard let oldest = open.indices.min(by: { open[$0].lastLine < open[$1].lastLine }) else {
      return
    }
    close(open.remove(at: oldest))
  }

  private mutating func removeAll(_ close: (OpenBar) -> Void, where isOver: (OpenBar) -> Bool) {
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

  private static func equal(_ left: [UInt8], _ right: UnsafeRawBufferPointer) -> Bool {
    left.count == right.count && left.elementsEqual(right)
  }

  /// The bytes of a range without blanks around them and a colon at their end.
  private static func trimmed(
    _ text: UnsafeRawBufferPointer, _ range: Range<Int>
  ) -> UnsafeRawBufferPointer {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, text[start] == 0x20 { start += 1 }
    while end > start, text[end - 1] == 0x20 || text[end - 1] == 0x3A { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: text[start..<end])
  }
}
