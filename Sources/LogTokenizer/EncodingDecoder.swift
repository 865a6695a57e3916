import CByteScan

/// How the bytes of a log, or of a part of it, stand for text.
package enum TextEncoding: String, Sendable, CaseIterable {
  /// UTF-8, with or without a byte order mark, also with broken bytes; and ASCII.
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case gbk = "gbk"
  case cp932 = "cp932"
  case windows1252 = "windows-1252"
  /// More than one of the others.
  case mixed = "mixed"
}

/// Turns chunks of bytes in whatever encoding into chunks of UTF-8.
///
/// A log may change its encoding at the beginning of a line: `>>` of cmd appends bytes to a file
/// that `>` of PowerShell began in UTF-16, and the other way round. So each line's first bytes are
/// looked at, and text in bytes is judged from line to line until it has proved to be UTF-8.
///
/// The same bytes give the same output however they are cut into chunks: a decision that needs more
/// bytes waits for them. At most 4 KiB and 256 bytes wait. Bytes that are text in no encoding come
/// out unchanged; lone surrogates come out as U+FFFD.
///
/// - Complexity: O(*n*). ASCII, and text that has proved to be UTF-8, is handed on without a copy.
package struct EncodingDecoder {
  /// Whether a converter was missing, so that text came out as the bytes that it was.
  package private(set) var lacksConverter = false

  var mode = Mode.bytes
  /// Whether the next byte is the first one of a line.
  var isAtLineStart = true
  /// Whether the encoding of the line that starts here is decided.
  var isLineSettled = false
  /// The last two bytes of text in bytes: NUL and LF end a line of UTF-16 that was not recognised.
  var lastBytes: (UInt8, UInt8) = (0x0A, 0x0A)
  var evidence = EncodingEvidence()
  /// Whether any text in bytes was handed on.
  package private(set) var hasBytes = false
  /// The encoding of the last text that was judged.
  private var lastEncoding: TextEncoding?
  var waiting: [UInt8] = []
  private(set) var seen: Set<TextEncoding> = []
  private var converters: [TextEncoding: EncodingConverter] = [:]

  enum Mode: Equatable {
    /// UTF-8 or one of the older encodings, which share ASCII.
    case bytes
    case utf16(isBigEndian: Bool)
  }

  /// The most bytes of a line that are judged at once.
  static let segmentLimit = 4096

  /// Creates a decoder for the beginning of a log.
  package init() {}
}

extension EncodingDecoder {
  /// The encoding of what was decoded, `mixed` when it changed; `utf8` for ASCII.
  package var encoding: TextEncoding {
    seen.count > 1 ? .mixed : seen.first ?? .utf8
  }

  /// Whether bytes wait for others that decide what they are.
  package var isWaiting: Bool { !waiting.isEmpty }

  /// The encodings that were met, for the details of a mixed log.
  package var encodings: Set<TextEncoding> { seen }

  /// Decodes a chunk.
  ///
  /// - Parameters:
  ///   - chunk: Bytes that follow those of the last call.
  ///   - isLast: Whether the log ends behind this chunk, so that nothing may wait any longer.
  ///   - body: Takes UTF-8, not necessarily cut between characters; called any number of times. Its
  ///     argument is valid during the call only.
  /// - Throws: What `body` throws; the decoder is not to be used any more then.
  package mutating func decode(
    _ chunk: UnsafeRawBufferPointer, isLast: Bool,
    into body: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    var rest = chunk
    while !waiting.isEmpty, !rest.isEmpty {
      let before = waiting.count
      let added = min(rest.count, 256)
      waiting.append(contentsOf: rest.prefix(added))
      let taken = try takeWaiting(isLast: isLast && added == rest.count, into: body)
      if taken >= before {
        // Go on in the chunk itself.
        waiting.removeAll(keepingCapacity: true)
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(taken - before))
      } else {
        waiting.removeFirst(taken)
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(added))
      }
    }
    if !rest.isEmpty {
      let taken = try take(rest, isLast: isLast, into: body)
      waiting.append(contentsOf: rest.dropFirst(taken))
    } else if isLast, !waiting.isEmpty {
      _ = try takeWaiting(isLast: true, into: body)
      waiting.removeAll()
    }
  }

  private mutating func takeWaiting(
    isLast: Bool, into body: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows -> Int {
    let bytes = waiting
    return try bytes.withUnsafeBytes { try take($0, isLast: isLast, into: body) }
  }

  /// Decodes as much of the bytes as can be decided.
  ///
  /// - Returns: How many bytes were taken; all of them when `isLast`.
  private mutating func take(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool,
    into body: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows -> Int {
    var position = 0
    while position < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[position...])
      let taken: Int?
      switch mode {
      case .bytes:
        taken = try takeBytes(rest, isLast: isLast, into: body)
      case .utf16(let isBigEndian):
        taken = try takeUTF16(rest, isBigEndian: isBigEndian, isLast: isLast, into: body)
      }
      guard let taken else { break }
      position += taken
    }
    return position
  }
}

// MARK: - Bytes

extension EncodingDecoder {
  /// Takes text in bytes up to the next place where something must be decided.
  ///
  /// - Returns: How many bytes were taken, or nil when more are needed.
  private mutating func takeBytes(
    _ rest: UnsafeRawBufferPointer, isLast: Bool, into body: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows -> Int? {
    if isAtLineStart, !isLineSettled {
      guard rest.count >= 4 || isLast else { return nil }
      isLineSettled = true
      if let skipped = recogniseLine(rest) { return skipped }
    }
    let stop = firstSpecial(in: rest)
    // Where a line starts within the last three bytes before the stop, it is looked at first.
    let lookahead = stop == rest.count && isLast ? 0 : 3
    if let start = lineStart(in: rest, before: stop, within: lookahead) {
      try hand(rest, start, to: body)
      return start
    }
    if stop == rest.count {
      try hand(rest, stop, to: body)
      return stop
    }
    if rest[stop] == 0 {
      // No UTF-16: a hole in a file, or binary data.
      try hand(rest, stop + 1, to: body)
      return stop + 1
    }
    if stop > 0, !isAtLineStart || stop >= 4 {
      try hand(rest, stop, to: body)
      return stop
    }
    guard let end = segmentEnd(rest, from: stop, isLast: isLast) else { return nil }
    let segment = UnsafeRawBufferPointer(rebasing: rest[..<end])
    if isAtLineStart, let isBigEndian = Self.orderOfUTF16(segment) {
      return enterUTF16(isBigEndian: isBigEndian, skipping: 0)
    }
    try takeSegment(segment, into: body)
    return end
  }

  /// The first byte that is no plain text in the present state, or the end.
  private func firstSpecial(in rest: UnsafeRawBufferPointer) -> Int {
    guard let base = rest.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    // Only a line's first bytes tell UTF-16, but looking for NUL everywhere costs next to nothing.
    let index =
      evidence.isUTF8
      ? sdlog_find_either(base, rest.count, 0, 0) : sdlog_find_special(base, rest.count)
    return Int(bitPattern: UInt(index))
  }

  /// The first line start among the last bytes before a position.
  private func lineStart(in rest: UnsafeRawBufferPointer, before stop: Int, within count: Int)
    -> Int?
  {
    guard count > 0 else { return nil }
    var start = max(1, stop - count)
    while start <= stop {
      // A line that starts at the very end needs no decision yet.
      if start == rest.count { return nil }
      if rest[start - 1] == 0x0A { return start }
      start += 1
    }
    return nil
  }

  /// Hands plain bytes on and notes how they end.
  private mutating func hand(
    _ rest: UnsafeRawBufferPointer, _ count: Int, to body: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    guard count > 0 else { return }
    hasBytes = true
    lastBytes = (count > 1 ? rest[count - 2] : lastBytes.1, rest[count - 1])
    isAtLineStart = rest[count - 1] == 0x0A
    isLineSettled = false
    try body(UnsafeRawBufferPointer(rebasing: rest[..<count]))
  }

  /// The end of the text that is judged at once: a line's end, or a blank before the limit.
  private func segmentEnd(
    _ rest: UnsafeRawBufferPointer, from start: Int, isLast: Bool
  ) -> Int? {
    guard let base = rest.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
    let limit = min(rest.count, Self.segmentLimit)
    let end = start + Int(bitPattern: UInt(sdlog_find_newline(base + start, limit - start)))
    if end < limit { return end }
    guard limit == Self.segmentLimit else { return isLast ? limit : nil }
    // No byte of a character of the multi-byte encodings is below 0x30.
    return (rest[start..<limit].lastIndex { $0 < 0x30 } ?? limit - 1) + 1
  }

  /// Judges text with bytes above ASCII, and hands it on in UTF-8.
  private mutating func takeSegment(
    _ segment: UnsafeRawBufferPointer, into body: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    let encoding = evidence.judge(segment)
    isAtLineStart = false
    lastBytes = (0, segment.last ?? 0)
    if encoding != lastEncoding {
      seen.insert(encoding)
      lastEncoding = encoding
    }
    guard encoding != .utf8 else { return try body(segment) }
    guard let converter = converter(for: encoding) else {
      lacksConverter = true
      return try body(segment)
    }
    try converter.convert(segment, into: body)
  }

  private mutating func converter(for encoding: TextEncoding) -> EncodingConverter? {
    if let converter = converters[encoding] { return converter }
    let converter = EncodingConverter(from: encoding)
    converters[encoding] = converter
    return converter
  }
}

// MARK: - Changes of the encoding

extension EncodingDecoder {
  /// Looks whether a line starts with a byte order mark or in UTF-16.
  ///
  /// - Parameter line: At least four bytes, or all that are left.
  /// - Returns: How many bytes of a mark to skip, 0 when just the mode changed, nil when nothing
  ///   did.
  private mutating func recogniseLine(_ line: UnsafeRawBufferPointer) -> Int? {
    // In proven UTF-8 nobody looks at bytes other than NUL, wherever the chunks are cut.
    guard !evidence.isUTF8 || line.prefix(4).contains(0) else { return nil }
    func byte(_ index: Int) -> UInt8? { index < line.count ? line[index] : nil }
    switch (byte(0), byte(1), byte(2), byte(3)) {
    case (0xEF, 0xBB, 0xBF, _):
      seen.insert(.utf8)
      return 3
    case (0xFF, 0xFE, _, _):
      return enterUTF16(isBigEndian: false, skipping: 2)
    case (0xFE, 0xFF, _, _):
      return enterUTF16(isBigEndian: true, skipping: 2)
    case (0, _?, _, _) where lastBytes == (0, 0x0A):
      // The second half of the LF that ended a line of UTF-16 without a Latin letter at its start.
      return enterUTF16(isBigEndian: false, skipping: 1)
    case (let first?, 0, let third, let fourth) where first.isText && (third != 0 || fourth != 0):
      return enterUTF16(isBigEndian: false, skipping: 0)
    case (0, let second?, let third, let fourth) where second.isText && (third != 0 || fourth != 0):
      return enterUTF16(isBigEndian: true, skipping: 0)
    case (let first?, let second?, let third?, 0)
    where third.isText && !(first.isText && second.isText) && first != 0 && second != 0:
      return enterUTF16(isBigEndian: false, skipping: 0)
    case (let first?, let second?, 0, let fourth?)
    where fourth.isText && !(first.isText && second.isText) && first != 0 && second != 0:
      return enterUTF16(isBigEndian: true, skipping: 0)
    default:
      return nil
    }
  }

  /// The byte order of a line that is UTF-16 although its first two characters show no NUL.
  ///
  /// - Returns: Whether it is big-endian; nil when it is no UTF-16.
  private static func orderOfUTF16(_ line: UnsafeRawBufferPointer) -> Bool? {
    var (even, odd) = (0, 0)
    for (offset, byte) in line.enumerated() where byte == 0 {
      if offset % 2 == 0 { even += 1 } else { odd += 1 }
    }
    guard even == 0 || odd == 0, even + odd > 0 else { return nil }
    return even > 0
  }

  private mutating func enterUTF16(isBigEndian: Bool, skipping count: Int) -> Int {
    mode = .utf16(isBigEndian: isBigEndian)
    if hasBytes, seen.isEmpty { seen.insert(.utf8) }
    seen.insert(isBigEndian ? .utf16BigEndian : .utf16LittleEndian)
    return count
  }

  /// Goes back to bytes at the beginning of a line, with nothing known of them.
  mutating func enterBytes() {
    mode = .bytes
    seen.insert(.utf8)
    evidence = EncodingEvidence()
    lastBytes = (0x0A, 0x0A)
  }
}

extension UInt8 {
  /// Whether this is an ASCII character that a line of text may hold.
  var isText: Bool {
    switch self {
    case 0x08, 0x09, 0x0A, 0x0D, 0x1B, 0x20...0x7E: true
    default: false
    }
  }
}
