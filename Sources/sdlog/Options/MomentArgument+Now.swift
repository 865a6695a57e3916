import ArgumentParser
import SummaryBuilding

extension MomentArgument {
  /// Checks `--now`.
  static func validate(now: String?) throws {
    guard let now, MomentArgument(now) == nil else { return }
    throw ValidationError(
      .said(
        "--now has to be a date and a time such as 2026-11-22T06:00Z",
        "--now 应为日期和时间，例如 2026-11-22T06:00Z"))
  }
}

extension Environment {
  /// The time of the clock in milliseconds since 1970, or the one that was named.
  func milliseconds(unless named: String?) -> Int {
    guard let moment = named.flatMap(MomentArgument.init) else { return milliseconds }
    return moment.universal(now: milliseconds, .system)
  }
}
