/// A set of front ends as bits, by their index in `AnalysisRules.frontEnds`.
struct FrontEndSet: OptionSet, Sendable {
  let rawValue: UInt64

  /// Every program: what libraries print.
  static let any = FrontEndSet(rawValue: .max)

  init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// The set of one front end, of which a catalogue has at most `FrontEndDefinition.limit`.
  init(index: Int) {
    rawValue = 1 << UInt64(index)
  }
}
