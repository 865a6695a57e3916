import LogInput
import ReportBuilding
import Reporting

/// A file that is followed by its name.
final class FollowSource: WatchSource {
  /// How many bytes are read at a time, so that no file keeps the others waiting.
  private static let turnBytes = 1 << 20

  /// The path, as it was given.
  var path: String { file.path }
  /// Whether there may be more.
  var hasMore = true

  private let file: FollowedFile
  private var output: StandardStream?

  /// Follows a file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - output: Where its bytes are passed on to, if anywhere.
  init(_ file: FollowedFile, passingTo output: StandardStream?) {
    self.file = file
    self.output = output
  }

  /// The group is waited for.
  var descriptor: Int32 { -1 }

  /// The number of bytes that are there and were not read.
  var backlog: Int { file.backlog }

  /// The place up to which the file was read.
  func checkpoint() -> FollowCheckpoint? {
    file.checkpoint(time: Environment().milliseconds * 1_000_000)
  }

  func read(_ consumer: WatchConsumer) throws -> Bool {
    var count = 0
    while count < Self.turnBytes {
      let isMore = try file.next(at: consumer.now.seconds) { piece in
        switch piece {
        case .bytes(let bytes):
          count += bytes.count
          try output?.append(bytes)
          try consumer.take(bytes)
        case .loss(let from, let to, let why):
          try consumer.note(lossFrom: from, to: to, why: why)
        }
      }
      guard isMore else {
        hasMore = false
        break
      }
    }
    return true
  }
}
