/// Makes console logs of image programs of any size, the same bytes for the same options.
///
/// What programs print is printed as they do it, since that is what a log analyser has to know; names,
/// paths and everything that no pattern looks for are made up. Truth comes from what was written, never
/// from reading it.
///
///     var generator = CorpusGenerator(CorpusOptions(mix: .real, bytes: 1 << 30))
///     while let bytes = generator.next() { ... }
///
/// Memory is that of the longest job: about a megabyte.
package struct CorpusGenerator: ~Copyable {
  /// What the corpus is made from.
  package let options: CorpusOptions
  /// What has been written so far.
  package internal(set) var truth = CorpusTruth()

  var random: SplitMix64
  var text = TextBuffer()
  /// The session that is written.
  var session = CorpusSession()
  /// Seconds since the first of January, as programs print them.
  var clock = 0
  /// Where in ``text`` the open piece began.
  private var pieceStart = 0

  /// Creates a generator at the start of a corpus.
  package init(_ options: CorpusOptions) {
    self.options = options
    random = SplitMix64(seed: options.seed)
  }
}

extension CorpusGenerator {
  /// Makes the next part: the start of a session, or a job.
  ///
  /// - Returns: Its bytes, valid until the generator is used again; `nil` behind the last part.
  package mutating func next() -> UnsafeRawBufferPointer? {
    text.removeAll()
    pieceStart = 0
    if session.isOver(atByte: truth.bytes) {
      if isComplete { return nil }
      beginSession()
    } else {
      session.jobsLeft -= 1
      session.jobsDone += 1
      addJob()
    }
    truth.bytes += text.count
    truth.lines += text.lineFeeds
    truth.carriageReturns += text.carriageReturns
    return text.bytes
  }

  private var isComplete: Bool {
    options.sessions.map { truth.sessions >= $0 } ?? (truth.bytes >= options.bytes)
  }

  private mutating func beginSession() {
    truth.sessions += 1
    session = CorpusSession()
    let kind = random.below(100)
    session.program = kind < 40 ? .webUI : kind < 85 ? .comfyUI : .kohya
    session.cells =
      options.mix == .wide
      ? random.number(in: 60...90) : random.happens(percent: 60) ? 10 : random.number(in: 40...90)
    session.millisecondsPerStep =
      random.happens(percent: 70) ? random.number(in: 40...700) : random.number(in: 1001...9000)
    session.steps = random.number(in: 12...60)
    session.jobsLeft = random.number(in: 5...60)
    session.isStamped = session.program == .comfyUI && random.happens(percent: 30)
    session.showsTotal = session.program == .webUI && random.happens(percent: 75)
    if let sessions = options.sessions {
      let share = options.bytes / max(sessions, 1)
      session.jobsLeft = .max
      session.endsAtByte = truth.sessions * share
      if share < 16 << 10 {
        session.isShort = true
        session.steps = random.number(in: 2...5)
      }
    } else {
      session.endsAtByte = options.bytes
      if session.program == .kohya { session.jobsLeft = 1 }
    }
    clock += random.number(in: 60...90_000)
    addStart()
  }

  /// Ends a piece of text and counts it.
  @inline(__always)
  mutating func endPiece(_ kind: CorpusClass) {
    truth.shares[kind.rawValue].pieces += 1
    truth.shares[kind.rawValue].bytes += text.count - pieceStart
    pieceStart = text.count
  }

  /// Ends a line, and with it a piece.
  @inline(__always)
  mutating func endLine(_ kind: CorpusClass) {
    text.endLine()
    endPiece(kind)
  }
}

/// What is the same throughout a session.
struct CorpusSession {
  /// Whose log it is.
  enum Program {
    case webUI
    case comfyUI
    case kohya
  }

  var program = Program.webUI
  var jobsDone = 0
  var jobsLeft = 0
  /// The size of the corpus at which it ends.
  var endsAtByte = 0
  /// The width of its bars.
  var cells = 10
  var steps = 20
  var millisecondsPerStep = 100
  /// Whether lines begin with the time, as `docker logs --timestamps` prints it.
  var isStamped = false
  /// Whether a second bar counts the steps of all jobs.
  var showsTotal = false
  /// Whether it is to take little room.
  var isShort = false

  /// Whether the session has its jobs, of which there is at least one.
  func isOver(atByte byte: Int) -> Bool {
    jobsLeft == 0 || (jobsDone > 0 && byte >= endsAtByte)
  }
}
