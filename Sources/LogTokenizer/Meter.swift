/// What one frame of a progress meter shows.
///
/// Public, as records and times are, because the compiler inlines into other targets only what is: each
/// frame asks for a dozen of these values.
///
/// Plain data: it holds no text, only byte ranges of the frame from which it was read. A field that
/// the frame does not show whole is nil; a frame that was cut never yields a wrong value.
public struct Meter: Sendable, Equatable {
  /// The work done, as printed.
  public var completedText = MeterNumber()
  /// The work there is, as printed.
  public var totalText = MeterNumber()
  /// The number of the rate, as printed; in seconds per unit when `isInverse`.
  public var rateText = MeterNumber()
  /// Whether the rate was printed as seconds per unit.
  public var isInverse = false
  /// The percentage, or -1.
  var percentValue: Int16 = -1
  /// Seconds, or `Meter.noTime`.
  @usableFromInline var elapsedValue = Meter.noTime
  /// Seconds, or `Meter.noTime`.
  var remainingValue = Meter.noTime
  @usableFromInline var descriptionSpan = Span()
  @usableFromInline var unitSpan = Span()
  @usableFromInline var postfixSpan = Span()
  var endValue: UInt32 = 0

  /// A byte range in half the space of `Range<Int>`.
  public struct Span: Sendable, Equatable {
    /// The first byte.
    public var lower: UInt32 = 0
    /// The first byte behind.
    public var upper: UInt32 = 0

    init() {}

    /// The range.
    @inlinable
    @inline(__always)
    public var range: Range<Int> { Range(uncheckedBounds: (Int(lower), Int(upper))) }
  }

  @usableFromInline static var noTime: Int64 { .min }
}

extension Meter {
  /// Where the description stands, without the colon behind it; empty when there is none.
  @inlinable
  @inline(__always)
  public var description: Range<Int> { descriptionSpan.range }

  /// Where the unit stands, with its leading blank if it has one; empty when it is not shown.
  @inlinable
  @inline(__always)
  public var unit: Range<Int> { unitSpan.range }

  /// Where the text behind the rate stands; empty when there is none or when it was cut.
  @inlinable
  @inline(__always)
  public var postfix: Range<Int> { postfixSpan.range }

  /// The first byte behind the meter; text from there to the frame's end was glued to it.
  public var end: Int { Int(endValue) }

  /// The percentage, as printed.
  public var percent: Int? { percentValue < 0 ? nil : Int(percentValue) }

  /// The units of work that are done.
  @inlinable
  @inline(__always)
  public var completed: Double? { completedText.value }

  /// The units of work that there are.
  @inlinable
  @inline(__always)
  public var total: Double? { totalText.value }

  /// Whole seconds since the start, truncated by the program; negative after a step of its clock.
  @inlinable
  @inline(__always)
  public var elapsedSeconds: Int? { elapsedValue == Self.noTime ? nil : Int(elapsedValue) }

  /// Whole seconds to go, by the program's own estimate.
  public var remainingSeconds: Int? { remainingValue == Self.noTime ? nil : Int(remainingValue) }

  /// Whether the work is done: as much of it as there is, whatever the percentage says.
  public var isFinished: Bool {
    guard let completed, let total else { return false }
    return completed >= total && total > 0
  }
}

// MARK: - Rates

extension Meter {
  /// Units per second as printed, inverted where the program printed seconds per unit.
  ///
  /// Nil for a rate that is unknown, negative, or of unit `s`, where text cannot tell the two
  /// apart.
  public var ratePerSecond: Double? {
    guard rateText.state == .present, let value = rateText.value else { return nil }
    guard isInverse else { return value }
    return value > 0 ? 1 / value : nil
  }

  /// The least rate that rounds to what was printed.
  public var rateLow: Double? { rateBounds?.lowerBound }

  /// The greatest rate that rounds to what was printed.
  public var rateHigh: Double? { rateBounds?.upperBound }

  /// The rates that round to what was printed; a prefix may mean powers of 1000 or of 1024.
  public var rateBounds: ClosedRange<Double>? {
    guard ratePerSecond != nil else { return nil }
    let printed = rateText.roundingBounds
    guard isInverse else { return printed }
    return (1 / printed.upperBound)...(printed.lowerBound > 0 ? 1 / printed.lowerBound : .infinity)
  }

  /// What a frame tells of the mean rate since the start.
  public enum MeanRate: Sendable, Equatable {
    /// The frame lacks the rate, the count or the time.
    case unknown
    /// The mean lies in here: count over time and the printed rate agree.
    case within(ClosedRange<Double>)
    /// The printed rate is no mean since the start: it is a moving average, or the count did not
    /// start at zero.
    case contradicted
  }

  /// The mean rate that both the printed rate and the count over the elapsed time allow.
  ///
  /// The elapsed time is truncated to seconds, so a count d after E seconds means a rate above
  /// d/(E+1) and of at most d/E.
  public var meanRate: MeanRate {
    guard let printed = rateBounds, let count = completedText.bounds, let elapsed = elapsedSeconds,
      elapsed >= 0, count.lowerBound > 0
    else { return .unknown }
    let low = count.lowerBound / Double(elapsed + 1)
    let high = elapsed == 0 ? Double.infinity : count.upperBound / Double(elapsed)
    let both = (max(low, printed.lowerBound), min(high, printed.upperBound))
    return both.0 <= both.1 ? .within(both.0...both.1) : .contradicted
  }
}

extension Meter {
  /// Moves the ranges to where they stand in a text that lacks its first bytes, which are a part of the
  /// description.
  mutating func removeFirst(_ count: Int) {
    guard count > 0 else { return }
    descriptionSpan = descriptionSpan.moved(by: count)
    unitSpan = unitSpan.moved(by: count)
    postfixSpan = postfixSpan.moved(by: count)
    endValue -= UInt32(truncatingIfNeeded: count)
  }
}

extension Meter.Span {
  fileprivate func moved(by count: Int) -> Self {
    Self(max(Int(lower) - count, 0), max(Int(upper) - count, 0))
  }

  @inline(__always)
  init(_ lower: Int, _ upper: Int) {
    guard lower < upper else { return }
    self.lower = UInt32(truncatingIfNeeded: lower)
    self.upper = UInt32(truncatingIfNeeded: upper)
  }
}
