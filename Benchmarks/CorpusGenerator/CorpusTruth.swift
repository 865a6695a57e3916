/// What a corpus holds, as its generator counted it.
package struct CorpusTruth: Sendable, Equatable {
  /// The pieces of one class.
  package struct Share: Sendable, Equatable {
    /// The number of frames, lines or blocks.
    package var pieces = 0
    /// Their bytes, with their separators.
    package var bytes = 0
  }

  /// The number of bytes.
  package var bytes = 0
  /// The number of LFs.
  package var lines = 0
  /// The number of lone CRs.
  package var carriageReturns = 0
  /// The number of sessions.
  package var sessions = 0
  /// The number of bars, those that count the same steps again left out.
  package var bars = 0
  /// The number of frames that show a meter, of all bars.
  package var frames = 0
  /// The frames among them that show a rate.
  package var rates = 0
  /// The rates among them that are given in seconds a step.
  package var slowRates = 0
  /// The number of Python warnings, glued ones too.
  package var warnings = 0
  /// The warnings that flash attention is not compiled in.
  package var flashWarnings = 0
  /// The number of tracebacks.
  package var tracebacks = 0
  /// The tracebacks that end because memory ran out.
  package var outOfMemory = 0
  /// The shares of the classes, in their order.
  package var shares = [Share](repeating: Share(), count: CorpusClass.allCases.count)
}

extension CorpusTruth {
  /// Returns the share of a class.
  package subscript(_ kind: CorpusClass) -> Share { shares[kind.rawValue] }

  /// The part of the bytes that belongs to bars, from 0 to 1.
  package var barShare: Double {
    Double(self[.bar].bytes + self[.totalBar].bytes) / Double(max(bytes, 1))
  }

  /// Returns the truth as one JSON object and an LF, with what the corpus was made from.
  package func json(_ options: CorpusOptions) -> String {
    let numbers: [(String, Int)] = [
      ("bytes", bytes), ("lines", lines), ("carriage_returns", carriageReturns),
      ("sessions", sessions), ("bars", bars), ("frames", frames), ("rates", rates),
      ("slow_rates", slowRates), ("warnings", warnings), ("flash_warnings", flashWarnings),
      ("tracebacks", tracebacks), ("out_of_memory", outOfMemory),
    ]
    let classes = CorpusClass.allCases.map {
      "    \"\($0.name)\": {\"pieces\": \(self[$0].pieces), \"bytes\": \(self[$0].bytes)}"
    }
    return """
      {
        "mix": "\(options.mix.rawValue)",
        "seed": \(options.seed),
      \(numbers.map { "  \"\($0)\": \($1)," }.joined(separator: "\n"))
        "classes": {
      \(classes.joined(separator: ",\n"))
        }
      }

      """
  }
}

/// What a corpus is made from.
package struct CorpusOptions: Sendable, Equatable {
  /// What it consists of.
  package var mix: CorpusMix
  /// The fewest bytes; the corpus ends with the job that reaches them.
  package var bytes: Int
  /// What its random numbers depend on.
  package var seed: UInt64
  /// The number of sessions, of about the same size; `nil` for sessions of 5 to 60 jobs.
  ///
  /// Each has a start and a job, so that very many sessions may take more than `bytes`.
  package var sessions: Int?

  /// Creates options.
  package init(mix: CorpusMix, bytes: Int, seed: UInt64 = 1, sessions: Int? = nil) {
    self.mix = mix
    self.bytes = bytes
    self.seed = seed
    self.sessions = sessions
  }
}
