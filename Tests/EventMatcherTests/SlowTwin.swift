import Foundation
import PCRE

@testable import EventMatcher

/// Finds the same matches as `EventMatcher`, in the plainest way.
///
/// It has no filter and looks for one literal after the other. A record of up to 4 KiB is
/// searched whole for every pattern that has a literal in it.
struct SlowTwin: ~Copyable {
  let specs: [PatternSpec]
  private var matcher = Matcher()

  init(_ specs: [PatternSpec]) {
    self.specs = specs
  }

  /// Returns the ranges of each matching pattern: the whole match, then the captures.
  mutating func matches(in record: [UInt8]) -> [Int: [Range<Int>?]] {
    var found: [Int: [Range<Int>?]] = [:]
    for index in specs.indices where !specs[index].isApart {
      for start in starts(index, in: record) {
        guard let ranges = search(specs[index].pattern, in: record, around: start) else { continue }
        found[index] = ranges
        break
      }
    }
    return found
  }

  /// Where the literals of a pattern start, one position for each part of a long record.
  private func starts(_ index: Int, in record: [UInt8]) -> [Int] {
    let literals = specs[index].literals
    guard !literals.isEmpty else { return [0] }
    var starts: Set<Int> = []
    for literal in literals {
      var start = 0
      // A string search of the system's, since a loop takes minutes in a debug build.
      while let next = Self.firstOccurrence(of: literal, in: record, from: start) {
        if record.count <= 4_096 { return [0] }
        starts.insert(next / 1_024 * 1_024)
        start = next + 1
      }
    }
    return Array(starts.sorted().prefix(8))
  }

  private static func firstOccurrence(
    of literal: [UInt8], in record: [UInt8], from start: Int
  ) -> Int? {
    record.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let first = literal.first else { return nil }
      var start = start
      while start + literal.count <= bytes.count {
        let rest = bytes.count - literal.count - start + 1
        guard let found = memchr(base + start, Int32(first), rest) else { return nil }
        start = UnsafeRawPointer(found) - base
        if memcmp(found, literal, literal.count) == 0 { return start }
        start += 1
      }
      return nil
    }
  }

  /// Searches the 4 KiB around a position, in 1 KiB steps.
  private mutating func search(
    _ pattern: CompiledPattern, in record: [UInt8], around position: Int
  ) -> [Range<Int>?]? {
    var start = 0
    var end = record.count
    if record.count > 4_096 {
      start = max(position / 1_024 * 1_024 - 1_536, 0)
      start = min(start, record.count - 4_096)
      end = start + 4_096
      while end < record.count, record[end] & 0xC0 == 0x80 { end -= 1 }
    }
    let edges: Matcher.Edges = end < record.count ? .endIsCut : []
    let outcome = record[..<end].withUnsafeBytes {
      matcher.firstMatch(of: pattern, in: $0, startingIn: start...Int.max, edges: edges)
    }
    guard outcome == .match else { return nil }
    return (0...pattern.captureCount).map { matcher.capture($0) }
  }
}

extension EventMatcher {
  /// Runs the matcher, and returns its result in the form of the twin's.
  mutating func ranges(in record: [UInt8]) -> [Int: [Range<Int>?]] {
    record.withUnsafeBytes { _ = match($0) }
    var found: [Int: [Range<Int>?]] = [:]
    for match in matches {
      found[match.pattern] = [match.range] + captures[match.captures].map(\.range)
    }
    return found
  }
}

/// Makes specs from pairs of literals and a pattern.
func makeSpecs(_ specs: [([String], String)]) throws -> [PatternSpec] {
  try specs.map { literals, pattern in
    PatternSpec(literals: literals.map { Array($0.utf8) }, pattern: try CompiledPattern(pattern))
  }
}
