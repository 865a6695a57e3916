internal import CByteScan

/// The bytes of a bar's description or unit.
///
/// Own memory instead of an array, because every frame is compared with them: an array costs counting
/// its references each time, which took a fifth of the time of a frame.
struct BarLabel: ~Copyable {
  private let start: UnsafeMutablePointer<UInt8>
  private let count: Int

  /// Copies bytes.
  init(_ bytes: UnsafeRawBufferPointer) {
    count = bytes.count
    start = .allocate(capacity: max(count, 1))
    for index in 0..<count { (start + index).initialize(to: bytes[index]) }
  }

  deinit { start.deallocate() }

  /// The bytes as text; what is not UTF-8 is replaced.
  var string: String {
    String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Returns a label of the same bytes.
  func copy() -> BarLabel { BarLabel(UnsafeRawBufferPointer(start: start, count: count)) }

  /// Whether the label holds these bytes, digits and points in them left aside, and has such.
  func equalsApartFromNumbers(_ other: UnsafeRawBufferPointer) -> Bool {
    let isNumber: (UInt8) -> Bool = { (0x30...0x39).contains($0) || $0 == 0x2E }
    let own = UnsafeBufferPointer(start: start, count: count)
    return own.contains(where: isNumber)
      && own.filter { !isNumber($0) }.elementsEqual(other.filter { !isNumber($0) })
  }

  /// Whether the label holds just these bytes.
  @inline(__always)
  func equals(_ other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    guard count > 0, let bytes = other.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
      return true
    }
    guard count <= 8 else { return sdlog_same(start, count, bytes, count) != 0 }
    for index in 0..<count where start[index] != bytes[index] { return false }
    return true
  }
}
