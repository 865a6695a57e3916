/// Bytes of text that grow at their end, with what logs print: words, numbers, times, bars.
///
/// Nothing is made a `String` on the way, so that making a corpus keeps up with a disk.
struct TextBuffer: ~Copyable {
  /// The number of bytes.
  private(set) var count = 0
  /// The number of LFs and of CRs among them; no CR stands before an LF.
  private(set) var lineFeeds = 0
  private(set) var carriageReturns = 0

  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int

  /// Creates an empty buffer.
  init() {
    capacity = 1 << 20
    base = .allocate(capacity: capacity)
  }

  deinit {
    base.deallocate()
  }
}

extension TextBuffer {
  /// The bytes, valid until the buffer changes.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// Removes all bytes.
  mutating func removeAll() {
    count = 0
    lineFeeds = 0
    carriageReturns = 0
  }

  /// Appends a byte.
  @inline(__always)
  mutating func add(byte: UInt8) {
    reserve(1)
    base[count] = byte
    count &+= 1
  }

  /// Appends a text without line ends.
  @inline(__always)
  mutating func add(_ text: StaticString) {
    reserve(text.utf8CodeUnitCount)
    (base + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count &+= text.utf8CodeUnitCount
  }

  /// Appends the same byte several times.
  @inline(__always)
  mutating func add(byte: UInt8, times: Int) {
    reserve(times)
    (base + count).update(repeating: byte, count: times)
    count &+= times
  }

  /// Appends an LF.
  @inline(__always)
  mutating func endLine() {
    lineFeeds &+= 1
    add(byte: 0x0A)
  }

  /// Appends a CR, behind which a frame begins.
  @inline(__always)
  mutating func returnCarriage() {
    carriageReturns &+= 1
    add(byte: 0x0D)
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if count &+ more > capacity { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity + more)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = 2 * capacity + more
  }
}

// MARK: - Numbers

extension TextBuffer {
  /// Appends a number that is not negative.
  ///
  /// - Parameters:
  ///   - number: The number.
  ///   - width: The fewest characters.
  ///   - fill: What stands in front of a shorter number.
  @inline(__always)
  mutating func add(_ number: Int, width: Int = 1, fill: UInt8 = 0x30) {
    if number < 100, width <= 2 {
      if number >= 10 {
        add(byte: 0x30 &+ UInt8(truncatingIfNeeded: number / 10))
      } else if width == 2 {
        add(byte: fill)
      }
      add(byte: 0x30 &+ UInt8(truncatingIfNeeded: number % 10))
    } else {
      addLong(number, width: width, fill: fill)
    }
  }

  @inline(never)
  private mutating func addLong(_ number: Int, width: Int, fill: UInt8) {
    var digits = 1
    var rest = number / 10
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    if digits < width { add(byte: fill, times: width - digits) }
    reserve(digits)
    rest = number
    var place = count + digits
    while place > count {
      place -= 1
      base[place] = 0x30 + UInt8(rest % 10)
      rest /= 10
    }
    count += digits
  }

  /// Appends hundredths as a number with two decimals, at least `width` characters long.
  @inline(__always)
  mutating func add(hundredths: Int, width: Int = 4) {
    add(hundredths / 100, width: width - 3, fill: 0x20)
    add(byte: UInt8(ascii: "."))
    add(hundredths % 100, width: 2)
  }

  /// Appends tenths as a number with one decimal.
  mutating func add(tenths: Int) {
    add(tenths / 10)
    add(byte: UInt8(ascii: "."))
    add(byte: 0x30 + UInt8(tenths % 10))
  }

  /// Appends so many lower-case hexadecimal digits of a number, at most 16.
  mutating func add(hexadecimal number: UInt64, digits: Int) {
    for digit in 0..<digits {
      let value = UInt8(number >> UInt64(4 * digit) & 15)
      add(byte: value < 10 ? 0x30 + value : 0x57 + value)
    }
  }

  /// Appends a span of time as tqdm prints it: `mm:ss`, or `h:mm:ss` from an hour on.
  @inline(__always)
  mutating func add(clock seconds: Int) {
    if seconds >= 3600 {
      add(seconds / 3600)
      add(byte: UInt8(ascii: ":"))
    }
    add(seconds / 60 % 60, width: 2)
    add(byte: UInt8(ascii: ":"))
    add(seconds % 60, width: 2)
  }
}

// MARK: - Bars

extension TextBuffer {
  /// The eighths of a cell that tqdm draws, by their number.
  private static let eighths: [StaticString] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// Appends the cells of a bar, each of which shows eight steps.
  @inline(__always)
  mutating func add(cells: Int, filled completed: Int, of total: Int) {
    let eighths = 8 * cells * completed / total
    let full = eighths / 8
    reserve(3 * cells)
    for _ in 0..<full {
      base[count] = 0xE2
      base[count &+ 1] = 0x96
      base[count &+ 2] = 0x88
      count &+= 3
    }
    guard full < cells else { return }
    add(Self.eighths[eighths % 8])
    add(byte: 0x20, times: cells - full - 1)
  }
}
