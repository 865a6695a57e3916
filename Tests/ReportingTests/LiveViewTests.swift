import Testing

@testable import Reporting

/// What a watching terminal shows.
struct LiveViewTests {
  /// Statuses that a watch goes through, by name.
  static let statuses: [(name: String, status: LiveStatus)] = {
    var waiting = LiveStatus()
    waiting.isWaiting = true
    waiting.hasKeys = true

    var running = LiveStatus()
    running.program = "ComfyUI"
    running.attention = "sdpa"
    running.run = LiveStatus.Run(
      description: "", completed: 7, total: 20, ratePerSecond: 4.8, remainingSeconds: 2.7)
    running.rates = [5.1, 5.0, 5.2, 5.1, 4.9, 5.0, 3.1, 3.2, 3.1]
    running.deviation = LiveDeviation(change: -0.38, nights: 28)
    running.hasKeys = true

    var stalled = running
    stalled.isStalled = true
    stalled.silentSeconds = 42
    stalled.run?.description = "载入模型 ██ \u{1B}]0;title\u{7}\u{202E}with a long description"
    stalled.run?.unit = "MB"
    stalled.lostBytes = 81_234
    stalled.input = "/var/log/webui.log"

    var help = running
    help.showsHelp = true
    help.run = nil
    help.silentSeconds = 3725
    help.isPaused = true
    return [("waiting", waiting), ("running", running), ("stalled", stalled), ("help", help)]
  }()

  struct Case: Sendable, CustomTestStringConvertible {
    let width: Int
    let language: Language
    var testDescription: String { "\(width) columns, \(language.rawValue)" }
  }

  @Test(
    arguments: [20, 40, 80, 200, 300].flatMap { width in
      Language.allCases.map { Case(width: width, language: $0) }
    })
  func golden(_ test: Case) throws {
    let layout = LiveLines(width: test.width, language: test.language, words: .builtin)
    let text = Self.statuses.map { name, status in
      let lines = layout.lines(of: status).map { $0.map(\.text).joined() }
      return "[\(name)]\n" + lines.joined(separator: "\n") + "\n"
    }.joined()
    try GoldenText.check(text, against: "live-\(test.width)-\(test.language.rawValue).txt")
  }

  @Test("one to three lines, none too wide, nothing that acts", arguments: Language.allCases)
  func fits(_ language: Language) {
    for width in 20...300 {
      let layout = LiveLines(width: width, language: language, words: .builtin)
      for (name, status) in Self.statuses {
        let lines = layout.lines(of: status)
        #expect((1...6).contains(lines.count))
        if !status.showsHelp { #expect(lines.count <= 3) }
        for line in lines {
          let text = line.map(\.text).joined()
          #expect(DisplayWidth.columns(of: text) < width, "\(name) at \(width): \(text)")
          #expect(!text.unicodeScalars.contains { HiddenScalars.contains($0.value) })
        }
      }
    }
  }

  @Test("lines are redrawn in place, and text goes above them", arguments: [false, true])
  func screen(_ usesColor: Bool) {
    var screen = LiveScreen(usesColor: usesColor)
    var model = ScreenModel(width: 40)
    let layout = LiveLines(width: 40, language: .en, words: .builtin)
    let lines = Self.statuses.map { layout.lines(of: $0.status) }
    func texts(_ index: Int) -> [String] {
      lines[index].map { line in
        var text = line.map(\.text).joined()
        while text.last == " " { text.removeLast() }
        return text
      }
    }
    model.write(screen.draw(lines[1], width: 40))
    #expect(model.lines == texts(1))
    model.write(screen.draw(lines[0], width: 40))
    #expect(model.lines == texts(0))
    #expect(screen.draw(lines[0], width: 40) == "")
    model.write(screen.clear(width: 40) + "warning: something\n" + screen.draw(lines[2], width: 40))
    #expect(model.lines == ["warning: something"] + texts(2))
    model.write(screen.clear(width: 40))
    #expect(model.lines == ["warning: something", ""])
  }

  @Test("lines that a narrower terminal has folded are removed whole")
  func resize() {
    let lines = LiveLines(width: 80, language: .en, words: .builtin).lines(
      of: Self.statuses[1].status)
    var screen = LiveScreen(usesColor: false)
    var wide = ScreenModel(width: 80)
    wide.write("above\n" + screen.draw(lines, width: 80))
    // The terminal folds what stands there.
    var narrow = ScreenModel(width: 30)
    for (index, line) in wide.lines.enumerated() {
      narrow.write((index > 0 ? "\n" : "") + line)
    }
    #expect(narrow.lines.count > 4)
    narrow.write(screen.clear(width: 30))
    #expect(narrow.lines == ["above", ""])
  }

  @Test("blocks of events", arguments: Language.allCases)
  func blocks(_ language: Language) throws {
    let block = EventBlock(
      style: TextStyle(width: 60, usesColor: false, language: language),
      words: .builtin)
    let words = EventLine(language: language, words: .builtin)
    let text = WatchEventTests.events.map { event in
      let lines = String(decoding: block.text(of: event), as: UTF8.self)
      return "[\(event.change.name)]\n\(lines)\(words.text(of: event) ?? "-")\n"
    }.joined()
    try GoldenText.check(text, against: "events-\(language.rawValue).txt")
  }
}
