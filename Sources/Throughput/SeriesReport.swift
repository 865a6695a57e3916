/// What a series went through.
package struct SeriesReport: Sendable, Equatable, Codable {
  /// The changes that lasted, in rising order.
  package var changes: [ChangePoint]
  /// The excursions that did not last, in rising order.
  package var incidents: [ChangePoint]
}
