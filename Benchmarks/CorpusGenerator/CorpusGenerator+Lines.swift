extension CorpusGenerator {
  /// Adds the time as `docker logs --timestamps` prints it.
  mutating func addStamp() {
    addDate(separator: "T")
    text.add(byte: UInt8(ascii: "."))
    text.add(random.below(1_000_000_000), width: 9)
    text.add("Z ")
  }

  /// Adds the date and the time of ``clock``.
  mutating func addDate(separator: StaticString) {
    let day = clock / 86_400
    text.add("2025-")
    text.add(1 + day / 28 % 12, width: 2)
    text.add("-")
    text.add(1 + day % 28, width: 2)
    text.add(separator)
    addTime()
  }

  /// Adds the time of day of ``clock``.
  private mutating func addTime() {
    text.add(clock / 3600 % 24, width: 2)
    text.add(":")
    text.add(clock / 60 % 60, width: 2)
    text.add(":")
    text.add(clock % 60, width: 2)
  }

  /// Begins a line.
  mutating func beginLine() {
    if session.isStamped { addStamp() }
  }

  /// Ends a line of a piece that goes on in the next one.
  mutating func goOnInNextLine() {
    text.endLine()
    beginLine()
  }

  /// Adds a line that is the same each time.
  mutating func addLine(_ line: StaticString, _ kind: CorpusClass) {
    beginLine()
    text.add(line)
    endLine(kind)
  }

  /// Adds a Python warning and the source line that Python shows below it.
  mutating func addWarning(_ kind: CorpusClass = .warning) {
    if kind == .warning { beginLine() }
    addPlace()
    text.add(": ")
    let kinds = random.happens(percent: 30) ? Phrases.flashWarningCount : Phrases.warnings.count
    let number = random.below(kinds)
    text.add(Phrases.warnings[number])
    goOnInNextLine()
    text.add("  ")
    text.add(random.element(of: Phrases.sourceLines))
    truth.warnings += 1
    if number < Phrases.flashWarningCount { truth.flashWarnings += 1 }
    endLine(kind)
  }

  private mutating func addPlace() {
    text.add(random.element(of: Phrases.files))
    text.add(byte: UInt8(ascii: ":"))
    text.add(random.number(in: 12...2_400))
  }

  /// Adds a traceback.
  mutating func addTraceback() {
    beginLine()
    text.add("Traceback (most recent call last):")
    goOnInNextLine()
    for _ in 0..<random.number(in: 2...8) {
      text.add("  File \"")
      text.add(random.element(of: Phrases.files))
      text.add("\", line ")
      text.add(random.number(in: 12...2_400))
      text.add(", in ")
      text.add(random.element(of: Phrases.functions))
      goOnInNextLine()
      text.add("    return ")
      text.add(random.element(of: Phrases.functions))
      text.add("(x, ")
      text.add(random.element(of: Phrases.words))
      text.add(")")
      goOnInNextLine()
    }
    truth.tracebacks += 1
    if random.happens(percent: 40) {
      truth.outOfMemory += 1
      addOutOfMemory()
    } else {
      text.add(random.element(of: Phrases.exceptions))
    }
    endLine(.error)
  }

  /// Adds the message of torch 2.5 for memory that ran out.
  private mutating func addOutOfMemory() {
    text.add("torch.OutOfMemoryError: CUDA out of memory. Tried to allocate ")
    text.add(random.number(in: 16...980))
    text.add(".00 MiB. GPU 0 has a total capacity of 11.99 GiB of which ")
    text.add(random.number(in: 1...90))
    text.add(".50 MiB is free. Of the allocated memory ")
    text.add(hundredths: random.number(in: 700...1_100))
    text.add(" GiB is allocated by PyTorch, and ")
    text.add(hundredths: random.number(in: 1_000...90_000))
    text.add(" MiB is reserved by PyTorch but unallocated.")
  }

  /// Adds a request, as uvicorn or as Python's own server prints it.
  mutating func addRequest() {
    beginLine()
    if random.happens(percent: 60) {
      text.add("INFO:     10.0.")
      text.add(random.below(256))
      text.add(".")
      text.add(random.number(in: 1...254))
      text.add(":")
      text.add(random.number(in: 32_768...60_999))
      text.add(" - \"")
      text.add(random.happens(percent: 75) ? "GET " : "POST ")
      text.add(random.element(of: Phrases.addresses))
      text.add(random.happens(percent: 97) ? " HTTP/1.1\" 200 OK" : " HTTP/1.1\" 404 Not Found")
    } else {
      text.add("10.0.0.")
      text.add(random.number(in: 1...254))
      text.add(" - - [")
      text.add(random.number(in: 1...28), width: 2)
      text.add("/Jun/2025 ")
      addTime()
      text.add("] \"GET ")
      text.add(random.element(of: Phrases.addresses))
      text.add(" HTTP/1.1\" 200 -")
    }
    endLine(.request)
  }

  /// Adds lines that mean nothing to anybody but who wrote the extension.
  mutating func addChatter(_ lines: ClosedRange<Int>) {
    for _ in 0..<random.number(in: lines) { addChatterLine() }
  }

  private mutating func addChatterLine() {
    beginLine()
    switch random.below(6) {
    case 0:
      text.add("[")
      text.add(random.element(of: Phrases.extensions))
      text.add("] ")
      addWords(2...5)
      text.add(": ")
      text.add(random.below(100_000))
    case 1:
      text.add("\u{1B}[36mdebug\u{1B}[0m ")
      addWords(3...8)
      text.add(" (")
      text.add(random.below(9_000))
      text.add(" ms)")
    case 2:
      addDate(separator: " ")
      text.add(",")
      text.add(random.below(1_000), width: 3)
      text.add(" - ")
      text.add(random.element(of: Phrases.extensions))
      text.add(" - DEBUG - ")
      addWords(3...9)
      text.add("=")
      text.add(hundredths: random.below(100_000))
    case 3:
      text.add(random.element(of: Phrases.functions))
      text.add(": shape=(1, 4, ")
      text.add(8 * random.number(in: 32...160))
      text.add(", ")
      text.add(8 * random.number(in: 32...160))
      text.add(") ")
      text.add(random.element(of: Phrases.words))
      text.add("=0x")
      text.add(hexadecimal: random.next(), digits: 12)
    case 4:
      addWords(6...24)
      text.add(".")
    default:
      text.add("  ")
      text.add(random.element(of: Phrases.words))
      text.add("_")
      text.add(random.element(of: Phrases.words))
      text.add(".safetensors  ")
      text.add(tenths: random.number(in: 1...90_000))
      text.add(" MB  ")
      text.add(hexadecimal: random.next(), digits: 16)
    }
    endLine(.chatter)
  }

  private mutating func addWords(_ words: ClosedRange<Int>) {
    for number in 0..<random.number(in: words) {
      if number > 0 { text.add(byte: 0x20) }
      text.add(random.element(of: Phrases.words))
    }
  }
}
