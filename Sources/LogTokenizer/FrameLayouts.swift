/// The layouts of the latest frames of bars, by which the next ones are read.
///
/// A bar is drawn again with other digits, and mostly with as many of them. Where all that is no digit
/// stands as it does in an earlier frame, the numbers stand there too and need not be looked for.
/// Whatever differs is left to the parser, and tests compare the two.
struct FrameLayouts: ~Copyable {
  private static let capacity = 8

  private let layouts = UnsafeMutablePointer<FrameLayout>.allocate(capacity: capacity)
  private let masks = UnsafeMutablePointer<SIMD16<UInt8>>.allocate(
    capacity: capacity * FrameLayout.masks)
  private var count = 0
  /// The layout of the last frame.
  private var latest = 0
  /// The one that is overwritten next.
  private var next = 0
  /// How many labels were numbered.
  private var labels: UInt32 = 0

  /// The number of the last frame's label, which is never 0 and no other label's.
  var label: UInt32 { layouts[latest].label }

  deinit {
    layouts.deallocate()
    masks.deallocate()
  }
}

extension FrameLayouts {
  /// Returns layouts of no frames that number labels behind those of this.
  borrowing func following() -> FrameLayouts {
    var other = FrameLayouts()
    other.labels = labels
    return other
  }

  /// Reads a frame that is laid out as an earlier one.
  ///
  /// - Parameters:
  ///   - frame: The frame, of which the last byte is `]`.
  ///   - beginsLine: Whether it begins its line.
  ///   - meter: Becomes what ``MeterParser/parseOrdinary(_:into:)`` reads, anything for other frames.
  /// - Returns: Whether there was such a frame.
  /// - Complexity: O(*n*) in the frame's length.
  @inline(__always)
  mutating func read(
    _ frame: UnsafeRawBufferPointer, beginsLine: Bool, into meter: UnsafeMutablePointer<Meter>
  ) -> Bool {
    guard count > 0, let start = frame.baseAddress else { return false }
    // The frames of two bars that take turns follow each other as they did before.
    var index = layouts[latest].successor
    if !layouts[index].fits(start, frame.count, beginsLine: beginsLine) {
      index = search(start, frame.count, beginsLine: beginsLine)
      guard index >= 0 else { return false }
      layouts[latest].successor = index
    }
    latest = index
    return layouts[index].read(start, frame.count, into: meter)
  }

  @inline(never)
  private func search(_ start: UnsafeRawPointer, _ bytes: Int, beginsLine: Bool) -> Int {
    for index in 0..<count where layouts[index].fits(start, bytes, beginsLine: beginsLine) {
      return index
    }
    return -1
  }

  /// Remembers how a frame is laid out, and numbers its label.
  ///
  /// - Parameters:
  ///   - frame: The frame.
  ///   - beginsLine: Whether it begins its line.
  ///   - meter: What the parser has read in it.
  /// - Returns: Whether it is remembered.
  @inline(never)
  mutating func note(_ frame: UnsafeRawBufferPointer, beginsLine: Bool, _ meter: Meter) -> Bool {
    let index = count < Self.capacity ? count : next
    guard labels < .max,
      var layout = FrameLayout(
        frame, meter, beginsLine: beginsLine, masks: masks + index * FrameLayout.masks)
    else { return false }
    if let known = (0..<count).first(where: { $0 != index && layouts[$0].hasLabel(of: layout) }) {
      layout.label = layouts[known].label
    } else {
      labels += 1
      layout.label = labels
    }
    if index == count { count += 1 } else { next = (next + 1) % Self.capacity }
    (layouts + index).initialize(to: layout)
    layouts[latest].successor = index
    latest = index
    return true
  }
}
