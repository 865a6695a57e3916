/// A point in time, on both clocks: the one for differences and the one for people.
package struct Moment: Sendable, Equatable {
  /// Seconds on a clock that only goes forwards.
  package var seconds: Double
  /// The date and time in RFC 3339.
  package var text: String?

  /// Creates a moment.
  package init(seconds: Double, text: String? = nil) {
    self.seconds = seconds
    self.text = text
  }
}
