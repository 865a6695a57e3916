/// Writes metrics in Prometheus's text format, version 0.0.4.
///
/// Format: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
package struct MetricsText: Sendable {
  /// What a metric is.
  package enum Kind: String, Sendable {
    case counter
    case gauge
  }

  /// The text so far.
  package private(set) var text = ""

  /// Creates an empty text.
  package init() {}
}

extension MetricsText {
  /// Appends a metric with all its series, in the order of their labels.
  ///
  /// - Parameters:
  ///   - name: The metric's name, of letters, digits and underscores.
  ///   - kind: What it is.
  ///   - help: What it says, in one line.
  ///   - series: The labels and values; none leaves the metric out.
  package mutating func add(
    _ name: StaticString, _ kind: Kind, _ help: StaticString,
    _ series: [(labels: [(name: String, value: String)], value: Double)]
  ) {
    guard !series.isEmpty else { return }
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    let lines = series.map { entry in
      let labels = entry.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
      let set = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
      return (set, "\(name)\(set) \(Self.number(entry.value))\n")
    }
    for line in lines.sorted(by: { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }) {
      text += line.1
    }
  }

  /// Appends a metric without labels.
  package mutating func add(
    _ name: StaticString, _ kind: Kind, _ help: StaticString, _ value: Double
  ) {
    add(name, kind, help, [([], value)])
  }

  /// Returns a label's value as it stands between quotation marks; nothing in it acts on a terminal.
  private static func escaped(_ value: String) -> String {
    var result = ""
    for scalar in TextSanitizer.sanitized(value).unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func number(_ value: Double) -> String {
    value.isNaN
      ? "NaN" : value.isInfinite ? (value < 0 ? "-Inf" : "+Inf") : JSONWriter.decimal(value)
  }
}
