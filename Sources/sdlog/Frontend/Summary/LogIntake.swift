import Diagnosis
import Localization
import LogInput
import PatternCatalogue
import Reporting
import RunHistory
import SessionAnalysis
import SummaryBuilding
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Takes what is new in logs into a history.
///
/// A file that is as it was costs a look at its size and time. Of one that has grown, the last session
/// and what is behind it are read.
struct LogIntake {
  let history: RunHistory
  let rules: AnalysisRules
  /// Returns the machine of a log below one of the paths.
  let host: (_ log: String, _ path: String) -> String
  /// Is told what cannot be read.
  let report: (InputError) -> Void
  private var writer: HistoryWriter
  private var progress: ScanProgress
  private(set) var reading = SummaryBuilder.Reading()
  /// The files that were met, and their names without what rotation put behind them.
  private var met: Set<FileID> = []
  private var stems: Set<String> = []

  private struct FileID: Hashable {
    var device: Int
    var inode: Int
  }

  /// Creates an intake.
  ///
  /// - Parameters:
  ///   - history: Where everything goes.
  ///   - catalogue: What the programs print.
  ///   - takenAt: The time, in milliseconds since 1970.
  ///   - showsProgress: Whether progress is shown.
  ///   - language: The language in which it is.
  ///   - host: Returns the machine of a log below one of the paths.
  ///   - report: Is told what cannot be read.
  init(
    _ history: RunHistory, _ catalogue: Catalogue, takenAt: Int, showsProgress: Bool,
    language: Language,
    host: @escaping (_ log: String, _ path: String) -> String,
    report: @escaping (InputError) -> Void
  ) {
    self.history = history
    self.host = host
    self.report = report
    rules = AnalysisRules(catalogue)
    let diagnostician = Diagnostician(catalogue)
    writer = HistoryWriter(history, host: "", takenAt: takenAt) { session in
      .init(diagnostician.causes(of: session))
    }
    progress = ScanProgress(isShown: showsProgress, inputs: 1, language: language)
  }
}

extension LogIntake {
  /// Takes everything below some paths in.
  ///
  /// - Throws: `HistoryError`, which ends the work; the logs before are in the history.
  mutating func take(_ paths: [String]) throws {
    for path in paths {
      var errors: [InputError] = []
      let items = InputFinder.find([path]) { errors.append($0) }
      for error in errors { note(error) }
      for item in items {
        reading.sources += 1
        writer.host = host(item.shownPath, SystemPath.shown(path))
        try take(item)
      }
    }
    progress.clear()
    try findMissing(paths)
  }

  private mutating func note(_ error: InputError) {
    report(error)
    reading.errors.append(SummaryReadError(path: error.path, why: error.reason))
  }

  private mutating func take(_ item: InputItem) throws {
    guard !item.isStandardInput else { return try read(item, looks: [], nil) }
    let looks = item.parts.compactMap { FileLook($0) }
    for look in looks {
      met.insert(FileID(device: look.device, inode: look.inode))
      stems.insert(RotatedName.stem(of: look.path))
    }
    if looks.count == item.parts.count, try looks.allSatisfy({ try history.isKnown($0) }) {
      return
    }
    let continuation = try LogContinuation.find(item, history)
    if case .known = continuation { return try history.note(looks) }
    try read(item, looks: looks.count == item.parts.count ? looks : [], continuation)
  }

  private mutating func read(
    _ item: InputItem, looks: [FileLook], _ continuation: LogContinuation?
  ) throws {
    var resume: SourceResume?
    var reader = InputReader(item)
    var partStart = 0
    var losses: [IntakeLoss] = []
    switch continuation {
    case .goesOn(let found):
      resume = found.resume
      partStart = found.partStart
      reader = InputReader(
        InputItem(path: item.path, isNamed: item.isNamed, parts: found.parts),
        startingAt: found.offset)
    case .begunAnew(let bytes):
      losses.append(IntakeLoss(from: bytes, to: nil, reason: .overwritten))
    case .unknown, .known, nil: break
    }
    let seen = looks.last.map { $0.changed / 1_000_000 } ?? Environment().milliseconds
    var streams = 0
    var isWhole = true
    var isNoted = false
    var errors: [InputError] = []
    while let stream = reader.nextStream({ errors.append($0) }) {
      streams += 1
      writer.begin(stream.path, seenAt: seen, resuming: streams == 1 ? resume : nil)
      var analyzer = LogAnalyzer(
        path: stream.path, rules: rules, contentHash: history.contentHash,
        resuming: streams == 1 ? resume?.stream : nil)
      var bytes = resume?.stream.start.byte ?? 0
      var last = 0
      var parts = 0
      while reader.next({ chunk in
        analyzer.feed(chunk, to: &writer)
        last = chunk.count
        bytes += chunk.count
      }) {
        if reader.partCount > max(parts, 1) { partStart = bytes - last }
        parts = reader.partCount
        progress.update(stream.path, bytes: reader.byteCount, size: stream.size)
      }
      var summary = analyzer.finish(to: &writer)
      for failure in reader.failures {
        isWhole = false
        summary.note(failure)
        note(failure.error)
      }
      let file = InputFile(
        partByte: partStart, looks: isWhole && !stream.path.contains("!") ? looks : [],
        losses: losses)
      losses = []
      if try writer.end(summary, in: file) == .added, !file.looks.isEmpty { isNoted = true }
    }
    for error in errors { note(error) }
    if isWhole, errors.isEmpty, !isNoted { try history.note(looks) }
  }

  /// Finds files that were there and are not, nor any that they were rotated into.
  private mutating func findMissing(_ paths: [String]) throws {
    for look in try history.looks() {
      guard !met.contains(FileID(device: look.device, inode: look.inode)),
        paths.contains(where: { look.path == $0 || look.path.hasPrefix(Self.folder($0)) }),
        FileLook(look.path)?.inode != look.inode
      else { continue }
      // Rotation takes the oldest away every night.
      if stems.contains(RotatedName.stem(of: look.path)) {
        try history.forget(look)
      } else {
        reading.missing.append(look)
      }
    }
  }

  private static func folder(_ path: String) -> String { path.hasSuffix("/") ? path : "\(path)/" }
}

extension FileLook {
  /// Looks at a file; returns nil if it is not there, or no file.
  init?(_ path: String) {
    var status = stat()
    guard stat(SystemPath.bytes(of: path), &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    self.init(
      device: Int(truncatingIfNeeded: status.st_dev), inode: Int(truncatingIfNeeded: status.st_ino),
      size: Int(status.st_size), changed: Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec),
      path: path)
  }
}
