/// One catalogue file as a tree of mappings, sequences and scalars, each with its place.
///
/// The tree is kept as bytes in preorder, in which a subtree is skipped without being read. So the
/// files inside the binary cost nothing but what is read of them: Yams takes 300 ms for 1 MB of YAML,
/// which is why they are composed when sdlog is built. A file that is read at run time takes the same
/// form.
///
///     node      kind line column ( length text | count length node... )
///     kind      "p" plain scalar, "q" quoted or block scalar, "m" mapping (count pairs), "s" sequence
///     numbers   little-endian groups of 5 bits, each 0x30 + bits, plus 0x20 where another one follows
package final class SyntaxTree: Sendable {
  /// The file's path as messages show it.
  package let path: String
  /// The file's lines; empty for the files inside the binary.
  package let lines: [Substring]
  /// The encoded nodes, which never change.
  private nonisolated(unsafe) let bytes: UnsafeBufferPointer<UInt8>
  /// Whether the nodes are freed with the tree.
  private let ownsBytes: Bool

  /// Creates a tree of encoded nodes, which it copies.
  package init(path: String, lines: [Substring] = [], bytes: [UInt8]) {
    self.path = path
    self.lines = lines
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = copy.initialize(from: bytes)
    self.bytes = UnsafeBufferPointer(copy)
    ownsBytes = true
  }

  /// Creates a tree of encoded nodes inside the binary, which are read where they are.
  package init(path: String, encoded: StaticString) {
    self.path = path
    lines = []
    bytes = UnsafeBufferPointer(start: encoded.utf8Start, count: encoded.utf8CodeUnitCount)
    ownsBytes = false
  }

  deinit {
    if ownsBytes { bytes.deallocate() }
  }
}

extension SyntaxTree {
  /// The tree's topmost node; `nil` for an empty file.
  package var root: SyntaxNode? { bytes.isEmpty ? nil : SyntaxNode(tree: self, offset: 0) }

  /// Hands out the encoded nodes, which must not be kept.
  package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    withExtendedLifetime(self) { body(bytes) }
  }

  /// Returns the position of the first pair with a key among some of the tree's.
  ///
  /// - Complexity: O(pairs). The bytes are asked for once, since a start of sdlog looks for 70,000 keys.
  package func position(
    of key: StaticString, among pairs: [(key: SyntaxNode, value: SyntaxNode)]
  ) -> Int? {
    withBytes { bytes in pairs.indices.first { pairs[$0].key.equals(key, in: bytes) } }
  }

  /// Returns the text of a line without its terminator.
  ///
  /// - Parameter number: The line, from 1.
  /// - Returns: The line; `nil` where the source is not at hand.
  package func line(_ number: Int) -> Substring? {
    lines.indices.contains(number - 1) ? lines[number - 1] : nil
  }
}

/// A node of a `SyntaxTree`: a view into its bytes.
package struct SyntaxNode: Sendable {
  /// What a node is.
  package enum Kind: Sendable {
    case plain
    case quoted
    case mapping
    case sequence
  }

  /// The tree that the node belongs to.
  package let tree: SyntaxTree
  /// What the node is.
  package let kind: Kind
  // Half the width of Int: a catalogue has 100,000 nodes, which are copied again and again.
  private let line: Int32
  private let column: Int32
  private let childCount: Int32
  private let start: Int32
  private let end: Int32

  /// Reads the head of the node at an offset.
  init(tree: SyntaxTree, offset: Int) {
    self = tree.withBytes { SyntaxNode(tree: tree, bytes: $0, offset: offset) }
  }

  private init(tree: SyntaxTree, bytes: UnsafeBufferPointer<UInt8>, offset: Int) {
    var reader = NumberReader(bytes: bytes, offset: offset + 1)
    self.tree = tree
    switch bytes[offset] {
    case UInt8(ascii: "m"): kind = .mapping
    case UInt8(ascii: "s"): kind = .sequence
    case UInt8(ascii: "q"): kind = .quoted
    default: kind = .plain
    }
    line = Int32(reader.next())
    column = Int32(reader.next())
    childCount = kind == .mapping || kind == .sequence ? Int32(reader.next()) : 0
    let length = reader.next()
    start = Int32(reader.offset)
    end = Int32(reader.offset + length)
  }
}

extension SyntaxNode {
  /// Where the node begins.
  package var place: SourcePlace { SourcePlace(line: Int(line), column: Int(column)) }

  /// The number of pairs or items; 0 for a scalar.
  package var count: Int { Int(childCount) }

  /// The bytes of a scalar's text, or of the children.
  private var content: Range<Int> { Int(start)..<Int(end) }

  /// Whether the node is a scalar.
  package var isScalar: Bool { kind == .plain || kind == .quoted }

  /// Whether the node is YAML's null: nothing at all, `~` or `null`, not quoted.
  package var isNull: Bool {
    kind == .plain && (content.isEmpty || equals("~") || equals("null"))
  }

  /// A scalar's text; empty for other nodes.
  package var text: String {
    guard isScalar else { return "" }
    return tree.withBytes { String(decoding: $0[content], as: UTF8.self) }
  }

  /// Returns whether the node is a scalar with this text.
  ///
  /// - Complexity: O(length), without an allocation.
  package func equals(_ other: StaticString) -> Bool {
    tree.withBytes { equals(other, in: $0) }
  }

  /// Returns the same, with the tree's bytes at hand.
  @inline(__always)
  fileprivate func equals(_ other: StaticString, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard Int(end - start) == other.utf8CodeUnitCount, isScalar else { return false }
    let text = other.utf8Start
    for index in 0..<other.utf8CodeUnitCount where text[index] != bytes[Int(start) + index] {
      return false
    }
    return true
  }

  /// The pairs of a mapping in the file's order; empty for other nodes.
  package var pairs: [(key: SyntaxNode, value: SyntaxNode)] {
    guard kind == .mapping else { return [] }
    var pairs: [(key: SyntaxNode, value: SyntaxNode)] = []
    pairs.reserveCapacity(count)
    var offset = content.lowerBound
    while offset < content.upperBound {
      let key = SyntaxNode(tree: tree, offset: offset)
      let value = SyntaxNode(tree: tree, offset: key.content.upperBound)
      pairs.append((key, value))
      offset = value.content.upperBound
    }
    return pairs
  }

  /// The items of a sequence; empty for other nodes.
  package var items: [SyntaxNode] {
    guard kind == .sequence else { return [] }
    var items: [SyntaxNode] = []
    items.reserveCapacity(count)
    var offset = content.lowerBound
    while offset < content.upperBound {
      let item = SyntaxNode(tree: tree, offset: offset)
      items.append(item)
      offset = item.content.upperBound
    }
    return items
  }

  /// Returns the value of a mapping's key; `nil` where it is absent.
  package func value(_ key: StaticString) -> SyntaxNode? {
    guard kind == .mapping else { return nil }
    var offset = Int(start)
    while offset < Int(end) {
      let name = SyntaxNode(tree: tree, offset: offset)
      let value = SyntaxNode(tree: tree, offset: Int(name.end))
      if name.equals(key) { return value }
      offset = Int(value.end)
    }
    return nil
  }
}

/// Reads the numbers of an encoded tree.
private struct NumberReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var offset: Int

  /// Returns the number at the offset and steps over it.
  mutating func next() -> Int {
    var value = 0
    var shift = 0
    while true {
      let bits = Int(bytes[offset]) - 0x30
      offset += 1
      value |= (bits & 0x1F) << shift
      guard bits & 0x20 != 0 else { return value }
      shift += 5
    }
  }
}
