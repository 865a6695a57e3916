import Foundation
import TestSupport
import Testing

/// One sequence of bytes that a log may hold to act upon whoever reads the report.
struct HostileText: Decodable, Sendable, CustomTestStringConvertible {
  /// What it is.
  let name: String
  /// The bytes, in hexadecimal.
  let hex: String
  /// The harmless form.
  let shown: String

  var testDescription: String { name }

  /// The bytes.
  var bytes: [UInt8] {
    stride(from: 0, to: hex.count, by: 2).compactMap { offset in
      UInt8(hex.dropFirst(offset).prefix(2), radix: 16)
    }
  }

  /// The bytes as a log's text is read.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// All of them.
  static let all: [HostileText] = {
    do {
      return try Fixture.bytes("hostile.jsonl").split(separator: 0x0A).map {
        try JSONDecoder().decode(HostileText.self, from: Data($0))
      }
    } catch {
      Issue.record(error)
      return []
    }
  }()
}
