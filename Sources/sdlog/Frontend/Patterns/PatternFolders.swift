import Foundation

/// The folders from which patterns are read beside the built-in ones.
struct PatternFolders {
  /// The folders that the user named.
  var given: [String]
  /// Where the user's own folder is looked up.
  var environment: Environment

  /// The folders in the order of growing precedence: the user's own one where it exists, then those named.
  var paths: [String] {
    var isFolder: ObjCBool = false
    guard let own, FileManager.default.fileExists(atPath: own, isDirectory: &isFolder),
      isFolder.boolValue
    else { return given }
    return [own] + given
  }

  /// `$XDG_CONFIG_HOME/sdlog/patterns`, where that variable is unset `~/.config/sdlog/patterns`.
  private var own: String? {
    let base = environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map { "\($0)/.config" }
    return base.map { "\($0)/sdlog/patterns" }
  }
}
