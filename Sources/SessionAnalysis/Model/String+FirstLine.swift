extension String {
  /// Returns the first line that is not empty, without the blanks in front of it.
  ///
  /// - Parameter limit: The most characters.
  /// - Returns: The line, empty where there is none.
  /// - Complexity: O(line).
  package func firstLine(atMost limit: Int) -> String {
    var text = self
    return text.withUTF8 { bytes in
      var start = 0
      while start < bytes.count, bytes[start] == 0x0A { start += 1 }
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      while start < end, bytes[start] == 0x20 { start += 1 }
      let line = bytes[start..<end]
      if line.count <= limit { return String(decoding: line, as: UTF8.self) }
      // A byte of ASCII is a character where no combining mark follows.
      if line.prefix(limit + 1).allSatisfy({ $0 < 0x80 }) {
        return String(decoding: line.prefix(limit), as: UTF8.self)
      }
      return String(String(decoding: line, as: UTF8.self).prefix(limit))
    }
  }
}
