import Reporting

extension ReportHead {
  /// A workload needs so many runs for a chart, where nothing changed.
  private static let chartedRuns = 5

  /// Gives the workloads that are worth a picture their charts: those that changed first, then those
  /// with the most runs.
  ///
  /// - Parameters:
  ///   - samples: The workloads in the order of ``series``.
  ///   - reader: Reads them.
  /// - Throws: What the stores report.
  mutating func addCharts(of samples: [RateSamples], _ reader: SampleReader) throws {
    let changes = regressions + improvements
    let changed = Set(changes.map(\.workload))
    let compared = Set(comparisons.filter(\.sameWorkload).map(\.workload))
    let candidates = series.indices.compactMap { index -> (rank: (Int, Int), index: Int)? in
      let workload = series[index].workload
      let isChanged = changed.contains(workload)
      guard series[index].runs >= Self.chartedRuns || isChanged || compared.contains(workload)
      else { return nil }
      return ((isChanged ? 1 : 0, series[index].runs), index)
    }
    let chosen = candidates.sorted { left, right in
      left.rank == right.rank ? left.index < right.index : left.rank > right.rank
    }
    for (_, index) in chosen.prefix(SeriesChart.chartLimit) {
      let runs = samples[index].samples
      series[index].chart = try SeriesChart(
        count: runs.count,
        changes: changes.filter { $0.workload == series[index].workload }.map(\.at.run),
        line: { Int(try reader.sample(at: $0, of: runs).line) },
        rates: { try reader.rates(of: runs, in: $0) })
    }
  }
}
