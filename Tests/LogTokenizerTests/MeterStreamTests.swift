import Foundation
import LogTokenizer
import TestSupport
import Testing

/// Whole streams of the real tqdm, wrapped in several ways, against what tqdm was asked to show.
struct MeterStreamTests {
  @Test func theFixtureIsWhole() {
    #expect(MeterStream.all.count == 21)
    #expect(Set(MeterStream.all.map(\.wrap)).count == 7)
    #expect(MeterStream.all.map(\.meters.count).reduce(0, +) > 400)
  }

  @Test(arguments: MeterStream.all)
  func readsEveryFrameInItsOrder(_ stream: MeterStream) {
    var readings = stream.readings(chunkSize: 0)
    // A cut stream may end within a frame, of which anything may be left.
    if stream.isCut, readings.count > stream.meters.count { readings.removeLast() }
    #expect(readings.count == stream.meters.count)
    for (number, (reading, record)) in zip(readings, stream.oracle).enumerated() {
      let faults = record.faults(of: reading)
      #expect(faults.isEmpty, "frame \(number): \(faults) in \(reading)")
    }
  }

  @Test(arguments: MeterStream.all)
  func keepsTheTextBetweenTheFrames(_ stream: MeterStream) {
    let found = records(of: stream.bytes).filter { $0.kind != .progress }
      .map { $0.prefix + $0.text }.joined(separator: "\n")
    var rest = found[...]
    for text in stream.texts.flatMap({ $0.split(whereSeparator: \.isNewline) }) {
      let wanted = text.trimmingCharacters(in: .whitespaces)
      guard let range = rest.range(of: wanted) else {
        Issue.record("\(wanted) is missing in \(rest)")
        continue
      }
      rest = rest[range.upperBound...]
    }
  }

  @Test(arguments: MeterStream.all)
  func readsTheSameHoweverItIsCut(_ stream: MeterStream) {
    let whole = records(of: stream.bytes)
    for size in [1, 2, 3, 7, 64] {
      #expect(records(of: stream.bytes, chunkSize: size) == whole, "chunks of \(size) bytes")
    }
  }
}

/// A stream that tqdm wrote, with what it was asked to show.
struct MeterStream: Decodable, Sendable, CustomTestStringConvertible {
  var id: String
  var kind: String
  var wrap: String
  var raw: String
  var meters: [OracleRecord.Truth]
  var texts: [String]
  var isCut: Bool

  var testDescription: String { "\(id) \(kind) \(wrap)" }

  /// The streams of the fixture, in order.
  static let all: [MeterStream] = {
    guard let bytes = try? Fixture.bytes("meters/tqdm-streams.jsonl") else { return [] }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap {
      try? decoder.decode(MeterStream.self, from: Data($0))
    }
  }()

  var bytes: [UInt8] { Array(raw.utf8) }

  /// What the frames show, as single records.
  var oracle: [OracleRecord] {
    meters.map { OracleRecord(id: id, cat: kind, raw: nil, rawB64: nil, truth: $0) }
  }

  /// What the tokenizer reads in the stream's frames.
  func readings(chunkSize: Int) -> [MeterReading] {
    records(of: bytes, chunkSize: chunkSize).filter { $0.kind == .progress }
      .compactMap { MeterReading.of(Array($0.text.utf8)) }
  }
}
