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
    let candidates = series.enumerated().filter { _, series in
      series.runs >= Self.chartedRuns || changed.contains(series.workload)
        || compared.contains(series.workload)
    }
    let chosen = candidates.sorted { left, right in
      let leftRank = (changed.contains(left.element.workload) ? 1 : 0, left.element.runs)
      let rightRank = (changed.contains(right.element.workload) ? 1 : 0, right.element.runs)
      return leftRank == rightRank ? left.offset < right.offset : leftRank > rightRank
    }
    for (index, _) in chosen.prefix(SeriesChart.chartLimit) {
      let runs = samples[index].samples
      series[index].chart = try SeriesChart(
        count: runs.count,
        changes: changes.filter { $0.workload == series[index].workload }.map(\.at.run),
        line: { Int(try reader.sample(at: $0, of: runs).line) },
        rates: { try reader.rates(of: runs, in: $0) })
    }
  }
}
