/// How a workload's speed compares with that of earlier nights.
package struct LiveDeviation: Sendable, Equatable {
  /// The relative difference: -0.38 is 38 % slower.
  package var change: Double
  /// The number of nights that it is compared with.
  package var nights: Int

  /// Creates the value from its parts.
  package init(change: Double, nights: Int) {
    self.change = change
    self.nights = nights
  }
}
