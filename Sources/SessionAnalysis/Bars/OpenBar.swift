internal import LogTokenizer

/// A progress bar that may get further frames.
struct OpenBar {
  /// The description's bytes, without the blanks around it and a colon at its end.
  var description: [UInt8]
  /// The unit's bytes.
  var unit: [UInt8]
  /// The units to do; the first that was seen, because a bar that overruns stops to print it.
  var total: Double?
  var completed: Double
  var elapsed: Int?
  var row: Int
  var firstLine: Int
  var lastLine: Int
  var isFinished: Bool
  /// What kind of run it is, and whether it counts.
  var kind: Run.Kind
  var isCounted: Bool
  /// The index of its workload in the session.
  var workload: Int
  /// The last frame.
  var last: Meter
  /// The rate of the last frame in flight, before the bar was full.
  var flightRate: Double?
  /// The number of frames.
  var frames: Int
  /// Whether a counted bar began and ended while this one stood still: it counts the same steps again.
  var coversAnother: Bool
  var stalls: [Run.Stall]
  var endMilliseconds: Int64?
  /// The tracker's clock at the bar's first frame and when it last made progress.
  var bornAt: Int
  var movedAt: Int
}

extension OpenBar {
  /// How many stalls are kept.
  static let stallLimit = 8

  /// Takes over a further frame.
  mutating func update(_ meter: Meter, line: Int, row: Int, time: LogTime?, clock: Int) {
    let completed = meter.completed ?? self.completed
    noteStall(meter, completed, line)
    if completed > self.completed { movedAt = clock }
    self.completed = completed
    if let total = meter.total { self.total = total }
    elapsed = meter.elapsedSeconds ?? elapsed
    isFinished = isFinished || meter.isFinished
    if !isFinished, let rate = meter.ratePerSecond { flightRate = rate }
    last = meter
    lastLine = line
    self.row = row
    frames += 1
    if let time { endMilliseconds = time.milliseconds }
  }

  /// Notes a pause of ten seconds or more that is five times as long as the steps before took.
  private mutating func noteStall(_ meter: Meter, _ completed: Double, _ line: Int) {
    guard stalls.count < Self.stallLimit, let before = elapsed, let after = meter.elapsedSeconds,
      let rate = last.ratePerSecond, rate > 0, completed > self.completed, self.completed > 0
    else { return }
    let expected = (completed - self.completed) / rate
    let seconds = after - before
    if seconds >= 10, Double(seconds) > 5 * expected {
      stalls.append(Run.Stall(completed: self.completed, seconds: seconds, line: line))
    }
  }

  /// The bar as a run.
  func makeRun() -> Run {
    let bounds = last.bounds
    return Run(
      kind: kind, description: String(decoding: description, as: UTF8.self),
      unit: String(decoding: unit, as: UTF8.self), completed: completed, total: total,
      isFinished: isFinished, elapsedSeconds: elapsed.map(Double.init),
      ratePerSecond: last.ratePerSecond, rateLow: bounds?.low, rateHigh: bounds?.high,
      steadyRatePerSecond: flightRate, stalls: stalls, firstLine: firstLine, lastLine: lastLine,
      workload: workload, isCounted: isCounted && !coversAnother,
      endMilliseconds: endMilliseconds)
  }
}

extension Meter {
  /// The bounds of the true mean rate: what was printed, narrowed by count and time where they agree.
  var bounds: (low: Double, high: Double)? {
    if case .within(let range) = meanRate { return (range.lowerBound, range.upperBound) }
    return rateBounds.map { ($0.lowerBound, $0.upperBound) }
  }
}
