import SessionAnalysis

/// The counted runs of one workload, in the order in which they were read.
struct RateSamples: Sendable {
  /// The workload's key with the front end in front.
  var key: String
  var unit: String
  var isProxy: Bool
  var samples = SampleList()
}

/// Series by their keys.
struct SeriesList {
  private(set) var all: [RateSamples] = []
  private var index: [String: Int] = [:]
  /// The series of which a block waits to be stored.
  private var full: [Int] = []

  /// Adds samples to the series of their key.
  ///
  /// - Parameters:
  ///   - other: The samples, whose sessions are numbered from 0.
  ///   - firstSession: The number of its first session.
  ///   - store: The number of the store in which its blocks are; `nil` if they know it.
  ///   - shift: What is added to its lines.
  mutating func add(
    _ other: RateSamples, firstSession: Int = 0, store: Int? = 0, shift: Int = 0
  ) {
    let number = index[other.key] ?? all.count
    if number == all.count {
      index[other.key] = number
      all.append(RateSamples(key: other.key, unit: other.unit, isProxy: other.isProxy))
    }
    all[number].samples.append(
      other.samples, firstSession: UInt32(clamping: firstSession), store: store,
      shift: UInt32(clamping: shift))
    if all[number].samples.hasFullBlock { full.append(number) }
  }

  /// Takes a block of samples that must be stored before others are added whose blocks are.
  ///
  /// - Parameters:
  ///   - other: The others.
  ///   - offset: Where it will be stored, in the store with the number 0.
  /// - Returns: Its bytes; `nil` if none waits.
  mutating func takeBlock(before other: RateSamples, storedAt offset: Int) -> [UInt8]? {
    guard other.samples.isStored, let number = index[other.key] else { return nil }
    return all[number].samples.takeBlock(storedAt: offset)
  }

  /// Takes a block of samples that waits to be stored.
  ///
  /// - Parameter offset: Where it will be stored, in the store with the number 0.
  /// - Returns: Its bytes; `nil` if none waits.
  mutating func takeFullBlock(storedAt offset: Int) -> [UInt8]? {
    while let number = full.last {
      if all[number].samples.hasFullBlock {
        return all[number].samples.takeBlock(storedAt: offset)
      }
      full.removeLast()
    }
    return nil
  }
}

/// Collects runs by workload: first those of the open session, then, when its front end is known, all.
struct SeriesCollector {
  /// The runs of one workload of the open session.
  private struct OpenSeries {
    var samples = SampleList()
    var unit = ""
    var kind = Run.Kind.other
    var stalls = 0

    mutating func add(_ run: Run, _ sample: RateSample) {
      samples.append(sample)
      unit = run.unit
      kind = run.kind
      stalls += run.stalls.count
    }
  }

  /// The series of the sessions that ended.
  private(set) var list = SeriesList()
  /// The series of the open session by workload, whose number may be any in a partial result.
  private var open: [Int: OpenSeries] = [:]

  /// Takes a run of the open session.
  mutating func add(_ run: Run, session: Int) {
    guard run.isCounted, let rate = run.ratePerSecond, rate.isFinite, rate > 0 else { return }
    let sample = RateSample(
      rate: rate, session: UInt32(clamping: session), line: UInt32(clamping: run.lastLine))
    open[run.workload, default: OpenSeries()].add(run, sample)
  }

  /// Ends the open session and hands its samples to their series.
  ///
  /// - Returns: What the session did, by workload in the order of their numbers.
  mutating func end(_ session: Session) -> [Session.Throughput] {
    defer { open.removeAll() }
    return session.workloads.enumerated().compactMap { number, workload in
      guard let series = open.removeValue(forKey: number), let ends = series.samples.heldEnds
      else { return nil }
      list.add(
        RateSamples(
          key: "\(session.frontEnd) \(workload.key)", unit: series.unit, isProxy: workload.isProxy,
          samples: series.samples))
      return Session.Throughput(
        workload: number, kind: series.kind, unit: series.unit, runs: series.samples.count,
        first: ends.first, last: ends.last, median: series.samples.heldMedian,
        stalls: series.stalls)
    }
  }

  /// Takes a block of samples that waits to be stored between two sessions.
  ///
  /// - Parameter offset: Where it will be stored.
  /// - Returns: Its bytes; `nil` if none waits.
  mutating func takeFullBlock(storedAt offset: Int) -> [UInt8]? {
    list.takeFullBlock(storedAt: offset)
  }
}
