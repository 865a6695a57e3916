import Throughput

/// What a series went through, as far as it was asked for.
struct DetectResult {
  /// An alarm and the night that raised it.
  struct Alarm {
    /// The number of the night, counted from 0.
    var night: Int
    /// The drop.
    var point: ChangePoint
  }

  /// The series.
  let series: NamedSeries
  /// The changes of the whole series; nil if they were not asked for, or the runs are too few.
  let changes: SeriesChanges?
  /// The alarms, in the order of the nights; nil if they were not asked for.
  let alarms: [Alarm]?

  /// Looks at a series.
  init(_ series: NamedSeries) {
    self.series = series
    changes = series.mode == .nightly ? nil : OfflineDetector().changes(in: series.rates)
    alarms = series.mode == .offline ? nil : Self.alarms(in: series.rates)
  }

  private static func alarms(in rates: RateSeries) -> [Alarm] {
    var monitor = NightlyMonitor()
    var alarms: [Alarm] = []
    for night in rates.nights {
      let verdict = monitor.observe(night)
      if let point = verdict.alarm {
        alarms.append(Alarm(night: verdict.night, point: point))
      }
    }
    return alarms
  }
}

extension DetectResult {
  /// Whether the series was to be looked at as a whole, and has too few usable runs for that.
  var hasTooFewRuns: Bool { series.mode != .nightly && changes == nil }

  /// Whether the series lost speed for good, or raised an alarm.
  var gotSlower: Bool {
    changes?.lasting.contains(where: \.isDrop) == true || alarms?.isEmpty == false
  }

  /// Whether there is anything to show.
  var isEventful: Bool {
    changes.map { !$0.lasting.isEmpty || !$0.incidents.isEmpty } == true || alarms?.isEmpty == false
  }
}
