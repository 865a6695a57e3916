/// Throughput that a line states without a bar.
package struct RunRule: Sendable {
  /// A number of a run.
  package enum Quantity: Hashable, Sendable {
    case capture(String)
    case number(Double)
  }

  /// What is done.
  package let kind: RunKind
  /// What the run calls itself.
  package let description: Template?
  /// The unit: `tok`, `it`.
  package let unit: Template?
  /// Units per second.
  package let rate: Quantity?
  /// Units done.
  package let completed: Quantity?
  /// Units to do.
  package let total: Quantity?
  /// Seconds that it took.
  package let elapsed: Quantity?
  /// The kind of the runs that it spans: it goes into throughput only with such runs since the one
  /// before, and runs with as many steps in them are alike.
  package let around: RunKind?
  /// Whether it is the mean of the time since the entry's line before: it goes into throughput only where
  /// what makes runs comparable was the same all the while.
  package let isInterval: Bool
  /// Whether it goes into throughput.
  package let isCounted: Bool
  /// Runs of fewer units do not, because what is measured of them is mostly something else.
  package let least: Double
}
