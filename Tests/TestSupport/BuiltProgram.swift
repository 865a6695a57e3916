public import Foundation

/// The programs that are built together with the tests.
public enum BuiltProgram {
  /// Finds a program beside the tests that run.
  ///
  /// - Parameter name: The program's name.
  /// - Returns: Where it lies.
  /// - Throws: `CocoaError` if it was not built.
  public static func url(_ name: String) throws -> URL {
    let bundles = Bundle.allBundles.map(\.bundleURL)
    let executables = [
      Bundle.main.executableURL, CommandLine.arguments.first.map { URL(filePath: $0) },
    ]
    for place in bundles + executables.compactMap({ $0 }) {
      let program = place.resolvingSymlinksInPath().deletingLastPathComponent().appending(
        path: name)
      if FileManager.default.isExecutableFile(atPath: program.path) { return program }
    }
    throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: name])
  }
}
