import Foundation
import TestSupport

/// The built program, in an environment that does not depend on who runs the tests.
enum SDLogProgram {
  /// Runs sdlog.
  ///
  /// - Parameters:
  ///   - arguments: What stands behind its name.
  ///   - folder: The folder in which it runs.
  ///   - input: What standard input holds.
  ///   - environment: Variables to add.
  /// - Returns: What it printed and how it ended.
  /// - Throws: What running it throws.
  static func run(
    _ arguments: [String], in folder: URL, input: [UInt8] = [],
    environment: [String: String] = [:]
  ) throws -> Command.Outcome {
    var command = Command(
      try BuiltProgram.url("sdlog"), arguments, in: folder,
      environment: try self.environment(adding: environment))
    command.input = input
    return try command.run()
  }

  /// Runs a line of a shell in which `sdlog` is the built program.
  static func shell(
    _ line: String, in folder: URL, environment: [String: String] = [:]
  ) throws -> Command.Outcome {
    let path = try BuiltProgram.url("sdlog").deletingLastPathComponent().path
    var environment = try self.environment(adding: environment)
    environment["PATH"] = "\(path):/usr/bin:/bin"
    return try Command(
      URL(filePath: "/bin/sh"), ["-c", line], in: folder, environment: environment
    ).run()
  }

  private static func environment(adding changes: [String: String]) throws -> [String: String] {
    let base = [
      "LANG": "C.UTF-8", "TERM": "xterm-256color",
      "TMPDIR": FileManager.default.temporaryDirectory.path,
      // Without a home there are no patterns of the user's own.
      "HOME": "/nonexistent",
    ]
    return base.merging(changes) { $1 }
  }
}

extension Command.Outcome {
  /// The exit status; nil if it was ended by a signal.
  var exitStatus: Int32? {
    if case .exited(let number) = status { number } else { nil }
  }
}
