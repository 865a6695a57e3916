#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where sdlog keeps what outlives a run: `$XDG_STATE_HOME/sdlog`, else `~/.local/state/sdlog`.
struct StateFolder {
  /// Its path, without a slash at the end.
  let path: String

  /// Chooses the folder.
  init(_ environment: Environment) {
    let state =
      environment["XDG_STATE_HOME"] ?? environment["HOME"].map { "\($0)/.local/state" } ?? "."
    path = "\(state)/sdlog"
  }

  /// Makes the folders that a path leads through, for nobody but the user.
  static func makeFolders(of path: String) {
    var at = path.startIndex
    while let slash = path[at...].dropFirst().firstIndex(of: "/") {
      // What cannot be made shows when the file is opened.
      _ = mkdir(String(path[..<slash]), 0o700)
      at = slash
    }
  }
}
