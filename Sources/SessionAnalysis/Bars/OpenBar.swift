internal import LogTokenizer

/// A progress bar that may get further frames.
///
/// A class, because a bar has its place in the tracker and is changed there frame by frame.
final class OpenBar {
  /// The description's bytes, without the blanks around it and a colon at its end.
  let description: [UInt8]
  /// The unit's bytes.
  let unit: [UInt8]
  /// The units to do; the last that were printed, because a bar that overruns stops to print them.
  var total: Double?
  var completed: Double
  var elapsed: Int?
  var row: Int
  let firstLine: Int
  var lastLine: Int
  var isFinished: Bool
  /// What kind of run it is, and whether it counts.
  let kind: Run.Kind
  let isCounted: Bool
  /// The index of its workload in the session.
  let workload: Int
  /// The last frame.
  var last: Meter
  /// The last frame before the bar was full, where the last one is not such a frame itself.
  var flight: Meter?
  /// Whether a counted bar began and ended while this one stood still: it counts the same steps again.
  var coversAnother = false
  var stalls: [Run.Stall] = []
  var endMilliseconds: Int64?
  /// The tracker's clock at the bar's first frame and when it last made progress.
  let bornAt: Int
  var movedAt: Int

  init(_ frame: BarFrame, _ kind: BarKind, clock: Int) {
    description = Array(frame.description)
    unit = Array(frame.unit)
    total = frame.total
    completed = frame.completed
    elapsed = frame.elapsed
    row = frame.row
    firstLine = frame.line
    lastLine = frame.line
    isFinished = frame.isFinished
    self.kind = kind.kind
    isCounted = kind.isCounted
    workload = kind.workload
    last = frame.meter.pointee
    endMilliseconds = frame.time?.milliseconds
    bornAt = clock
    movedAt = clock
  }

  private init(_ other: OpenBar) {
    description = other.description
    unit = other.unit
    total = other.total
    completed = other.completed
    elapsed = other.elapsed
    row = other.row
    firstLine = other.firstLine
    lastLine = other.lastLine
    isFinished = other.isFinished
    kind = other.kind
    isCounted = other.isCounted
    workload = other.workload
    last = other.last
    flight = other.flight
    coversAnother = other.coversAnother
    stalls = other.stalls
    endMilliseconds = other.endMilliseconds
    bornAt = other.bornAt
    movedAt = other.movedAt
  }

  /// Returns a bar that goes on from here by itself.
  func copy() -> OpenBar { OpenBar(self) }
}

/// What a bar is: the kind of its run, whether that counts, and its workload's index.
struct BarKind {
  var kind: Run.Kind
  var isCounted: Bool
  var workload: Int
}

extension OpenBar {
  /// How many stalls are kept.
  static let stallLimit = 8

  /// Whether a frame may be the next of this bar.
  func fits(_ frame: BarFrame) -> Bool {
    guard frame.completed >= completed else { return false }
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
    if let elapsed, let other = frame.elapsed, other < elapsed { return false }
    return description.equals(frame.description) && unit.equals(frame.unit)
  }

  /// Takes over a further frame.
  func update(_ frame: BarFrame, clock: Int) {
    if let elapsed, let now = frame.elapsed, now - elapsed >= 10 { noteStall(frame, now - elapsed) }
    if frame.completed > completed { movedAt = clock }
    completed = frame.completed
    if let total = frame.total { self.total = total }
    elapsed = frame.elapsed ?? elapsed
    if frame.isFinished, !isFinished {
      flight = last
      isFinished = true
    }
    last = frame.meter.pointee
    lastLine = frame.line
    row = frame.row
    if let time = frame.time { endMilliseconds = time.milliseconds }
  }

  /// Notes a pause of ten seconds or more that is five times as long as the steps before took.
  private func noteStall(_ frame: BarFrame, _ seconds: Int) {
    guard stalls.count < Self.stallLimit, let rate = last.ratePerSecond, rate > 0,
      frame.completed > completed, completed > 0
    else { return }
    let expected = (frame.completed - completed) / rate
    if Double(seconds) > 5 * expected {
      stalls.append(Run.Stall(completed: completed, seconds: seconds, line: frame.line))
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
      steadyRatePerSecond: isFinished ? flight?.ratePerSecond : last.ratePerSecond, stalls: stalls,
      firstLine: firstLine,
      lastLine: lastLine, workload: workload, isCounted: isCounted && !coversAnother,
      endMilliseconds: endMilliseconds, bar: bornAt)
  }
}

extension Meter {
  /// The bounds of the true mean rate: what was printed, narrowed by count and time where they agree.
  var bounds: (low: Double, high: Double)? {
    if case .within(let range) = meanRate { return (range.lowerBound, range.upperBound) }
    return rateBounds.map { ($0.lowerBound, $0.upperBound) }
  }
}
