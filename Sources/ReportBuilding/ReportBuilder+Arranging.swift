extension ReportBuilder {
  /// Returns the series in the order of the report's sessions, without those of some sessions.
  ///
  /// What changes is stored anew.
  ///
  /// - Parameters:
  ///   - ranks: The position in the report of each session, by its number in reading order; `nil` where
  ///     both are the same.
  ///   - numbers: The sessions to leave out.
  ///   - window: How many sessions are sorted at once; a series is read anew for each such part.
  /// - Returns: The series that have runs left.
  /// - Throws: What the stores report.
  mutating func arrangedSeries(
    by ranks: [UInt32]?, without numbers: Set<UInt32>, window: Int = 1 << 18
  ) throws -> [RateSamples] {
    guard ranks != nil || !numbers.isEmpty else { return series.all }
    let reader = SampleReader(stores: stores)
    var result: [RateSamples] = []
    for series in series.all {
      var series = series
      series.samples = try arranged(
        series.samples, reader, by: ranks, without: numbers, window: window)
      if series.samples.count > 0 { result.append(series) }
    }
    try collector.flush()
    return result
  }

  private mutating func arranged(
    _ list: SampleList, _ reader: SampleReader, by ranks: [UInt32]?,
    without numbers: Set<UInt32>, window: Int
  ) throws -> SampleList {
    let rank = { (sample: RateSample) in ranks?[Int(sample.session)] ?? 0 }
    var count = 0
    var isOrdered = true
    var last: UInt32 = 0
    try reader.forEach(of: list) { sample in
      guard !numbers.contains(sample.session) else { return }
      count += 1
      isOrdered = isOrdered && rank(sample) >= last
      last = rank(sample)
    }
    guard count < list.count || !isOrdered else { return list }
    var result = SampleList()
    guard let ranks, !isOrdered else {
      try reader.forEach(of: list) { sample in
        if !numbers.contains(sample.session) { add(sample, to: &result) }
      }
      return result
    }
    for first in stride(from: 0, to: ranks.count, by: window) {
      let part = first..<min(first + window, ranks.count)
      for sample in try sorted(list, reader, in: part, by: ranks, without: numbers) {
        add(sample, to: &result)
      }
    }
    return result
  }

  /// Sorts the samples of the sessions in a range of the report by counting how many each session has: in
  /// 16 bytes for each of these runs and 4 for each of these sessions.
  private func sorted(
    _ list: SampleList, _ reader: SampleReader, in part: Range<Int>, by ranks: [UInt32],
    without numbers: Set<UInt32>
  ) throws -> [RateSample] {
    let forEach = { (body: (RateSample, _ place: Int) -> Void) in
      try reader.forEach(of: list) { sample in
        let rank = Int(ranks[Int(sample.session)])
        guard part.contains(rank), !numbers.contains(sample.session) else { return }
        body(sample, rank - part.lowerBound)
      }
    }
    var places = [UInt32](repeating: 0, count: part.count)
    try forEach { _, place in places[place] += 1 }
    var next: UInt32 = 0
    for place in places.indices {
      (places[place], next) = (next, next + places[place])
    }
    var sorted = [RateSample](
      repeating: RateSample(rate: 0, session: 0, line: 0), count: Int(next))
    try forEach { sample, place in
      sorted[Int(places[place])] = sample
      places[place] += 1
    }
    return sorted
  }

  private mutating func add(_ sample: RateSample, to list: inout SampleList) {
    list.append(sample)
    guard list.hasFullBlock else { return }
    while let bytes = list.takeBlock(storedAt: collector.nextOffset) { collector.store(bytes) }
  }
}
