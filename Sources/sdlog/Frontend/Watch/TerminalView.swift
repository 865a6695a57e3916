import Reporting

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Shows events as blocks that scroll by on a terminal, above lines that tell how things stand.
final class TerminalView: WatchView {
  /// How often the lines are drawn at most, and at least, in seconds.
  private static let fastest = 0.1
  private static let slowest = 1.0
  /// How many bytes of blocks wait while the view is paused.
  private static let heldLimit = 256 << 10

  /// When the lines are to be drawn next, in seconds of the watch's clock.
  private(set) var dueAt = 0.0
  private(set) var isPaused = false
  private(set) var showsHelp = false

  private var stream: StandardStream
  private let language: Language
  private let isColoured: Bool
  private let words: CatalogueWords
  /// Whether the log itself goes to the same terminal, so that there is no place for lines at the bottom.
  private let sharesTerminal: Bool
  private var width: Int
  private var screen: LiveScreen
  private var block: EventBlock
  private var lines: [[LiveLines.Piece]] = []
  private var held: [UInt8] = []
  private var isSuspended = false
  private var drawnAt = -1.0

  init(
    stream: StandardStream, language: Language, isColoured: Bool, words: CatalogueWords,
    sharesTerminal: Bool
  ) {
    self.stream = stream
    self.sharesTerminal = sharesTerminal
    if sharesTerminal { dueAt = .infinity }
    self.language = language
    self.isColoured = isColoured
    self.words = words
    width = stream.columns
    screen = LiveScreen(usesColor: isColoured)
    block = Self.block(width, language, isColoured, words)
  }

  private static func block(
    _ width: Int, _ language: Language, _ isColoured: Bool, _ words: CatalogueWords
  ) -> EventBlock {
    EventBlock(
      style: TextStyle(width: width, usesColor: isColoured, language: language),
      words: words)
  }

  func show(_ events: [WatchEvent]) throws {
    try show(text: events.flatMap { block.text(of: $0) })
  }

  func show(text: [UInt8]) throws {
    guard !text.isEmpty else { return }
    guard !isPaused else {
      held += text
      if held.count > Self.heldLimit { held.removeFirst(held.count - Self.heldLimit) }
      return
    }
    // A bar of the log that stands in the way is drawn anew by its program.
    let way = sharesTerminal ? "\r\u{1B}[K" : screen.clear(width: width)
    let bytes = way + String(decoding: text, as: UTF8.self)
    try stream.append(bytes + screen.draw(lines, width: width))
  }

  func end() throws {
    if isPaused { try togglePause() }
    try stream.append(screen.clear(width: width) + "\n")
    lines = []
  }
}

extension TerminalView {
  /// Notes that something has changed, so that the lines are drawn soon.
  func noteChange(at seconds: Double) {
    guard !sharesTerminal else { return }
    dueAt = min(dueAt, max(drawnAt + Self.fastest, seconds))
  }

  /// Draws the lines.
  func draw(_ status: LiveStatus, at seconds: Double) throws {
    dueAt = seconds + Self.slowest
    drawnAt = seconds
    guard !isSuspended else { return }
    lines = LiveLines(width: width, language: language, words: words).lines(of: status)
    try stream.append(screen.draw(lines, width: width))
  }

  /// Takes over the terminal's size, which has changed.
  func resize(at seconds: Double) throws {
    // What is drawn was folded by the terminal's new width.
    let new = stream.columns
    try stream.append(screen.clear(width: new))
    width = new
    block = Self.block(new, language, isColoured, words)
    if !sharesTerminal { dueAt = seconds }
  }

  /// Stops drawing or goes on; blocks of the time between are shown then.
  func togglePause() throws {
    isPaused.toggle()
    dueAt = 0
    guard !isPaused else { return }
    let text = held
    held = []
    try show(text: text)
  }

  /// Shows or hides what the keys do.
  func toggleHelp() {
    showsHelp.toggle()
    dueAt = 0
  }

  /// Leaves the terminal to others.
  func suspend() throws {
    isSuspended = true
    try stream.append(screen.clear(width: width))
  }

  /// Takes the terminal again.
  func resume(at seconds: Double) throws {
    isSuspended = false
    try resize(at: seconds)
  }
}

extension StandardStream {
  /// The columns of the terminal behind the stream, from 20 to 300; 80 where they are unknown.
  var columns: Int {
    var size = winsize()
    guard ioctl(number, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return Environment().columns
    }
    return min(max(Int(size.ws_col), 20), 300)
  }
}
