/// The counted runs of one kind, unit and end in a session: how many, and the slowest and the fastest.
package struct RunDigest: Sendable, Equatable {
  /// A run that stands for others.
  package struct Extreme: Sendable, Equatable {
    /// Units per second.
    package var rate: Double
    /// The 1-based line of its last frame.
    package var line: Int
    /// What the frame says: `20/20 3.42it/s` or `3/20 100.30s/it`.
    package var text: String
  }

  /// A run that stood still for a while.
  package struct Standstill: Sendable, Equatable {
    /// The seconds in which nothing was done, and all seconds of the run.
    package var seconds: Int
    package var elapsed: Int
    /// The 1-based line behind its longest pause.
    package var line: Int

    /// What the bar shows of it: `8353 s / 10615 s`.
    var text: String { "\(seconds) s / \(elapsed) s" }
  }

  /// A run whose steps became slower.
  package struct SlowedRun: Sendable, Equatable {
    /// How they did.
    var slowing: Run.Slowing
    /// The 1-based line of its last frame.
    var line: Int
    /// The two speeds, and where they change: `1.20s/it → 8.40s/it (400/1000)`.
    var text: String
  }

  /// What the runs do.
  package var kind: Run.Kind
  /// What a rate counts.
  package var unit: String
  /// Whether the runs came to their end.
  package var isFinished: Bool
  /// The number of runs.
  package var count: Int
  /// The slowest and the fastest of them; `nil` where nothing is known but a first step's time, which
  /// says little.
  package var slowest: Extreme? = nil
  package var fastest: Extreme? = nil
  /// The run that stood still for the longest time, if any did; one that did for too long first.
  package var standstill: Standstill? = nil
  /// The slowest of those, while their session is open, of which nothing is known but a first step's time.
  var firstStep: Extreme? = nil
  /// The run whose steps became slower the most, while their session is open.
  var slowed: SlowedRun? = nil
}

extension RunDigest {
  /// How many kinds of runs are kept apart.
  static let limit = 32

  /// Adds a run to the digests of its session.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - digests: The digests.
  ///   - isTooLong: Whether a run stood still for so long that it matters.
  static func add(
    _ run: borrowing Run, to digests: inout [RunDigest], isTooLong: (Standstill) -> Bool
  ) {
    guard run.isCounted, let printed = run.ratePerSecond, printed > 0, printed.isFinite else {
      return
    }
    let (kind, isFinished) = (run.kind, run.isFinished)
    // A later run that was finished has nothing to load, so that its only step counts.
    let isWarm = isFinished && digests.indices.contains { digests[$0].kind == kind }
    let rate = run.paceRate ?? (isWarm ? printed : nil)
    // By position, since a search through the digests copies each of them.
    var index = 0
    while index < digests.count,
      digests[index].kind != kind || digests[index].isFinished != isFinished
        || digests[index].unit != run.unit
    { index += 1 }
    if index == digests.count {
      guard index < limit else { return }
      digests.append(RunDigest(kind: kind, unit: run.unit, isFinished: isFinished, count: 0))
    }
    digests[index].count += 1
    if let standstill = Self.standstill(of: run) {
      func rank(_ standstill: Standstill) -> (Int, Int) {
        (isTooLong(standstill) ? 1 : 0, standstill.seconds)
      }
      let known = digests[index].standstill.map(rank)
      if known.map({ rank(standstill) > $0 }) ?? true { digests[index].standstill = standstill }
    }
    if let slowing = run.slowing, slowing.factor > digests[index].slowed?.slowing.factor ?? 0 {
      digests[index].slowed = SlowedRun(
        slowing: slowing, line: run.lastLine, text: text(of: run, slowing))
    }
    guard let rate else {
      if printed < digests[index].firstStep?.rate ?? .infinity {
        digests[index].firstStep = extreme(of: run, printed)
      }
      return
    }
    if rate < digests[index].slowest?.rate ?? .infinity {
      digests[index].slowest = extreme(of: run, rate)
    }
    if rate > digests[index].fastest?.rate ?? 0 {
      digests[index].fastest = extreme(of: run, rate)
    }
  }

  /// How many times as long as the others a first step may take where nothing is wrong: it loads, compiles
  /// and chooses kernels, and in a training starts the workers that read the data.
  private static func firstStepFactor(_ kind: Run.Kind) -> Double { kind == .training ? 10 : 4 }

  /// Decides what first steps tell, when all runs of a session are known: nothing where a run of their
  /// kind was so much faster, else that the steps take a part of their time at least.
  static func settle(_ digests: inout [RunDigest]) {
    for index in digests.indices {
      guard var only = digests[index].firstStep else { continue }
      digests[index].firstStep = nil
      only.rate *= firstStepFactor(digests[index].kind)
      let isFaster = digests.contains {
        $0.kind == digests[index].kind && $0.fastest?.rate ?? 0 >= only.rate
      }
      // It bounds how slow the steps are, and says nothing of how fast others went.
      if !isFaster, digests[index].slowest == nil { digests[index].slowest = only }
    }
  }

  private static func standstill(of run: borrowing Run) -> Standstill? {
    guard !run.stalls.isEmpty, let elapsed = run.elapsedSeconds,
      let longest = run.stalls.max(by: { $0.seconds < $1.seconds })
    else { return nil }
    return Standstill(
      seconds: run.stalls.reduce(0) { $0 + $1.seconds }, elapsed: Int(elapsed),
      line: longest.line)
  }

  private static func extreme(of run: borrowing Run, _ rate: Double) -> Extreme {
    Extreme(rate: rate, line: run.lastLine, text: text(of: run, rate))
  }

  private static func text(of run: borrowing Run, _ rate: Double) -> String {
    let speed = speed(of: run, rate)
    guard let completed = run.completed else { return speed }
    return "\(count(completed, of: run)) \(speed)"
  }

  private static func text(of run: borrowing Run, _ slowing: Run.Slowing) -> String {
    let (early, late) = (speed(of: run, 1 / slowing.early), speed(of: run, 1 / slowing.late))
    return "\(early) → \(late) (\(count(slowing.completed, of: run)))"
  }

  private static func count(_ completed: Double, of run: borrowing Run) -> String {
    PrintedNumber.text(completed) + (run.total.map { "/\(PrintedNumber.text($0))" } ?? "")
  }

  private static func speed(of run: borrowing Run, _ rate: Double) -> String {
    let unit = run.unit.isEmpty ? "it" : run.unit
    return rate >= 1 ? "\(decimal(rate))\(unit)/s" : "\(decimal(1 / rate))s/\(unit)"
  }

  /// Writes a number with two decimals, as bars do.
  private static func decimal(_ value: Double) -> String {
    guard let hundredths = Int64(exactly: (value * 100).rounded()) else {
      return PrintedNumber.text(value)
    }
    let fraction = String(hundredths % 100)
    return "\(hundredths / 100).\(fraction.count < 2 ? "0" : "")\(fraction)"
  }
}
