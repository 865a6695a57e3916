/// Where reading a followed file stopped, and how the place is found again.
///
/// A file is known by the bytes in front of the place and by its first ones; device and inode are
/// a shortcut, because an inode is given to another file once its own is gone.
package struct FollowCheckpoint: Sendable, Equatable {
  /// The most bytes that are kept of the file's beginning and of what stands in front of the place.
  static let sampleSize = 256

  /// The path that is followed, and where it led to.
  package var path: String
  package var target: String
  /// The file's device and inode.
  package var device: UInt64
  package var inode: UInt64
  /// The offset of the next byte to read.
  package var offset: Int
  /// The size that the file had when it was looked at last.
  package var size: Int
  /// When it was looked at last, in nanoseconds since 1970.
  package var time: Int
  /// When the file was made, in nanoseconds since 1970; 0 where the system does not tell.
  package var birth: Int
  /// The file's first bytes, and those in front of the offset.
  var head: [UInt8]
  var tail: [UInt8]
}

extension FollowCheckpoint {
  private static let title = "sdlog checkpoint 1"

  /// The checkpoint as text.
  package var text: String {
    """
    \(Self.title)
    path \(Self.hexadecimal(Array(path.utf8)))
    target \(Self.hexadecimal(Array(target.utf8)))
    device \(device)
    inode \(inode)
    offset \(offset)
    size \(size)
    time \(time)
    birth \(birth)
    head \(Self.hexadecimal(head))
    tail \(Self.hexadecimal(tail))

    """
  }

  /// Reads a checkpoint; `nil` if the text is none, or not whole.
  package init?(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 12, lines[0] == Self.title, lines[11].isEmpty else { return nil }
    func value(_ index: Int, _ name: String) -> Substring? {
      lines[index].hasPrefix("\(name) ") ? lines[index].dropFirst(name.utf8.count + 1) : nil
    }
    guard let path = value(1, "path").flatMap(Self.bytes),
      let target = value(2, "target").flatMap(Self.bytes),
      let device = value(3, "device").flatMap({ UInt64($0) }),
      let inode = value(4, "inode").flatMap({ UInt64($0) }),
      let offset = value(5, "offset").flatMap({ Int($0) }), offset >= 0,
      let size = value(6, "size").flatMap({ Int($0) }),
      let time = value(7, "time").flatMap({ Int($0) }),
      let birth = value(8, "birth").flatMap({ Int($0) }),
      let head = value(9, "head").flatMap(Self.bytes),
      let tail = value(10, "tail").flatMap(Self.bytes), tail.count <= offset
    else { return nil }
    self.init(
      path: String(decoding: path, as: UTF8.self), target: String(decoding: target, as: UTF8.self),
      device: device, inode: inode, offset: offset, size: size, time: time,
      birth: birth, head: head, tail: tail)
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  private static func bytes(_ text: Substring) -> [UInt8]? {
    let digits = text.utf8.map { UInt8($0) }
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: digits.count, by: 2) {
      let pair = String(decoding: digits[start..<start + 2], as: UTF8.self)
      guard let byte = UInt8(pair, radix: 16) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
