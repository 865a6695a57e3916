/// How sure a cause is.
package enum Confidence: String, CaseIterable, Sendable {
  case certain
  case likely
  case possible
  case none
}

extension Confidence {
  /// The order of certainty: the higher, the surer.
  package var rank: Int {
    switch self {
    case .certain: 3
    case .likely: 2
    case .possible: 1
    case .none: 0
    }
  }
}

extension Confidence: Comparable {
  package static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }
}
