/// A small generator of reproducible numbers.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014,
/// https://doi.org/10.1145/2660193.2660195. The same seed gives the same numbers on every machine.
package struct SplitMix64 {
  private var state: UInt64

  /// Creates a generator whose numbers depend on the seed alone.
  package init(seed: UInt64) {
    state = seed
  }

  /// Returns the next number.
  @inline(__always)
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Returns a number below `bound` by one multiplication (Lemire, 2019,
  /// https://doi.org/10.1145/3230636), whose bias of at most `bound` / 2^32 does no harm here.
  @inline(__always)
  package mutating func below(_ bound: Int) -> Int {
    Int(((next() >> 32) &* UInt64(truncatingIfNeeded: bound)) >> 32)
  }

  /// Returns a number of a range of less than 2^32 numbers.
  @inline(__always)
  package mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// Returns `true` in so many of a hundred cases.
  @inline(__always)
  package mutating func happens(percent: Int) -> Bool { below(100) < percent }

  /// Returns one of the elements of an array that is not empty.
  @inline(__always)
  package mutating func element<T>(of array: [T]) -> T { array[below(array.count)] }
}
