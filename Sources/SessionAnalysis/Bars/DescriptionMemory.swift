/// Remembers the latest descriptions of bars, and which of them and of their postfixes match no pattern.
///
/// Bars repeat their description in every frame, and two bars often take turns; a description is
/// matched when it differs from that of the frame before, unless it is known to match nothing. A postfix
/// is matched in every frame, unless it cannot match with whatever digits.
struct DescriptionMemory: ~Copyable {
  private static let capacity = 4

  private let labels = UnsafeMutablePointer<BarLabel>.allocate(capacity: capacity)
  private var isSilent: UInt8 = 0
  /// The number that the last frame of each description had, 0 where it had none, and whether the postfixes
  /// of the frames with that number match nothing.
  private var numbers = SIMD4<UInt32>()
  private var silentPostfixes: UInt8 = 0
  private var count = 0
  /// The slot of the last frame's description.
  private var latest = 0
  /// The slot that is overwritten next.
  private var next = 0

  /// Returns a memory that goes on from here by itself.
  borrowing func copy() -> DescriptionMemory {
    var copy = DescriptionMemory()
    for index in 0..<count { (copy.labels + index).initialize(to: labels[index].copy()) }
    copy.isSilent = isSilent
    // Numbers are left out, since another tokenizer may give them.
    copy.count = count
    copy.latest = latest
    copy.next = next
    return copy
  }

  deinit {
    labels.deinitialize(count: count)
    labels.deallocate()
  }
}

extension DescriptionMemory {
  /// Takes the description of the next frame.
  ///
  /// - Parameters:
  ///   - description: The description.
  ///   - number: The number of its record's label.
  /// - Returns: Whether it is to be matched; say what came of it with `noteSilence()`.
  @inline(__always)
  mutating func needsMatching(_ description: UnsafeRawBufferPointer, number: UInt32) -> Bool {
    if number != 0 {
      if latest < count, numbers[latest] == number { return false }
      for slot in 0..<count where numbers[slot] == number {
        latest = slot
        return isSilent >> slot & 1 == 0
      }
    }
    let needsMatching = differs(description)
    numbers[latest] = number
    silentPostfixes &= ~(1 << latest)
    return needsMatching
  }

  /// Whether the postfix of the frame that was taken last cannot match.
  var isPostfixSilent: Bool { silentPostfixes >> latest & 1 != 0 }

  /// Notes that no postfix can match of frames with the number of that frame, which is not 0.
  mutating func notePostfixSilence() { silentPostfixes |= 1 << latest }

  @inline(never)
  private mutating func differs(_ description: UnsafeRawBufferPointer) -> Bool {
    if latest < count, labels[latest].equals(description) { return false }
    for slot in 0..<count where labels[slot].equals(description) {
      latest = slot
      return isSilent >> slot & 1 == 0
    }
    if count < Self.capacity {
      (labels + count).initialize(to: BarLabel(description))
      latest = count
      count += 1
    } else {
      labels[next] = BarLabel(description)
      latest = next
      next = (next + 1) % Self.capacity
    }
    isSilent &= ~(1 << latest)
    return true
  }

  /// Notes that the description that was taken last matches nothing.
  mutating func noteSilence() { isSilent |= 1 << latest }

  /// Lets the next description be matched even if it is the same as that of the frame before.
  mutating func forget() { latest = Self.capacity }
}
