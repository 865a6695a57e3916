/// Endings of names that say that a file is compressed.
package enum PackedEnding {
  private static let all = [".gz", ".bz2", ".xz", ".zst", ".lz4", ".lzma", ".lz", ".Z"]

  /// Returns the ending that a name or a path has; nil where it says nothing of a compression.
  package static func of(_ name: some StringProtocol) -> String? {
    all.first { name.hasSuffix($0) }
  }
}
