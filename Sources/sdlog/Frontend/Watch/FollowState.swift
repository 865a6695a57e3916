import Hashing
import LogInput
import Reporting

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where the places are kept up to which files were followed.
struct FollowState {
  /// The folder; made when something is kept.
  let folder: String

  /// Chooses the folder.
  init(environment: Environment) {
    folder = "\(StateFolder(environment).path)/follow"
  }
}

extension FollowState {
  /// Returns where following a file stopped; `nil` if it was never followed.
  func checkpoint(of path: String) -> FollowCheckpoint? {
    let file = open(name(of: path), O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = read(file, &bytes, bytes.count)
    guard count > 0 else { return nil }
    let checkpoint = FollowCheckpoint(text: String(decoding: bytes[..<count], as: UTF8.self))
    return checkpoint?.path == Self.absolute(path) ? checkpoint : nil
  }

  /// Keeps where following a file has come to.
  ///
  /// - Throws: `OutputError` if it cannot be kept.
  func keep(_ checkpoint: FollowCheckpoint) throws {
    var checkpoint = checkpoint
    let path = checkpoint.path
    checkpoint.path = Self.absolute(path)
    StateFolder.makeFolders(of: "\(folder)/")
    var file = try AtomicFile(path: name(of: path))
    try file.append(checkpoint.text)
    try file.commit()
  }

  private func name(of path: String) -> String {
    // The checkpoint itself names the path, in case two have the same hash.
    "\(folder)/\(String(FNV1a(Self.absolute(path)).value, radix: 16))"
  }

  /// The path from the root on; links are kept, because they are what is followed.
  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    guard let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return "\(String(cString: folder))/\(path)"
  }
}
