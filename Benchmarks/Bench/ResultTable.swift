import BenchmarkStages
import Throughput

/// The results of some stages, as text or JSON.
struct ResultTable {
  /// The results.
  var results: [StageResult]
  /// The number of patterns of `filter` and `match`.
  var patternCount: Int
  /// Whether instructions were counted.
  var countsInstructions: Bool
}

extension ResultTable {
  /// A table for people.
  var text: String {
    var rows = [["stage", "bytes", "MB/s", "spread", "instructions/byte", "found"]]
    for result in results {
      rows.append([
        result.stage.rawValue, "\(result.outcome.bytes)",
        Self.rounded(result.megabytesPerSecond, decimals: result.megabytesPerSecond < 100 ? 1 : 0),
        "\(Self.rounded(100 * result.spread, decimals: 0)) %",
        result.instructionsPerByte.map { Self.rounded($0, decimals: 2) } ?? "-",
        "\(result.outcome.count)",
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      zip(row, widths).enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + blanks : blanks + cell.0
      }.joined(separator: "  ")
    }
    lines.append("")
    lines.append("\(patternCount) patterns; medians of \(results.first?.seconds.count ?? 0) rounds")
    return lines.joined(separator: "\n")
  }

  /// The same for programs, with what each round took.
  var json: String {
    let list = { (values: [Double]) in "[\(values.map { "\($0)" }.joined(separator: ", "))]" }
    let stages = results.map { result in
      let perByte = result.instructionsPerByte.map { "\($0)" } ?? "null"
      return """
            {
              "stage": "\(result.stage.rawValue)",
              "bytes": \(result.outcome.bytes),
              "count": \(result.outcome.count),
              "sessions": \(result.outcome.sessions),
              "runs": \(result.outcome.runs),
              "mb_per_s": \(result.megabytesPerSecond),
              "spread": \(result.spread),
              "instructions_per_byte": \(perByte),
              "cpu_s": \(list(result.processorSeconds)),
              "wall_s": \(list(result.seconds)),
              "instructions": \(countsInstructions ? list(result.instructions) : "null")
            }
        """
    }
    return """
      {
        "schema_version": 1,
        "patterns": \(patternCount),
        "stages": [
      \(stages.joined(separator: ",\n"))
        ]
      }
      """
  }

  private static func rounded(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "-" }
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let whole = Int((value * Double(scale)).rounded())
    guard decimals > 0 else { return "\(whole)" }
    let fraction = String(whole % scale)
    return "\(whole / scale).\(String(repeating: "0", count: decimals - fraction.count))\(fraction)"
  }
}

extension StageResult {
  /// The median rate, in 1,000,000 bytes a second of processor time.
  var megabytesPerSecond: Double {
    let seconds = OrderStatistics.median(of: processorSeconds)
    return seconds > 0 ? Double(outcome.bytes) / 1e6 / seconds : 0
  }

  /// The difference between the slowest and the fastest round, as a part of the median.
  var spread: Double {
    let median = OrderStatistics.median(of: processorSeconds)
    guard let least = processorSeconds.min(), let most = processorSeconds.max(), median > 0
    else { return 0 }
    return (most - least) / median
  }

  /// The median of the instructions, for each byte.
  var instructionsPerByte: Double? {
    guard !instructions.isEmpty, outcome.bytes > 0 else { return nil }
    return OrderStatistics.median(of: instructions) / Double(outcome.bytes)
  }
}
