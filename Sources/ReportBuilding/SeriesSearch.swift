import Synchronization
internal import Threading
import Throughput

/// Searches series for changes, several of them side by side, since none depends on another.
///
/// A series is read once for all that is asked of it, and only what was found is kept.
final class SeriesSearch: Sendable {
  /// Fewer runs are compared, not tested.
  static let testedRuns = DetectorSettings().leastTestedRuns

  /// Two levels that do not overlap.
  struct Levels {
    /// The first run of the second one.
    var split: Int
    /// The medians.
    var from: Double
    var to: Double
  }

  /// What a series shows.
  enum Found {
    /// Changes that pass the test.
    case changes([ChangePoint])
    /// None, but two levels.
    case levels(Levels)
    /// None, but several runs in a row that were plainly slower than those around them.
    case incident(Excursion)
  }

  /// Runs that were slower than those around them.
  struct Excursion {
    /// The first of them, and how many they are.
    var index: Int
    var runs: Int
    /// The level before, and theirs.
    var from: Double
    var to: Double

    /// How much slower, relative to the level before: -0.4 is 40 %.
    var change: Double { to / from - 1 }
  }

  private let series: [RateSamples]
  // They are only read, from places that each read names.
  private nonisolated(unsafe) let stores: [Int: any EntryStore]
  private let state = Mutex(State())

  /// How far the search has come.
  private struct State {
    var next = 0
    var found: [Int: Found] = [:]
    var failure: (any Error)?
  }

  /// Creates a search.
  ///
  /// - Parameters:
  ///   - series: The series, with their samples in the order of the report.
  ///   - stores: Where the samples are, with everything in them.
  init(_ series: [RateSamples], stores: [Int: any EntryStore]) {
    self.series = series
    self.stores = stores
  }
}

extension SeriesSearch {
  /// Searches all series.
  ///
  /// - Parameter threads: How many threads search.
  /// - Returns: What was found, by the numbers of the series, in their order.
  /// - Throws: What a store reports.
  /// - Complexity: 17 bytes for each run of the series that a thread is at.
  func run(_ threads: Int) throws -> [(number: Int, found: Found)] {
    Workers.run(threads) { [self] _ in work() }
    let state = state.withLock { $0 }
    if let failure = state.failure { throw failure }
    return state.found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// What one thread does.
  private func work() {
    let samples = SampleReader(stores: stores)
    while let numbers = take() {
      do {
        for number in numbers {
          guard let new = try search(series[number], samples) else { continue }
          state.withLock { $0.found[number] = new }
        }
      } catch {
        state.withLock { $0.failure = $0.failure ?? error }
      }
    }
  }

  /// Hands out some series; most are short.
  private func take() -> Range<Int>? {
    state.withLock { state in
      guard state.failure == nil, state.next < series.count else { return nil }
      let numbers = state.next..<min(state.next + 8, series.count)
      state.next = numbers.upperBound
      return numbers
    }
  }
}

// MARK: - One series

extension SeriesSearch {
  private func search(_ series: RateSamples, _ samples: SampleReader) throws -> Found? {
    let list = series.samples
    var changes: SeriesChanges?
    if list.count >= Self.testedRuns {
      changes = OfflineDetector().changes(in: try rates(of: list, samples))
    }
    if let changes, !changes.lasting.isEmpty {
      return .changes(changes.lasting.filter { (0..<list.count).contains($0.index) })
    }
    // The last few runs of a series may be too few to tell.
    guard let split = try split(list, samples),
      try changes == nil || startsSession(list, samples, at: split)
    else {
      return try changes.flatMap { try worst(of: $0.incidents, list, samples) }
        .map { .incident($0) }
    }
    return .levels(
      Levels(
        split: split, from: try samples.median(of: list, in: 0..<split),
        to: try samples.median(of: list, in: split..<list.count)))
  }

  /// Returns the excursion in which most was lost, of those that a reader would call one: at least three runs
  /// that were slower by a third.
  private func worst(
    of incidents: [ChangePoint], _ list: SampleList, _ samples: SampleReader
  ) throws -> Excursion? {
    try incidents.filter { $0.change < 0 }.compactMap {
      try excursion(of: $0, list, samples)
    }.filter { $0.change < -1 / 3 && $0.runs >= 3 }.min { $0.change < $1.change }
  }

  /// Returns the runs of an excursion that are past half-way between the two levels: the detector's have a
  /// least length, and may take in one that is as fast as those around.
  private func excursion(
    of point: ChangePoint, _ list: SampleList, _ samples: SampleReader
  ) throws -> Excursion? {
    let reach = DetectorSettings().leastRuns
    let range = max(0, point.index - reach)..<min(list.count, (point.end ?? point.index) + reach)
    let rates = try samples.rates(of: list, in: range)
    let middle = (point.fromRate + point.toRate) / 2
    // The longest stretch of slow runs.
    var best = 0..<0
    var start = 0
    for index in rates.indices {
      guard rates[index] < middle else {
        start = index + 1
        continue
      }
      if index + 1 - start > best.count { best = start..<index + 1 }
    }
    guard !best.isEmpty else { return nil }
    return Excursion(
      index: range.lowerBound + best.lowerBound, runs: best.count, from: point.fromRate,
      to: OrderStatistics.median(of: Array(rates[best])))
  }

  /// Returns the rates of a series, with the runs of one session together.
  private func rates(of list: SampleList, _ samples: SampleReader) throws -> CompactSeries {
    var rates = CompactSeries(capacity: list.count)
    var session: UInt32?
    try samples.forEach(of: list) { sample in
      rates.append(sample.rate, startsSession: sample.session != session)
      session = sample.session
    }
    return rates
  }

  /// Returns the first run of the second of two levels that do not overlap; `nil` if there are none.
  private func split(_ list: SampleList, _ samples: SampleReader) throws -> Int? {
    guard list.count >= 2 else { return nil }
    let first = try samples.sample(at: 0, of: list)
    let second = try samples.sample(at: 1, of: list)
    return LevelSplit.index(
      in: try samples.rates(of: list, in: 0..<list.count),
      firstTwoShareSession: first.session == second.session, leastGap: ChangeFinder.comparedChange)
  }

  /// Whether a session begins at a run, with at least two runs on either side.
  private func startsSession(
    _ list: SampleList, _ samples: SampleReader, at run: Int
  ) throws -> Bool {
    guard run >= 2, list.count - run >= 2 else { return false }
    return try samples.sample(at: run - 1, of: list).session
      != samples.sample(at: run, of: list).session
  }
}

extension SampleReader {
  /// Returns the median of the rates in a range of a list.
  ///
  /// - Throws: What a store reports, or `CorruptDataError`.
  func median(of list: SampleList, in range: Range<Int>) throws -> Double {
    var rates = try rates(of: list, in: range)
    return OrderStatistics.median(&rates)
  }
}
