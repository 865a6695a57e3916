internal import Foundation
internal import GRDB
internal import SessionAnalysis

/// Bytes of an input that were never seen.
package struct IntakeLoss: Sendable, Equatable, Codable {
  /// Why they were not, where that is not said in words.
  package enum Reason: String, Sendable, Codable {
    /// The log was begun anew since it was read last.
    case overwritten
    /// Something else.
    case other
  }

  /// The offsets of the first byte and behind the last one; `nil` where nobody knows.
  package var from: Int
  package var to: Int?
  /// Why they were not seen.
  package var reason: Reason
  /// The reason in words, for `other`.
  package var why: String

  /// Creates a loss.
  package init(from: Int, to: Int?, reason: Reason = .other, why: String = "") {
    self.from = from
    self.to = to
    self.reason = reason
    self.why = why
  }
}

/// An input that brought something new.
package struct Intake: Sendable, Equatable {
  /// When it was taken in, in milliseconds since 1970.
  package var at: Int
  /// Its path.
  package var path: String
  /// The bytes that were new, uncompressed.
  package var bytes: Int
  /// The bounds that were hit.
  package var limits: [String: Int]
  /// What was never seen.
  package var losses: [IntakeLoss]
}

/// Rows of intakes.
enum IntakeTable {
  private struct Details: Codable {
    var limits: [String: Int]
    var losses: [IntakeLoss]
  }

  /// Adds a row.
  static func write(_ intake: Intake, _ db: Database) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let details = try encoder.encode(Details(limits: intake.limits, losses: intake.losses))
    try db.cachedStatement(
      sql: "INSERT INTO intake(at, path, bytes, details) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [
      intake.at, intake.path, intake.bytes, String(decoding: details, as: UTF8.self),
    ])
  }

  /// Returns the rows behind one, in order.
  static func rows(after id: Int, since: Int, _ db: Database) throws -> [Intake] {
    try Row.fetchAll(
      db, sql: "SELECT at, path, bytes, details FROM intake WHERE id > ? AND at >= ? ORDER BY id",
      arguments: [id, since]
    ).map { row in
      let text: String = row[3]
      let details = try Self.details(text)
      return Intake(
        at: try row.time(0), path: row[1], bytes: try row.count(2), limits: details.limits,
        losses: details.losses)
    }
  }

  /// Reads what stands as JSON in a row.
  private static func details(_ text: String) throws -> Details {
    guard let details = try? JSONDecoder().decode(Details.self, from: Data(text.utf8)) else {
      throw CorruptDataError(offset: 0)
    }
    let places = details.losses.flatMap { [$0.from, $0.to ?? $0.from] }
    for number in details.limits.values + places {
      _ = try StoredNumber.checked(number, StoredNumber.counts)
    }
    return details
  }
}
