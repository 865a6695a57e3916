package import Localization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A rotated file that is read from a place to its end, compressed or not.
final class FollowedPart {
  /// What reading came to.
  enum Outcome {
    case bytes(UnsafeRawBufferPointer)
    case end
    /// The rest cannot be read.
    case failure(LocalizedText)
  }

  /// About how many bytes there are to read.
  let size: Int
  /// The offset of the next byte, uncompressed.
  private(set) var offset: Int

  private let path: String
  private let isCompressed: Bool
  private let head: [UInt8]
  private let tail: [UInt8]
  private var file: TailFile?
  private var reader: InputReaderBox?
  private var isOpen = false
  /// Bytes to leave out before the place.
  private var skipped = 0

  /// Names a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - isCompressed: Whether its name says so.
  ///   - size: Its size.
  ///   - offset: The place from which on it is read, uncompressed.
  ///   - head: The first bytes that it has to have.
  ///   - tail: The bytes that have to stand in front of the place.
  init(
    _ path: String, isCompressed: Bool, size: Int, offset: Int = 0, head: [UInt8] = [],
    tail: [UInt8] = []
  ) {
    self.path = path
    self.isCompressed = isCompressed
    self.size = max(0, size - (isCompressed ? 0 : offset))
    self.offset = offset
    self.head = head
    self.tail = tail
  }
}

extension FollowedPart {
  /// Reads the next bytes, which are valid until the next call.
  func next(_ buffer: UnsafeMutableRawBufferPointer) -> Outcome {
    if !isOpen {
      isOpen = true
      if let outcome = openFile() { return outcome }
    }
    if let file {
      switch file.read(into: buffer) {
      case .bytes(let count):
        offset += count
        return .bytes(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      case .end: return .end
      case .rewritten:
        return .failure(
          LocalizedText(en: "the rotated file was changed while it was read", zh: "轮转后的文件在读取过程中被改动")
        )
      }
    }
    return nextExpanded()
  }

  /// Whether a file holds the bytes in front of a place.
  ///
  /// - Parameters:
  ///   - sibling: The file.
  ///   - head: The bytes that it begins with.
  ///   - tail: The bytes that stand in front of the place.
  ///   - offset: The place, uncompressed.
  ///   - asWhole: Whether nothing may stand behind the place.
  /// - Returns: Whether it does.
  static func holds(
    _ sibling: RotatedSiblings.Sibling, _ head: [UInt8], _ tail: [UInt8], at offset: Int,
    asWhole: Bool = false
  ) -> Bool {
    guard sibling.isCompressed else {
      return (asWhole ? sibling.size == offset : sibling.size >= offset)
        && TailFile(path: sibling.path)?.resume(at: offset, head: head, tail: tail) == true
    }
    let reader = InputReaderBox(path: sibling.path)
    var last: [UInt8] = []
    var at = 0
    var isRight = true
    var isLonger = false
    while isRight, at < offset {
      let isMore = reader.next { chunk in
        if at < head.count {
          isRight = chunk.prefix(head.count - at).elementsEqual(head[at...].prefix(chunk.count))
        }
        let part = chunk.prefix(offset - at)
        last = Array((last + part.suffix(tail.count)).suffix(tail.count))
        at += part.count
        isLonger = part.count < chunk.count
      }
      guard isMore else { return false }
    }
    guard isRight, last == tail else { return false }
    return !asWhole || !isLonger && !reader.next { _ in }
  }

  private func openFile() -> Outcome? {
    if isCompressed {
      reader = InputReaderBox(path: path)
      skipped = offset
      return nil
    }
    guard let file = TailFile(path: path), file.resume(at: offset, head: head, tail: tail) else {
      return .failure(
        LocalizedText(en: "the rotated file is gone or was changed", zh: "轮转后的文件已消失或被改动"))
    }
    self.file = file
    return nil
  }

  private func nextExpanded() -> Outcome {
    guard let reader else { return .end }
    while true {
      var outcome: Outcome?
      let isMore = reader.next { chunk in
        guard chunk.count > skipped else {
          skipped -= chunk.count
          return
        }
        let rest = UnsafeRawBufferPointer(rebasing: chunk[skipped...])
        skipped = 0
        offset += rest.count
        outcome = .bytes(rest)
      }
      if let outcome { return outcome }
      guard isMore else {
        return reader.isDamaged
          ? .failure(LocalizedText(en: "the rotated file cannot be expanded", zh: "轮转后的文件无法解压"))
          : .end
      }
    }
  }
}

/// Reads a file whatever it is compressed with.
private final class InputReaderBox {
  private var reader: InputReader
  private var isThere: Bool
  private(set) var isDamaged = false

  init(path: String) {
    var reader = InputReader(InputItem(path: path, isNamed: true))
    var failed = false
    isThere = reader.nextStream { _ in failed = true } != nil
    isDamaged = failed
    self.reader = reader
  }

  /// Lends the next bytes; they are valid until the next call.
  func next(_ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
    guard isThere else { return false }
    if reader.next(body) { return true }
    isDamaged = isDamaged || !reader.failures.isEmpty
    isThere = false
    return false
  }
}
