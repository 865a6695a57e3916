import Localization
import Reporting

/// A line on standard error that tells how far a long scan has come; it shows after a second of work.
struct ScanProgress {
  private let isShown: Bool
  private let inputs: Int
  private let language: Language
  private var bytes = 0
  private var started: ContinuousClock.Instant?
  private var drawn: ContinuousClock.Instant?
  private var finished = 0

  init(isShown: Bool, inputs: Int, language: Language) {
    self.isShown = isShown
    self.inputs = inputs
    self.language = language
  }

  /// Notes what was read of an input, and draws the line at most four times a second.
  mutating func update(_ path: String, bytes: Int, size: Int?) {
    guard isShown else { return }
    let now = ContinuousClock.now
    let start = started ?? now
    started = start
    guard now - start > .seconds(1), drawn.map({ now - $0 > .milliseconds(250) }) ?? true else {
      return
    }
    drawn = now
    var error = StandardStream.error
    try? error.append("\r\u{1B}[K" + words(path, bytes, size).text(in: language))
  }

  private func words(_ path: String, _ bytes: Int, _ size: Int?) -> LocalizedText {
    let name = TextSanitizer.sanitized(path)
    var words = LocalizedText(
      en: "reading \(name): \(bytes >> 20) MiB", zh: "正在读取 \(name)：\(bytes >> 20) MiB")
    if let size, size > 0 {
      words.en += " of \(size >> 20) MiB"
      words.zh += "，共 \(size >> 20) MiB"
    }
    if inputs > 1 {
      words.en += ", input \(min(finished + 1, inputs)) of \(inputs)"
      words.zh += "，第 \(min(finished + 1, inputs)) 个输入，共 \(inputs) 个"
    }
    return words
  }

  /// Notes that an input was read to its end.
  mutating func finishInput() {
    finished += 1
  }

  /// Removes the line.
  mutating func clear() {
    guard drawn != nil else { return }
    var error = StandardStream.error
    try? error.append("\r\u{1B}[K")
  }
}
