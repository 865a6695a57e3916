import EventMatcher
import PCRE

extension MatchBound {
  /// The name in a report's limits.
  var name: String {
    switch self {
    case .search(.stack): "match-stack"
    case .search(.steps): "match-limit"
    case .search(.depth): "match-depth"
    case .search(.heap): "match-heap"
    case .search: "match-failed"
    case .window: "match-window"
    case .places: "match-places"
    }
  }
}
