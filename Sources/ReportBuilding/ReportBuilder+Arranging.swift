extension ReportBuilder {
  /// Returns the series in the order of the report's sessions, without those of some sessions.
  ///
  /// What changes is stored anew.
  ///
  /// - Parameters:
  ///   - ranks: The position in the report of each session, by its number in reading order; `nil` where
  ///     both are the same.
  ///   - numbers: The sessions to leave out.
  /// - Returns: The series that have runs left.
  /// - Throws: What the stores report.
  mutating func arrangedSeries(
    by ranks: [UInt32]?, without numbers: Set<UInt32>
  ) throws -> [RateSamples] {
    guard ranks != nil || !numbers.isEmpty else { return series.all }
    let reader = SampleReader(stores: stores)
    var result: [RateSamples] = []
    for series in series.all {
      var series = series
      series.samples = try arranged(series.samples, reader, by: ranks, without: numbers)
      if series.samples.count > 0 { result.append(series) }
    }
    try collector.flush()
    return result
  }

  private mutating func arranged(
    _ list: SampleList, _ reader: SampleReader, by ranks: [UInt32]?,
    without numbers: Set<UInt32>
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
    for sample in try sorted(count, of: list, reader, by: ranks, without: numbers) {
      add(sample, to: &result)
    }
    return result
  }

  /// Sorts samples by counting how many each session has: in 16 bytes a run and 4 a session.
  private func sorted(
    _ count: Int, of list: SampleList, _ reader: SampleReader, by ranks: [UInt32],
    without numbers: Set<UInt32>
  ) throws -> [RateSample] {
    var places = [UInt32](repeating: 0, count: ranks.count)
    try reader.forEach(of: list) { sample in
      if !numbers.contains(sample.session) { places[Int(ranks[Int(sample.session)])] += 1 }
    }
    var next: UInt32 = 0
    for rank in places.indices {
      (places[rank], next) = (next, next + places[rank])
    }
    var sorted = [RateSample](
      repeating: RateSample(rate: 0, session: 0, line: 0), count: count)
    try reader.forEach(of: list) { sample in
      guard !numbers.contains(sample.session) else { return }
      let rank = Int(ranks[Int(sample.session)])
      sorted[Int(places[rank])] = sample
      places[rank] += 1
    }
    return sorted
  }

  private mutating func add(_ sample: RateSample, to list: inout SampleList) {
    list.append(sample)
    guard list.hasFullBlock else { return }
    while let bytes = list.takeBlock(storedAt: collector.nextOffset) { collector.store(bytes) }
  }
}
