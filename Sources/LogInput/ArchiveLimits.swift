/// The bounds on what archives and compressed files may demand.
package struct ArchiveLimits: Sendable, Equatable {
  /// The most members of one archive that are looked at.
  package var members = 10_000
  /// How deep archives may lie in archives; 1 is an archive that lies in a folder.
  package var archiveDepth = 3
  /// The most compressions around one another, such as a `.gz` of a `.gz`.
  package var compressionDepth = 3
  /// The most bytes that one file may expand to.
  package var expandedBytes = 1 << 40
  /// How many times its own size a file may expand to, once it has passed `ratioFloorBytes`.
  ///
  /// Deflate reaches 1,032 at most; logs of progress bars reach 10 to 50.
  package var ratio = 1000
  /// The expanded bytes up to which the ratio is not looked at: a log that repeats itself is no bomb.
  package var ratioFloorBytes = 2 << 30

  /// The bounds in force.
  package static let standard = ArchiveLimits()

  /// Creates the bounds in force.
  package init() {}
}

extension ArchiveLimits {
  /// Whether so many expanded bytes of so many compressed ones are too many.
  func areExceeded(expanded: Int, compressed: Int) -> Bool {
    if expanded > expandedBytes { return true }
    return expanded > ratioFloorBytes && expanded / ratio > compressed
  }
}
