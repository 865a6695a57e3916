import Foundation

/// Access to files that lie beside a test.
public enum Fixture {
  /// Returns the bytes of `Fixtures/<name>` beside the test file that calls.
  ///
  /// - Parameters:
  ///   - name: The path below the folder `Fixtures`.
  ///   - file: The calling test file.
  /// - Returns: The whole file.
  /// - Throws: What Foundation throws when the file cannot be read.
  public static func bytes(_ name: String, file: StaticString = #filePath) throws -> [UInt8] {
    let url = URL(filePath: "\(file)").deletingLastPathComponent()
      .appending(path: "Fixtures/\(name)")
    return [UInt8](try Data(contentsOf: url))
  }
}
