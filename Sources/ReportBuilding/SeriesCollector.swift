import SessionAnalysis

/// The counted runs of one workload, in the order in which they were read.
struct RateSamples: Sendable {
  /// A run: 16 bytes.
  struct Sample: Sendable {
    /// Units per second.
    var rate: Double
    /// The session's position in reading order.
    var session: UInt32
    /// The line of the run's last frame, cut at the largest number that fits.
    var line: UInt32
  }

  /// The workload's key with the front end in front.
  var key: String
  var unit: String
  var isProxy: Bool
  var samples: [Sample] = []
}

/// Series by their keys.
struct SeriesList {
  private(set) var all: [RateSamples] = []
  private var index: [String: Int] = [:]

  /// Adds samples to the series of their key.
  mutating func add(_ samples: RateSamples) {
    if let known = index[samples.key] {
      all[known].samples += samples.samples
    } else {
      index[samples.key] = all.count
      all.append(samples)
    }
  }

  /// Adds series whose sessions are numbered from 0.
  ///
  /// - Complexity: O(samples).
  mutating func add(_ series: [RateSamples], firstSession: Int) {
    for var samples in series {
      if firstSession > 0 {
        for index in samples.samples.indices {
          samples.samples[index].session += UInt32(clamping: firstSession)
        }
      }
      add(samples)
    }
  }
}

/// Collects runs by workload: first those of the open session, then, when its front end is known, all.
struct SeriesCollector {
  /// The runs of one workload of the open session.
  private struct OpenSeries {
    var samples: [RateSamples.Sample] = []
    var unit = ""
    var kind = Run.Kind.other
    var stalls = 0

    mutating func add(_ run: Run, _ sample: RateSamples.Sample) {
      samples.append(sample)
      unit = run.unit
      kind = run.kind
      stalls += run.stalls.count
    }
  }

  private var list = SeriesList()
  /// The series of the open session by workload, whose number may be any in a partial result.
  private var open: [Int: OpenSeries] = [:]

  /// The series of the sessions that ended.
  var series: [RateSamples] { list.all }

  /// Takes a run of the open session.
  mutating func add(_ run: Run, session: Int) {
    guard run.isCounted, let rate = run.ratePerSecond, rate.isFinite, rate > 0 else { return }
    let sample = RateSamples.Sample(
      rate: rate, session: UInt32(clamping: session), line: UInt32(clamping: run.lastLine))
    open[run.workload, default: OpenSeries()].add(run, sample)
  }

  /// Ends the open session and hands its samples to their series.
  ///
  /// - Returns: What the session did, by workload in the order of their numbers.
  mutating func end(_ session: Session) -> [Session.Throughput] {
    defer { open.removeAll() }
    return session.workloads.enumerated().compactMap { number, workload in
      guard let series = open[number], let first = series.samples.first?.rate,
        let last = series.samples.last?.rate
      else { return nil }
      let rates = series.samples.map(\.rate)
      list.add(
        RateSamples(
          key: "\(session.frontEnd) \(workload.key)", unit: series.unit, isProxy: workload.isProxy,
          samples: series.samples))
      return Session.Throughput(
        workload: number, kind: series.kind, unit: series.unit, runs: rates.count, first: first,
        last: last, median: Statistics.median(rates), stalls: series.stalls)
    }
  }
}

/// Order statistics of short lists.
enum Statistics {
  /// Returns the middle value, or the mean of the two middle ones; 0 for none.
  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  /// Returns the spread about the median as a share of it: 1.4826 times the median deviation.
  static func spread(_ values: [Double]) -> Double? {
    let centre = median(values)
    guard values.count > 1, centre > 0 else { return nil }
    return 1.4826 * median(values.map { abs($0 - centre) }) / centre
  }
}
