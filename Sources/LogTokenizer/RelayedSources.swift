/// The sources of one log into which a transport writes the lines of several programs: services of docker
/// compose, pods of kubectl, units of journald.
///
/// They are numbered from 1 in the order of their first lines. Lines that name none have the number 0,
/// and so do those of sources beyond ``limit``.
package struct RelayedSources: Sendable {
  /// How many are told apart.
  static let limit = 255

  /// Their names.
  package private(set) var names: [[UInt8]] = []
  /// The number of the source of the open line.
  private(set) var current: UInt8 = 0
  /// Whether the open line is of a source that is left out.
  private(set) var leavesOutLine = false

  /// The only source that is read; `nil` for all.
  private let only: [UInt8]?
  /// The number of the last line that named one, which most often names it again.
  private var latest = 0

  init(only: [UInt8]?) { self.only = only }
}

extension RelayedSources {
  /// Begins a line that names its source.
  ///
  /// - Complexity: O(name) for the source of the line before, else O(names).
  mutating func begin(_ name: UnsafeRawBufferPointer) {
    if latest == 0 || !names[latest - 1].equals(name) { latest = number(of: name) }
    current = UInt8(truncatingIfNeeded: latest)
    leavesOutLine = only.map { !$0.equals(name) } ?? false
  }

  /// Ends the open line.
  @inline(__always)
  mutating func endLine() {
    current = 0
    leavesOutLine = false
  }

  /// Whether the beginning of a log names several sources.
  ///
  /// - Complexity: O(bytes).
  package static func areSeveral(inHead head: UnsafeRawBufferPointer) -> Bool {
    var sources = RelayedSources(only: nil)
    for line in head.split(separator: 0x0A) where sources.names.count < 2 {
      let bytes = UnsafeRawBufferPointer(rebasing: line)
      let name = TransportPrefix.parse(bytes).name
      if !name.isEmpty { sources.begin(UnsafeRawBufferPointer(rebasing: bytes[name])) }
    }
    return sources.names.count > 1
  }

  private mutating func number(of name: UnsafeRawBufferPointer) -> Int {
    if let index = names.firstIndex(where: { $0.equals(name) }) { return index + 1 }
    guard names.count < Self.limit else { return 0 }
    names.append(Array(name))
    return names.count
  }
}
