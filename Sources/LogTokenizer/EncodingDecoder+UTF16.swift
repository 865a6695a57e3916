extension EncodingDecoder {
  /// Takes UTF-16 up to the end of the line.
  ///
  /// - Returns: How many bytes were taken, or nil when more are needed.
  mutating func takeUTF16(
    _ rest: UnsafeRawBufferPointer, isBigEndian: Bool, isLast: Bool,
    into body: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows -> Int? {
    if isAtLineStart, !isLineSettled {
      guard let stays = Self.isUTF16(rest, isLast: isLast) else { return nil }
      isLineSettled = true
      guard stays else {
        enterBytes()
        return 0
      }
    }
    // A bounded piece at a time; a unit gives three bytes at most, a pair of surrogates four.
    var taken = 0
    let written = try withUnsafeTemporaryAllocation(byteCount: 3 * 1024 + 16, alignment: 1) {
      output in
      var writer = UTF8Writer(output: output)
      taken = takeUnits(rest, isBigEndian: isBigEndian, isLast: isLast, into: &writer)
      if writer.count > 0 { try body(UnsafeRawBufferPointer(rebasing: output[..<writer.count])) }
      return writer.count
    }
    return taken == 0 && written == 0 ? nil : taken
  }

  /// Decodes units up to a line's end.
  ///
  /// - Returns: How many bytes were taken.
  private mutating func takeUnits(
    _ rest: UnsafeRawBufferPointer, isBigEndian: Bool, isLast: Bool, into writer: inout UTF8Writer
  ) -> Int {
    func unit(at position: Int) -> UInt32 {
      let (first, second) = (UInt32(rest[position]), UInt32(rest[position + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    var position = 0
    while position + 2 <= rest.count, writer.count < 3 * 1024 {
      // Four units at a time while they are ASCII and no LF.
      while position + 8 <= rest.count, writer.count < 3 * 1024 {
        var units = rest.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
        if isBigEndian {
          units = units >> 8 & 0x00FF_00FF_00FF_00FF | (units & 0x00FF_00FF_00FF_00FF) << 8
        }
        guard writer.appendASCII(units) else { break }
        position += 8
        isAtLineStart = false
      }
      guard position + 2 <= rest.count, writer.count < 3 * 1024 else { break }
      let first = unit(at: position)
      if isAtLineStart, first == 0xFEFF {
        // The mark of a file that was appended.
        position += 2
        continue
      }
      if first & 0xFC00 == 0xD800 {
        guard position + 4 <= rest.count || isLast else { return position }
        let second = position + 4 <= rest.count ? unit(at: position + 2) : 0
        if second & 0xFC00 == 0xDC00 {
          writer.append(0x10000 + ((first & 0x3FF) << 10 | second & 0x3FF))
          position += 4
        } else {
          writer.append(0xFFFD)
          position += 2
        }
      } else {
        writer.append(first & 0xFC00 == 0xDC00 ? 0xFFFD : first)
        position += 2
      }
      isAtLineStart = first == 0x0A
      if isAtLineStart {
        isLineSettled = false
        return position
      }
    }
    if position + 1 == rest.count, isLast {
      writer.append(0xFFFD)
      position += 1
    }
    return position
  }

  /// Whether a line in a text of UTF-16 is UTF-16 too, or bytes that a program appended.
  ///
  /// UTF-16 shows a NUL at the latest in the line's end. Bytes show a CR LF without one, or nothing
  /// but ASCII or UTF-8.
  ///
  /// - Returns: Nil when more bytes are needed; at most 128 are looked at.
  private static func isUTF16(_ line: UnsafeRawBufferPointer, isLast: Bool) -> Bool? {
    let count = min(line.count, 128)
    var text = 0
    for index in 0..<count {
      let byte = line[index]
      if byte == 0 { return true }
      if byte == 0x0A, index > 0 {
        if line[index - 1] == 0x0D { return false }
        if text == index, index >= 6 {
          // U+0A00 and above after so much ASCII, or the end of a line of bytes.
          guard index + 1 < line.count || isLast else { return nil }
          return index + 1 < line.count && line[index + 1] == 0
        }
      }
      if byte.isText { text += 1 }
    }
    guard count == 128 || isLast else { return nil }
    if text * 10 >= count * 9 { return false }
    let piece = UnsafeRawBufferPointer(rebasing: line[..<count])
    let counts = EncodingEvidence.countUTF8(piece)
    return counts.valid == 0 || counts.broken > 1
  }
}

/// Writes characters as UTF-8 into memory that is large enough.
private struct UTF8Writer {
  let output: UnsafeMutableRawBufferPointer
  var count = 0

  @inline(__always)
  mutating func append(_ scalar: UInt32) {
    if scalar < 0x80 {
      put(scalar)
    } else if scalar < 0x800 {
      put(0xC0 | scalar >> 6)
      put(0x80 | scalar & 0x3F)
    } else if scalar < 0x10000 {
      put(0xE0 | scalar >> 12)
      put(0x80 | scalar >> 6 & 0x3F)
      put(0x80 | scalar & 0x3F)
    } else {
      put(0xF0 | scalar >> 18)
      put(0x80 | scalar >> 12 & 0x3F)
      put(0x80 | scalar >> 6 & 0x3F)
      put(0x80 | scalar & 0x3F)
    }
  }

  /// Writes four units of UTF-16, the first one lowest, if all of them are ASCII and none is LF.
  @inline(__always)
  mutating func appendASCII(_ units: UInt64) -> Bool {
    let ends = units ^ 0x000A_000A_000A_000A
    // A unit that is zero borrows into its top bit.
    let hasEnd = (ends &- 0x0001_0001_0001_0001) & ~ends & 0x8000_8000_8000_8000 != 0
    guard units & 0xFF80_FF80_FF80_FF80 == 0, !hasEnd else { return false }
    let pairs = units | units >> 8
    let packed = UInt32(truncatingIfNeeded: pairs & 0xFFFF | pairs >> 16 & 0xFFFF_0000)
    output.storeBytes(of: packed.littleEndian, toByteOffset: count, as: UInt32.self)
    count += 4
    return true
  }

  @inline(__always)
  private mutating func put(_ byte: UInt32) {
    output[count] = UInt8(truncatingIfNeeded: byte)
    count += 1
  }
}
