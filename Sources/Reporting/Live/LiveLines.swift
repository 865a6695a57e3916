/// Lays out a ``LiveStatus`` as one to three lines, and the keys' help above them where it is asked for.
///
/// A pure function of status, width and language. No line is wider than it may be, and nothing of a log
/// gets into one as it is.
package struct LiveLines: Sendable {
  /// A piece of a line, all of one look.
  package struct Piece: Sendable, Equatable {
    package var text: String
    /// The parameters of Select Graphic Rendition; `nil` for plain text.
    package var parameters: String?

    init(_ text: String, _ emphasis: TextEmphasis = .plain) {
      self.text = TextSanitizer.sanitized(text)
      parameters = emphasis.parameters
    }
  }

  /// The columns that a line may take, from 20 to 300.
  package let width: Int
  private let phrases: Phrases

  /// Creates a layout.
  ///
  /// - Parameters:
  ///   - width: The terminal's columns.
  ///   - language: The language.
  ///   - words: The catalogue's words for attention backends.
  package init(width: Int, language: Language, words: CatalogueWords) {
    // A line that fills a terminal's last column makes some of them go to the next one.
    self.width = min(max(width, 20), 300) - 1
    phrases = Phrases(language: language, words: words)
  }
}

extension LiveLines {
  /// Returns the lines of a status, the lowest last.
  package func lines(of status: LiveStatus) -> [[Piece]] {
    var lines: [[Piece]] = []
    if status.showsHelp { lines += phrases.keysHelp.map { [Piece($0, .notice)] } }
    if let run = status.run { lines.append(self.line(of: run, isStalled: status.isStalled)) }
    if let line = speedLine(status) { lines.append(line) }
    lines.append(stateLine(status))
    return lines.map(cut).filter { !$0.isEmpty }
  }

  // MARK: - The run

  private func line(of run: LiveStatus.Run, isStalled: Bool) -> [Piece] {
    let name = DisplayWidth.truncated(
      TextSanitizer.sanitized(phrases.name(run.kind, run.description)), to: max(6, width / 4))
    let count = phrases.progress(completed: run.completed, total: run.total, unit: "")
    let rate = run.ratePerSecond.map { Measure.rate($0, unit: run.unit) }
    let left = run.remainingSeconds.map { phrases.timeLeft($0) }
    // What does not fit is left out from the end; the bar takes what is left over.
    var parts: [String] = []
    var used = DisplayWidth.columns(of: name) + 1
    for part in [count, rate, left].compactMap(\.self) where !part.isEmpty {
      let columns = DisplayWidth.columns(of: part) + (parts.isEmpty ? 0 : 2)
      guard used + columns <= width else { break }
      parts.append(part)
      used += columns
    }
    let bar = Self.bar(of: run, columns: min(width - used - 1, 60))
    return [
      Piece(name + " ", .bold), Piece(bar.isEmpty ? "" : bar + " ", isStalled ? .warning : .good),
      Piece(parts.joined(separator: "  ")),
    ]
  }

  /// Returns a bar of blocks, an eighth of a column at the finest; empty where there is no room for one.
  private static func bar(of run: LiveStatus.Run, columns: Int) -> String {
    guard columns >= 6, let completed = run.completed, let total = run.total, total > 0 else {
      return ""
    }
    let share = min(max(completed / total, 0), 1)
    let eighths = Int((share * Double(columns) * 8).rounded(.down))
    let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    let full = String(repeating: "█", count: eighths / 8) + partial
    return DisplayWidth.padded(full, to: columns)
  }

  // MARK: - Speed

  private func speedLine(_ status: LiveStatus) -> [Piece]? {
    guard let last = status.rates.last else { return nil }
    let rate = Measure.rate(last, unit: status.unit)
    let deviation =
      status.deviation.map { deviation in
        let long = phrases.deviation(deviation)
        let isFitting =
          DisplayWidth.columns(of: rate) + DisplayWidth.columns(of: long) + 2 <= width
        return isFitting ? long : phrases.shortDeviation(deviation)
      } ?? ""
    let attention = status.attention.map { phrases.shortBackend($0) } ?? ""
    var pieces = [Piece(rate)]
    var used = DisplayWidth.columns(of: rate)
    for (text, emphasis) in [
      (deviation, Self.emphasis(of: status.deviation)), (attention, TextEmphasis.dim),
    ] where !text.isEmpty && used + 2 + DisplayWidth.columns(of: text) <= width {
      pieces += [Piece("  "), Piece(text, emphasis)]
      used += 2 + DisplayWidth.columns(of: text)
    }
    let columns = min(width - used - 1, 40)
    if columns >= 6, status.rates.count > 1 {
      let spark = Measure.sparkline(status.rates, columns: columns)
      pieces.insert(Piece(spark + " ", .notice), at: 0)
    }
    return pieces
  }

  /// The share by which a speed has to differ to be coloured.
  private static let notedChange = 0.1

  private static func emphasis(of deviation: LiveDeviation?) -> TextEmphasis {
    guard let change = deviation?.change else { return .plain }
    return change <= -notedChange ? .warning : change >= notedChange ? .good : .plain
  }

  // MARK: - State

  private func stateLine(_ status: LiveStatus) -> [Piece] {
    var parts: [(String, TextEmphasis)] = []
    if status.isPaused { parts.append((phrases.paused, .notice)) }
    if status.isWaiting {
      parts.append((phrases.waiting, .dim))
    } else if let seconds = status.silentSeconds {
      parts.append(
        status.isStalled
          ? (phrases.standsStill(seconds, at: ""), .warning) : (phrases.silent(seconds), .dim))
    }
    if status.lostBytes > 0 { parts.append((phrases.lostBytes(status.lostBytes), .error)) }
    if let program = status.program { parts.append((program, .dim)) }
    if status.rates.isEmpty, let attention = status.attention {
      parts.append((phrases.shortBackend(attention), .dim))
    }
    if let input = status.input { parts.append((input, .dim)) }
    if status.hasKeys, !status.isPaused { parts.append((phrases.keysHint, .dim)) }
    var pieces: [Piece] = []
    var used = 0
    for (text, emphasis) in parts {
      let piece = Piece(text, emphasis)
      let columns = DisplayWidth.columns(of: piece.text) + (pieces.isEmpty ? 0 : 2)
      // The first is the most important, and is cut rather than left out.
      guard used + columns <= width || pieces.isEmpty else { continue }
      if !pieces.isEmpty { pieces.append(Piece("  ")) }
      pieces.append(piece)
      used += columns
    }
    return pieces
  }

  private func cut(_ pieces: [Piece]) -> [Piece] {
    var left = width
    var result: [Piece] = []
    for piece in pieces where left > 0 && !piece.text.isEmpty {
      var piece = piece
      piece.text = DisplayWidth.truncated(piece.text, to: left)
      left -= DisplayWidth.columns(of: piece.text)
      result.append(piece)
    }
    return result
  }
}
