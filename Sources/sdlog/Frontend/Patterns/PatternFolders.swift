import Foundation

/// The folders from which patterns are read beside the built-in ones.
struct PatternFolders {
  /// The folders that the user named.
  var given: [String]
  /// The user's own folder, whether it exists or not.
  var own: String?

  /// The folders in the order of growing precedence: the user's own one if it exists, then those named.
  var paths: [String] {
    var isFolder: ObjCBool = false
    guard let own, FileManager.default.fileExists(atPath: own, isDirectory: &isFolder),
      isFolder.boolValue
    else { return given }
    return [own] + given
  }
}

extension PatternFolders {
  /// Looks the own folder up: `$XDG_CONFIG_HOME/sdlog/patterns`, `~/.config` where that is unset.
  init(given: [String], environment: Environment) {
    let base = environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map { "\($0)/.config" }
    self.init(given: given, own: base.map { "\($0)/sdlog/patterns" })
  }
}
