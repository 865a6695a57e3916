/// The part of a stream that is in memory: pieces of one size in a ring, filled by one thread and looked
/// at by many.
///
///      piece 4     piece 5     piece 6     piece 7     piece 4 + slots
///      ├───────────┼───────────┼───────────┼───────────┤
///      │ wanted    │ wanted    │ being filled           waits for room
///
/// A piece stays until no reader wants it. In front of its bytes are the last two of the piece before,
/// where a line may have ended that begins here.
///
/// `@unchecked Sendable`: a piece belongs to the thread that fills it until it is published, and is only
/// read from then on; the numbers are touched under the monitor of the reading.
final class PieceWindow: @unchecked Sendable {
  /// The bytes of the piece before in front of a piece.
  static let leadSize = 2
  /// What a piece's bytes begin behind, so that they are aligned.
  private static let leadSpace = 64

  /// The bytes of a piece; the last one may have fewer.
  let pieceSize: Int
  private let slotCount: Int
  private let storage: UnsafeMutableRawBufferPointer

  /// The pieces that are filled, and the bytes of the last of them.
  private(set) var filledCount = 0
  private var lastSize = 0
  /// Whether there will be no more pieces.
  private(set) var isComplete = false

  /// Creates an empty window; memory is taken as pieces are filled.
  ///
  /// - Parameters:
  ///   - pieceSize: The bytes of a piece.
  ///   - slotCount: How many pieces are in memory at most.
  init(pieceSize: Int, slotCount: Int) {
    self.pieceSize = pieceSize
    self.slotCount = slotCount
    storage = .allocate(
      byteCount: slotCount * (Self.leadSpace + pieceSize), alignment: Self.leadSpace)
  }

  deinit { storage.deallocate() }
}

extension PieceWindow {
  /// Returns the memory of a piece, with the bytes in front of it.
  private func slot(_ piece: Int) -> UnsafeMutableRawBufferPointer {
    let start = piece % slotCount * (Self.leadSpace + pieceSize)
    return UnsafeMutableRawBufferPointer(
      rebasing: storage[
        start + Self.leadSpace - Self.leadSize..<start + Self.leadSpace + pieceSize])
  }

  /// Tells whether there is room for a piece.
  ///
  /// - Parameters:
  ///   - piece: The piece behind those that are filled.
  ///   - firstWanted: The first one that a reader wants.
  /// - Returns: Whether it may be filled.
  func hasRoom(for piece: Int, wanting firstWanted: Int) -> Bool {
    piece - slotCount < firstWanted
  }

  /// Copies bytes into the piece that is being filled.
  ///
  /// - Parameters:
  ///   - piece: The piece.
  ///   - bytes: The bytes; those that have no room are left.
  ///   - count: The bytes that it has so far, and then has.
  /// - Returns: The bytes that are left.
  func fill(
    _ piece: Int, with bytes: UnsafeRawBufferPointer, _ count: inout Int
  ) -> UnsafeRawBufferPointer {
    let target = slot(piece)
    if count == 0, piece > 0 {
      target.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: slot(piece - 1).suffix(Self.leadSize)))
    }
    let part = UnsafeRawBufferPointer(rebasing: bytes.prefix(pieceSize - count))
    UnsafeMutableRawBufferPointer(rebasing: target[(Self.leadSize + count)...])
      .copyMemory(from: part)
    count += part.count
    return UnsafeRawBufferPointer(rebasing: bytes[part.count...])
  }

  /// Lets readers have the piece that was filled.
  func publish(size: Int) {
    filledCount += 1
    lastSize = size
  }

  /// Notes that the stream has ended.
  func complete() {
    isComplete = true
  }

  /// Returns a piece that is filled, with the last bytes of the one before.
  func bytes(of piece: Int) -> UnsafeRawBufferPointer {
    let size = piece == filledCount - 1 ? lastSize : pieceSize
    return UnsafeRawBufferPointer(rebasing: slot(piece)[..<(Self.leadSize + size)])
  }
}
