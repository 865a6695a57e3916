/// The times in logs that ComfyUI keeps of itself and shows in its error reports.
///
/// Each piece of text that was printed has one in front, so that a line of `print(a, b)` has several, and
/// every redrawn frame of a bar one:
///
///     2026-05-12T07:30:00.120334 - ** Platform:2026-05-12T07:30:00.120341 -  2026-05-12T07:30:00.120349 - Linux
///
/// Source: ComfyUI 0.3, `app/logger.py`, and its page, which joins time and text by ` - `.
enum PrintStamp {
  /// `2026-05-12T07:30:00.120334 - `, in which a digit is `0`.
  private static let form: StaticString = "0000-00-00T00:00:00.000000 - "

  /// Returns the length of the stamp at a place; `nil` where there is none.
  static func length(in bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
    let count = form.utf8CodeUnitCount
    guard bytes.count - start >= count else { return nil }
    return form.withUTF8Buffer { form in
      for index in 0..<count {
        let byte = bytes[start + index]
        guard form[index] == UInt8(ascii: "0") ? byte.isDigit : byte == form[index] else {
          return nil
        }
      }
      return count
    }
  }

  /// Returns the time of a stamp that nothing stands behind, not even its last blank; `nil` for others.
  static func time(in bytes: UnsafeRawBufferPointer, at start: Int) -> LogTime? {
    guard bytes.count - start == form.utf8CodeUnitCount - 1, bytes[start].isDigit else {
      return nil
    }
    var cursor = ByteCursor(bytes, at: start)
    guard let time = cursor.dateAndTime(), cursor.skip(" -"), cursor.isAtEnd else { return nil }
    return time
  }

  /// Puts a text without its stamps into a buffer, in the place of what it held.
  static func remove(from bytes: UnsafeRawBufferPointer, into buffer: inout [UInt8]) {
    buffer.removeAll(keepingCapacity: true)
    var at = 0
    var copied = 0
    while at < bytes.count {
      if bytes[at].isDigit, let length = length(in: bytes, at: at) {
        buffer.append(contentsOf: bytes[copied..<at])
        at += length
        copied = at
      } else {
        at += 1
      }
    }
    buffer.append(contentsOf: bytes[copied...])
  }
}
