package import Reporting
import SessionAnalysis

extension ReportBuilder {
  /// Makes the report of everything that was added.
  ///
  /// - Parameters:
  ///   - tool: The program's name and versions.
  ///   - glossary: The catalogue's words.
  /// - Returns: The report, which reads its sessions from the store.
  /// - Throws: What the store reported.
  package consuming func finish(tool: ToolReport, glossary: Glossary) throws -> BuiltReport<Store> {
    flush(atLeast: 0)
    try throwIfFailed()
    let sorted = inputs.indices.sorted { inputs[$0].precedes(inputs[$1]) }
    var order = Array(repeating: 0, count: inputs.count)
    for (position, index) in sorted.enumerated() { order[index] = position }
    entries.sort {
      ($0.time, order[Int($0.input)], $0.ordinal) < ($1.time, order[Int($1.input)], $1.ordinal)
    }
    let conversion = SessionConversion(
      inputs: sorted.map { inputs[$0] }, order: order, glossary: glossary)
    let head = makeHead(tool: tool, conversion: conversion)
    return BuiltReport(head: head, store: store, entries: entries, conversion: conversion)
  }

  private func makeHead(tool: ToolReport, conversion: SessionConversion) -> ReportHead {
    let series = collector.series.sorted { $0.key < $1.key }
    return ReportHead(
      tool: tool, inputs: conversion.inputs.map(InputReport.init),
      totals: TotalsReport(
        sessions: tally.sessions, runs: tally.runs,
        countedRuns: series.reduce(0) { $0 + $1.samples.count }, notes: tally.notes,
        warnings: tally.warnings, errors: tally.errors),
      series: series.map(SeriesReport.init), verdict: verdict,
      limits: limits(conversion))
  }

  private var verdict: VerdictReport {
    let text: LocalizedText
    let level: VerdictLevel
    if tally.errors > 0 {
      level = .error
      text = LocalizedText(en: "Something failed.", zh: "有操作失败。")
    } else if tally.warnings > 0 {
      level = .warning
      text = LocalizedText(
        en: "Something may slow the program down.", zh: "有些情况可能拖慢程序。")
    } else if tally.notes > 0 {
      level = .notice
      text = LocalizedText(
        en: "Nothing needs mending; the log has messages that are harmless here.",
        zh: "没有需要修复的问题；日志中的提示在这里无害。")
    } else {
      level = .clean
      text = LocalizedText(en: "Nothing stands out.", zh: "没有发现异常。")
    }
    return VerdictReport(level: level, text: text)
  }

  private func limits(_ conversion: SessionConversion) -> [LimitReport] {
    var result: [LimitReport] = []
    for input in conversion.inputs {
      result += input.limits.map { LimitReport(what: $0.key, place: input.path, count: $0.value) }
    }
    for (name, inputs) in tally.limits {
      for (input, count) in inputs {
        let path = conversion.inputs[conversion.order[input]].path
        result.append(LimitReport(what: name, place: path, count: count))
      }
    }
    return result.sorted { ($0.what, $0.place, $0.count) < ($1.what, $1.place, $1.count) }
  }
}

extension InputSummary {
  /// The order of inputs: by path, then by content.
  fileprivate func precedes(_ other: InputSummary) -> Bool {
    path == other.path ? identity < other.identity : path.utf8.lexicographicallyPrecedes(other.path.utf8)
  }
}

extension InputReport {
  fileprivate init(_ input: InputSummary) {
    self.init(
      path: input.path, bytes: input.bytes, records: input.records, encoding: input.encoding,
      newline: input.newline, compression: input.compression, sessions: input.sessions,
      lost: input.losses.map { LostRange(from: $0.from, to: $0.to, why: $0.why) },
      errors: input.errors)
  }
}

extension SeriesReport {
  fileprivate init(_ series: RateSamples) {
    let rates = series.samples.map(\.rate)
    self.init(
      workload: series.key, unit: series.unit, runs: rates.count,
      medianRatePerSecond: Statistics.median(rates), spread: Statistics.spread(rates),
      isProxy: series.isProxy, outline: Self.outline(rates))
  }

  /// The medians of at most 40 stretches of equal length.
  private static func outline(_ rates: [Double]) -> [Double] {
    let count = min(rates.count, 40)
    return (0..<count).map { part in
      Statistics.median(Array(rates[part * rates.count / count..<(part + 1) * rates.count / count]))
    }
  }
}
