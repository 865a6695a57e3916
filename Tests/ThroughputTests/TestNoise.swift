import TestSupport
import Throughput

/// Numbers that look random and are the same on every machine.
struct TestNoise: RandomNumberGenerator {
  private var generator: SplitMix64

  init(seed: UInt64) {
    generator = SplitMix64(state: seed)
  }

  mutating func next() -> UInt64 { generator.next() }

  /// Returns a number from 0 to 1.
  mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Returns a number with mean 0 and deviation 1, as good as normal.
  mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += uniform() }
    return sum
  }

  /// Returns a number with few digits, so that equal ones occur.
  mutating func coarse() -> Double {
    (uniform() * 20).rounded() / 10
  }
}

/// Series with a known course.
enum TestSeries {
  /// Returns sessions of ten runs, one a night, whose first run is slow.
  ///
  /// - Parameters:
  ///   - nights: The number of nights.
  ///   - seed: Chooses the noise.
  ///   - noise: The relative deviation of a run.
  ///   - rate: The rate of a night's runs without noise.
  /// - Returns: The series.
  static func nightly(
    _ nights: Int, seed: UInt64, noise: Double = 0.02, rate: (Int) -> Double
  ) -> RateSeries {
    var random = TestNoise(seed: seed)
    var series = RateSeries()
    for night in 0..<nights {
      let level = rate(night) * (1 + 0.003 * random.normal())
      let runs = (0..<10).map { run in
        level * (1 + noise * random.normal()) * (run == 0 ? 0.6 + 0.3 * random.uniform() : 1)
      }
      series.append(day: night, rates: runs)
    }
    return series
  }
}
