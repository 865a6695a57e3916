/// What a file's name says about it.
enum FileName {
  /// Endings of programs, data, documents and settings.
  ///
  /// They lie beside logs, and many of them quote messages that no program printed there.
  private static let others: Set<Substring> = [
    "bat", "c", "cc", "cfg", "cmd", "conf", "cpp", "css", "cu", "diff", "h", "htm", "html", "ini",
    "ipynb", "js", "json", "lock", "md", "patch", "ps1", "py", "pyi", "rst", "sh", "svg", "swift",
    "toml", "ts", "xml", "yaml", "yml",
  ]

  /// Whether a file found in a folder is left out because its name says that it is no log.
  static func isNoLog(_ name: String) -> Bool {
    if name.hasPrefix(".") { return true }
    guard let dot = name.lastIndex(of: ".") else { return false }
    return others.contains(name[name.index(after: dot)...].lowercased()[...])
  }
}
