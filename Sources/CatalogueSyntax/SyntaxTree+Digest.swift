internal import Hashing

extension SyntaxTree {
  /// Returns a name for the contents of files: FNV-1a of their nodes, 64 bits as 16 hexadecimal digits.
  package static func digest(of trees: [SyntaxTree]) -> String {
    var hash = FNV1a()
    for tree in trees {
      tree.withBytes { hash.add(UnsafeRawBufferPointer($0)) }
      // A separator that no encoded tree holds.
      hash.add(0xFF as UInt8)
    }
    return hash.value.hexadecimal
  }
}
