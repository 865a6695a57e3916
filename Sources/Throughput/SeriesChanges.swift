/// What a series went through.
package struct SeriesChanges: Sendable, Equatable {
  /// The changes that lasted, in rising order; pieces of one slow decline are joined.
  package var lasting: [ChangePoint]
  /// The excursions that did not last, in rising order.
  package var incidents: [ChangePoint]
}
