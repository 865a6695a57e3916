internal import LogTokenizer

/// A progress bar that may get further frames.
///
/// Not copyable, because a bar has its place in the tracker and is changed there frame by frame.
struct OpenBar: ~Copyable {
  /// The description, without the blanks around it and a colon at its end; the last that was printed,
  /// where numbers in it change.
  private(set) var description: BarLabel
  /// The unit.
  let unit: BarLabel
  /// The number of the last frame's label; 0 where it has none.
  private var label: UInt32
  /// The units to do; the last that were printed, because a bar that overruns stops to print them.
  var total: Double?
  var completed: Double
  var elapsed: Int?
  var row: Int
  let firstLine: Int
  var lastLine: Int
  var isFinished: Bool
  /// Whether it was full in its first frame: the log holds the last frames of bars alone, as one does that
  /// was copied from a terminal.
  let beganFull: Bool
  /// What the bar is.
  let kind: BarKind
  /// The last frame.
  var last: Meter
  /// The last frame before the bar was full, where the last one is not such a frame itself.
  var flight: Meter?
  /// Whether a counted bar began and ended while this one stood still: it counts the same steps again.
  var coversAnother = false
  /// The seconds that the bar counted for its first step, where a frame shows it.
  var firstStepSeconds: Int?
  /// What was done, and after how many seconds, when the count first left zero.
  private var firstMove: (completed: Double, seconds: Int)?
  var stalls: [Run.Stall] = []
  /// The rates on the way, and the count from which on the next one is noted.
  var shape: [Run.Pace] = []
  var nextPace = Double.infinity
  /// Where it stood then.
  private var course = BarCourse()
  /// The time that was printed last.
  var endTime: LogTime?
  /// The tracker's clock at the bar's first frame and when it last made progress.
  let bornAt: Int
  var movedAt: Int
  /// The tracker's clock at the last frame.
  var seenAt: Int

  init(_ frame: borrowing BarFrame, _ kind: BarKind, clock: Int) {
    description = BarLabel(frame.description)
    unit = BarLabel(frame.unit)
    label = frame.label
    total = frame.total
    completed = frame.completed
    elapsed = frame.elapsed
    row = frame.row
    firstLine = frame.line
    lastLine = frame.line
    isFinished = frame.isFinished
    beganFull = frame.isFinished
    self.kind = kind
    last = frame.meter.pointee
    endTime = frame.time
    bornAt = clock
    movedAt = clock
    seenAt = clock
    if kind.isCounted, let total = frame.total, total >= Double(Self.paceLimit / 2) { nextPace = 1 }
    if frame.completed == 1 { firstStepSeconds = frame.elapsed }
  }

  private init(_ other: borrowing OpenBar) {
    description = other.description.copy()
    unit = other.unit.copy()
    // Another tokenizer may number them.
    label = 0
    total = other.total
    completed = other.completed
    elapsed = other.elapsed
    row = other.row
    firstLine = other.firstLine
    lastLine = other.lastLine
    isFinished = other.isFinished
    beganFull = other.beganFull
    kind = other.kind
    last = other.last
    flight = other.flight
    coversAnother = other.coversAnother
    firstStepSeconds = other.firstStepSeconds
    firstMove = other.firstMove
    stalls = other.stalls
    endTime = other.endTime
    bornAt = other.bornAt
    movedAt = other.movedAt
    seenAt = other.seenAt
    shape = other.shape
    nextPace = other.nextPace
    course = other.course
  }

  /// Returns a bar that goes on from here by itself.
  func copy() -> OpenBar { OpenBar(self) }
}

/// What a bar is: the kind of its run, whether that counts, and its workload's index.
struct BarKind {
  var kind: Run.Kind
  var isCounted: Bool
  var workload: Int
  /// Whether a rule of the catalogue says so; `other` otherwise.
  var isRuled = true
  /// What was known when that was decided.
  var circumstances = BarCircumstances()
  /// Whether it is what was left of a bar over whose beginning a message was written.
  var isRemnant = false
}

/// What rules ask about a bar besides its own text.
struct BarCircumstances: Equatable {
  /// The index of the program of the session.
  var program: Int?
  /// Whether a job is open.
  var isInJob = false
  /// Whether it runs inside of a larger bar.
  var isNested = false
  /// The message that came last among those that bar rules name.
  var lastNamed: String?
}

/// A bar that gets no further frames.
struct ClosedBar {
  /// The run that it was, as it was taken for when it began.
  var run: Run
  var kind: BarKind
  /// Whether another bar counted the same steps.
  var coversAnother: Bool
}

extension OpenBar {
  /// How many stalls are kept.
  static let stallLimit = 8
  /// How many rates on the way are kept.
  static let paceLimit = 16

  /// Whether a frame may be the next of this bar.
  @inline(__always)
  func fits(_ frame: borrowing BarFrame) -> Bool {
    guard frame.completed >= completed else { return false }
    if let elapsed, let other = frame.elapsed, other < elapsed {
      guard frame.completed == completed, hasMovedStart(frame) else { return false }
    }
    if label != 0, frame.label == label { return !isFinished || frame.completed == completed }
    return fitsByText(frame)
  }

  /// Whether a frame with the count of the last one is that one again but for a clock that was turned back:
  /// the program leaves out the time in which it loaded, as ComfyUI's `model_trange` does behind the first
  /// step.
  ///
  /// Inlined, since a call would copy the whole bar, even where it is not made.
  @inline(__always)
  private func hasMovedStart(_ frame: borrowing BarFrame) -> Bool {
    !isFinished && frame.line == lastLine
      && last.ratePerSecond != nil && frame.meter.pointee.rateText == last.rateText
      && frame.meter.pointee.isInverse == last.isInverse
  }

  /// Whether the texts and the total of a frame, which does not turn back, may be those of this bar.
  ///
  /// Inlined, since a call would copy the whole bar.
  @inline(__always)
  private func fitsByText(_ frame: borrowing BarFrame) -> Bool {
    if let total {
      if let other = frame.total {
        if other != total || isFinished && frame.completed > completed { return false }
      } else if frame.completed < total {
        // Without a total, only a bar that overran its own goes on as a mere count.
        return false
      }
    } else if frame.total != nil {
      return false
    }
    return description.equals(frame.description) && unit.equals(frame.unit)
  }

  /// Whether a frame goes on with this bar under a description in which numbers have changed, as in
  /// `Capturing batches (bs=8 avail_mem=5.11 GB)`: the same line is drawn again, and no less is done.
  func fitsApartFromNumbers(_ frame: borrowing BarFrame) -> Bool {
    guard let total, total == frame.total, !isFinished, frame.line == lastLine,
      frame.completed >= completed, (frame.elapsed ?? 0) >= (elapsed ?? 0),
      unit.equals(frame.unit)
    else { return false }
    return description.equalsApartFromNumbers(frame.description)
  }

  /// Takes over a description in which numbers have changed.
  mutating func rename(_ frame: borrowing BarFrame) {
    description = BarLabel(frame.description)
  }

  /// Whether a bar that begins with a frame runs inside of this one: this one counts more, and is not
  /// full, or was drawn just before.
  func encloses(_ frame: borrowing BarFrame) -> Bool {
    guard let total, let inner = frame.total, total > inner, frame.completed == 0,
      unit.equals(frame.unit)
    else { return false }
    return !isFinished || frame.line - lastLine <= 1
  }

  /// Takes over a further frame.
  @inline(__always)
  mutating func update(_ frame: borrowing BarFrame, clock: Int) {
    if let elapsed, let now = frame.elapsed, now - elapsed >= 10 { noteStall(frame, now - elapsed) }
    if frame.completed > completed {
      if movedAt == bornAt { noteFirstMove(frame) }
      movedAt = clock
    } else if frame.completed == 1, let elapsed, frame.elapsed ?? 0 < elapsed {
      // The start was moved, so that the first step's time is not known.
      firstStepSeconds = nil
    }
    seenAt = clock
    if frame.completed >= nextPace, !frame.isFinished { notePace(frame) }
    completed = frame.completed
    label = frame.label
    if let total = frame.total { self.total = total }
    elapsed = frame.elapsed ?? elapsed
    if frame.isFinished, !isFinished {
      flight = last
      isFinished = true
    }
    last = frame.meter.pointee
    lastLine = frame.line
    row = frame.row
    if let time = frame.time { endTime = time }
  }

  @inline(never)
  private mutating func noteFirstMove(_ frame: borrowing BarFrame) {
    if frame.completed == 1 { firstStepSeconds = frame.elapsed }
    if completed == 0, let seconds = frame.elapsed { firstMove = (frame.completed, seconds) }
  }

  /// Notes a pause of ten seconds or more that is five times as long as the steps before took.
  @inline(never)
  private mutating func noteStall(_ frame: borrowing BarFrame, _ seconds: Int) {
    guard stalls.count < Self.stallLimit, let rate = last.ratePerSecond, rate > 0,
      frame.completed > completed, completed > 0
    else { return }
    let expected = (frame.completed - completed) / rate
    if Double(seconds) > 5 * expected {
      stalls.append(Run.Stall(completed: completed, seconds: seconds, line: frame.line))
    }
  }

  /// Notes the rate of a frame; of a longer bar, one in each sixteenth.
  ///
  /// The last frame is none of them: it shows the mean of all.
  @inline(never)
  private mutating func notePace(_ frame: borrowing BarFrame) {
    if let seconds = frame.elapsed { course.note(completed: frame.completed, seconds: seconds) }
    guard let rate = frame.meter.pointee.ratePerSecond, rate > 0, rate.isFinite,
      shape.count < Self.paceLimit, let total
    else { return }
    if shape.isEmpty { shape.reserveCapacity(Self.paceLimit) }
    shape.append(Run.Pace(completed: frame.completed, ratePerSecond: rate))
    nextPace = frame.completed + max(1, total / Double(Self.paceLimit))
  }

  /// The bar, which gets no further frames.
  func close() -> ClosedBar {
    ClosedBar(run: makeRun(), kind: kind, coversAnother: coversAnother)
  }

  /// Whether a frame, which repeats the full bar in another line, is still its own: less time has passed
  /// since its last frame than another bar would have taken.
  func isTooSoonForAnother(_ frame: borrowing BarFrame) -> Bool {
    guard let endTime, let time = frame.time, let seconds = frame.elapsed,
      time.precision == endTime.precision, time.milliseconds >= endTime.milliseconds
    else { return false }
    return (time.milliseconds - endTime.milliseconds) / 1000 < seconds - 1
  }

  /// Whether a frame in the next line closes the bar, as tqdm draws a full one once more: the rate is the
  /// mean now, and was a moving average at the same time before.
  func isClosed(by frame: borrowing BarFrame) -> Bool {
    guard frame.line == lastLine + 1, let elapsed, frame.elapsed == elapsed,
      case .contradicted = last.meanRate, case .within = frame.meter.pointee.meanRate
    else { return false }
    return true
  }

  private func makeRun() -> Run {
    let bounds = boundsBehindSkipped ?? last.bounds
    let rate = boundsBehindSkipped.map { ($0.low + $0.high) / 2 } ?? last.ratePerSecond
    return Run(
      kind: kind.kind, description: description.string, unit: unit.string, completed: completed,
      total: total,
      isFinished: isFinished, elapsedSeconds: elapsed.map(Double.init),
      ratePerSecond: rate, rateLow: bounds?.low, rateHigh: bounds?.high,
      steadyRatePerSecond: isFinished ? flight?.ratePerSecond : last.ratePerSecond, stalls: stalls,
      firstLine: firstLine,
      lastLine: lastLine, workload: kind.workload,
      isCounted: kind.isCounted && !coversAnother,
      endMilliseconds: endTime?.milliseconds, shape: shape, bar: bornAt,
      firstStepSeconds: firstStepSeconds,
      slowing: elapsed.flatMap { course.slowing(until: completed, seconds: $0) })
  }

  /// The least part of the total, and the fewest seconds behind it, for steps to be taken for skipped; and
  /// how many times as fast as the others they went, which no work does.
  private static let skippedShare = 0.05
  private static let leastSecondsBehindSkipped = 20
  private static let skippedSpeed = 10.0

  /// The rate without the steps that were skipped at once; `nil` where none were.
  ///
  /// A trainer that goes on from a checkpoint may draw its bar from zero and then jump to where it was:
  /// the bar's own mean counts the steps that another run took.
  private var boundsBehindSkipped: (low: Double, high: Double)? {
    guard let firstMove, let total, let elapsed, last.ratePerSecond != nil,
      firstMove.completed >= max(2, Self.skippedShare * total),
      elapsed - firstMove.seconds >= Self.leastSecondsBehindSkipped
    else { return nil }
    let steps = completed - firstMove.completed
    // Both clocks are truncated to seconds.
    let seconds = Double(elapsed - firstMove.seconds)
    let bounds = (low: steps / (seconds + 1), high: steps / (seconds - 1))
    guard steps >= 1,
      firstMove.completed / Double(firstMove.seconds + 1) > Self.skippedSpeed * bounds.high
    else { return nil }
    return bounds
  }
}

extension Meter {
  /// The bounds of the true mean rate: what was printed, narrowed by count and time where they agree.
  var bounds: (low: Double, high: Double)? {
    if case .within(let range) = meanRate { return (range.lowerBound, range.upperBound) }
    return rateBounds.map { ($0.lowerBound, $0.upperBound) }
  }
}
