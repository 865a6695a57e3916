package import Reporting
package import Throughput

extension SpeedVerdict {
  /// Takes over what a comparison of two levels says.
  package init(_ comparison: LevelComparison) {
    if comparison.test == nil {
      self = .observed
    } else {
      self = comparison.isSlower ? .slower : comparison.isFaster ? .faster : .same
    }
  }
}
