/// The version of the program.
enum Version {
  /// As `--version` prints it and reports name it.
  static let current = "0.1.0"
}
