import Foundation
import TestSupport
import Testing

/// A log of `SampleLogs` with the report that it must give.
struct SampleLog: Sendable, CustomTestStringConvertible {
  /// The file's name, such as `comfyui-prompts.log`.
  let name: String

  var testDescription: String { name }

  /// The folder `SampleLogs` of the project.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "SampleLogs")

  /// All logs, by name.
  static let all: [SampleLog] = {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".log") }.sorted().map(SampleLog.init)
    } catch {
      Issue.record(error)
      return []
    }
  }()

  /// The log.
  var url: URL { Self.folder.appending(path: name) }

  /// The report: `NAME.expected.json` beside `NAME.log`.
  var expectedURL: URL { Self.folder.appending(path: "\(name.dropLast(4)).expected.json") }

  /// The log's bytes.
  var bytes: [UInt8] {
    get throws { [UInt8](try Data(contentsOf: url)) }
  }
}

extension SampleLog {
  /// Puts words in the place of the versions, which change without the report changing.
  static func withoutVersions(_ report: String) -> String {
    report.replacing(/"(catalogue_version|version)": "[^"]*"/) { "\"\($0.output.1)\": \"…\"" }
  }
}
