import Foundation
import LogInput

/// What reading an item gave.
struct Reading: Equatable {
  /// One stream of it.
  struct Stream: Equatable {
    var path: String
    var text: String
    var compression: String?
    var failures: [InputFailure] = []
  }

  var streams: [Stream] = []
  /// What could not be read at all.
  var errors: [InputError] = []

  /// Reads an item to its end.
  init(_ item: InputItem, limits: ArchiveLimits = .standard) {
    var reader = InputReader(item, limits: limits)
    var errors: [InputError] = []
    while let stream = reader.nextStream({ errors.append($0) }) {
      var bytes: [UInt8] = []
      while reader.next({ bytes.append(contentsOf: $0) }) {}
      streams.append(
        Stream(
          path: stream.path, text: String(decoding: bytes, as: UTF8.self),
          compression: reader.compression, failures: reader.failures))
    }
    self.errors = errors
  }

  /// Reads one file that the user named.
  init(named path: String, limits: ArchiveLimits = .standard) {
    self.init(InputItem(path: path, isNamed: true), limits: limits)
  }
}

/// A folder that goes away with the value.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "LogInputTests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, and the folders above it.
  ///
  /// - Returns: Its path.
  @discardableResult
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }
}

/// Returns the path of a fixture.
func fixturePath(_ name: String, file: StaticString = #filePath) -> String {
  URL(filePath: "\(file)").deletingLastPathComponent().appending(path: "Fixtures/\(name)").path
}
