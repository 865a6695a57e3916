/// A decimal number as a program printed it: its digits, where the point stood, and its prefix.
///
/// Keeping the digits rather than a binary value keeps what rounding the text implies.
public struct MeterNumber: Sendable, Equatable {
  /// All digits as an integer, without the point.
  public var digits: UInt64 = 0
  /// Decimals, power and state, a byte each: one word is copied faster than three fields.
  @usableFromInline var form: UInt32 = 0

  init() {}

  @inline(__always)
  init(digits: UInt64, decimals: UInt8 = 0, power: UInt8 = 0, state: State) {
    self.digits = digits
    form = UInt32(decimals) | UInt32(power) << 8 | UInt32(state.rawValue) << 16
  }

  enum State: UInt8, Sendable {
    /// Not shown.
    case absent
    /// Printed as `?`.
    case unknown
    /// Printed with a minus sign.
    case negative
    case present
  }
}

extension MeterNumber {
  /// How many of the digits stand behind the point.
  @inline(__always)
  public var decimals: UInt8 {
    get { UInt8(truncatingIfNeeded: form) }
    set { form = form & ~0xFF | UInt32(newValue) }
  }

  /// The power of 1000 that the prefix stands for: 1 for `k`, 2 for `M`, and so on; 0 for none.
  @inline(__always)
  public var power: UInt8 {
    get { UInt8(truncatingIfNeeded: form >> 8) }
    set { form = form & ~0xFF00 | UInt32(newValue) << 8 }
  }

  @inline(__always)
  var state: State {
    get { State(rawValue: UInt8(truncatingIfNeeded: form >> 16)) ?? .absent }
    set { form = form & ~0xFF0000 | UInt32(newValue.rawValue) << 16 }
  }

  /// The number with its prefix as a power of 1000, or nil when it is absent or unknown.
  @inlinable
  @inline(__always)
  public var value: Double? {
    // Present, without point and prefix, as counts nearly always are.
    form == 0x3_0000 ? Double(digits) : uncommonValue
  }

  @usableFromInline
  var uncommonValue: Double? {
    switch state {
    case .absent, .unknown: nil
    case .present: magnitude
    case .negative: -magnitude
    }
  }

  /// The numbers that round to this text; a prefix may mean powers of 1000 or of 1024.
  ///
  /// A number without point and prefix is a count and exact.
  public var bounds: ClosedRange<Double>? {
    guard state == .present else { return nil }
    return decimals == 0 && power == 0 ? magnitude...magnitude : roundingBounds
  }

  /// The numbers that round to this text, when a number without a point is rounded as well.
  var roundingBounds: ClosedRange<Double> {
    let unit = powersOfTen[Int(decimals)]
    let low = (Double(digits) - 0.5) / unit * powersOfTen[3 * Int(power)]
    let high =
      (Double(digits) + 0.5) / unit * Double(sign: .plus, exponent: 10 * Int(power), significand: 1)
    return max(0, low)...high
  }

  private var magnitude: Double {
    if form & 0xFFFF == 0 { return Double(digits) }
    let plain = Double(digits) / powersOfTen[Int(decimals)]
    return power == 0 ? plain : plain * powersOfTen[3 * Int(power)]
  }

  /// Whether the text has the shape that tqdm's `unit_scale` gives: three significant digits.
  var isScaled: Bool {
    switch decimals {
    case 0: (100...999).contains(digits)
    case 1: (100...999).contains(digits)
    case 2: digits <= 999
    default: false
    }
  }

  /// The power of 1000 of a prefix `k`, `M`, `G`, ..., or nil for another byte.
  @inline(__always)
  static func power(ofPrefix byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "k"), UInt8(ascii: "K"): 1
    case UInt8(ascii: "M"): 2
    case UInt8(ascii: "G"): 3
    case UInt8(ascii: "T"): 4
    case UInt8(ascii: "P"): 5
    case UInt8(ascii: "E"): 6
    case UInt8(ascii: "Z"): 7
    case UInt8(ascii: "Y"): 8
    default: nil
    }
  }
}

/// 10 to the powers 0 to 24, each the nearest double.
package let powersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18,
  1e19, 1e20, 1e21, 1e22, 1e23, 1e24,
]
