public import Foundation

/// A fresh folder, which is removed with everything in it when nobody refers to it any more.
public final class TemporaryFolder: Sendable {
  /// Where it lies.
  public let url: URL

  /// Makes the folder.
  ///
  /// - Throws: What Foundation throws when it cannot be made.
  public init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "sdlog-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // The temporary folder may be reached by a link; programs print the path without it.
    url = folder.resolvingSymlinksInPath()
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }
}

extension TemporaryFolder {
  /// Returns the place of something in the folder.
  public func file(_ name: String) -> URL { url.appending(path: name) }

  /// Writes a file, and makes the folders above it.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - name: The path below the folder.
  /// - Throws: What Foundation throws when that fails.
  public func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    let file = file(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// Writes a file of text.
  ///
  /// - Parameters:
  ///   - text: The content, written as UTF-8.
  ///   - name: The path below the folder.
  /// - Throws: What Foundation throws when that fails.
  public func write(_ text: String, to name: String) throws {
    try write(text.utf8, to: name)
  }
}
