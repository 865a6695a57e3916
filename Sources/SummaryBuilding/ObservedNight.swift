import Hashing
import Reporting
import RunHistory
import Throughput

/// The counted runs of one workload and machine in one night.
struct ObservedNight: Sendable, Equatable {
  /// A session's part in it.
  struct Part: Sendable, Equatable {
    /// The session's row.
    var session: Int
    /// The rates, per second.
    var rates: [Double]
  }

  /// The night's number.
  var number: Int
  /// The sessions, in order.
  var parts: [Part]

  /// The night as monitors take it.
  var night: Night { Night(day: number, sessions: parts.map(\.rates)) }

  /// The night as reports show it.
  var shown: SummaryNight {
    let rates = parts.flatMap(\.rates).sorted()
    return SummaryNight(
      date: NightCalendar.date(number), runs: rates.count,
      median: OrderStatistics.median(ofSorted: rates), low: rates.first ?? 0,
      high: rates.last ?? 0)
  }

  /// About the most runs of a night that are looked at.
  private static let runLimit = 500

  /// The night with each second, third and so on of its runs where there are more than are looked at,
  /// chosen by their numbers without a period, as two kinds of runs may take turns.
  var thinned: ObservedNight {
    let count = parts.reduce(0) { $0 + $1.rates.count }
    guard count > Self.runLimit else { return self }
    let step = (count + Self.runLimit - 1) / Self.runLimit
    var next = 0
    let kept = parts.map { part in
      let first = next
      next += part.rates.count
      return Part(
        session: part.session,
        rates: part.rates.indices.filter { ((first + $0) * 40503 / 64) % step == 0 }
          .map { part.rates[$0] })
    }
    return ObservedNight(number: number, parts: kept.filter { !$0.rates.isEmpty })
  }
}

extension [ObservedNight] {
  /// Puts sessions into nights.
  ///
  /// A run belongs to the night in which it ended where the log prints times, else to that in which its
  /// session began.
  init(_ sessions: [SessionSeries], _ calendar: NightCalendar) {
    var parts: [Int: [(order: (Int, Int), part: ObservedNight.Part)]] = [:]
    for session in sessions {
      let start = calendar.local(session.time)
      var byNight: [Int: [Double]] = [:]
      for run in session.runs where run.ratePerSecond > 0 && run.ratePerSecond.isFinite {
        // A day's clock that starts again, or a broken date, is no run of many weeks.
        let after = run.after.flatMap { (0...90 * NightCalendar.day).contains($0) ? $0 : nil } ?? 0
        let isDated = !session.time.isInferred || session.time.clock == .log
        let time = isDated ? start + after : start
        byNight[NightCalendar.night(ofLocal: time), default: []].append(run.ratePerSecond)
      }
      for (night, rates) in byNight {
        parts[night, default: []].append(
          ((start, session.content), ObservedNight.Part(session: session.session, rates: rates)))
      }
    }
    self = parts.keys.sorted().map { night in
      let sorted = (parts[night] ?? []).sorted { $0.order < $1.order }
      return ObservedNight(number: night, parts: sorted.map(\.part)).thinned
    }
  }

  /// A hash of the nights (FNV-1a over their numbers and rates).
  var digest: Int {
    var hash = FNV1a()
    for night in self {
      hash.add(UInt64(bitPattern: Int64(night.number)))
      for part in night.parts {
        hash.add(UInt64(part.rates.count))
        for rate in part.rates { hash.add(rate.bitPattern) }
      }
    }
    return Int(truncatingIfNeeded: hash.value)
  }

  /// The median of all rates; 0 for none.
  var medianRate: Double {
    OrderStatistics.median(of: flatMap { $0.parts.flatMap(\.rates) })
  }
}
