import Localization
import LogInput
import Reporting
import Throughput

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads a file of series and writes what each of them went through.
struct DetectFrontend {
  var path: String
  var report: ReportOptions
  /// What makes the exit status 1.
  var failOn: FailureThreshold

  /// The most faulty lines that are named.
  private static let namedErrors = 3

  /// Reads the file and writes the report.
  ///
  /// - Returns: The exit status.
  /// - Throws: What the output reports.
  func run() throws -> ExitStatus {
    guard let bytes = read() else { return .trouble }
    guard !bytes.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) else {
      Diagnostic(
        isWarning: false,
        message: LocalizedText(en: "\(path): the file is empty", zh: "\(path)：文件为空"),
        helps: [Self.help]
      ).print()
      return .trouble
    }
    let file = SeriesFile(bytes, name: Self.name(of: path))
    printErrors(file.errors)
    let results = file.series.map { DetectResult($0) }
    try write(results)
    if !file.errors.isEmpty { return .trouble }
    let isSlower = results.contains(where: \.gotSlower)
    return failOn.isReached(hasErrors: false, hasWarnings: isSlower, isSlower: isSlower)
      ? .findings : .clean
  }

  /// Returns the bytes of the file, or nil after saying why they cannot be read.
  private func read() -> [UInt8]? {
    let items = InputFinder.find([path]) { $0.print() }
    guard let item = items.first else { return nil }
    do throws(InputError) {
      guard items.count == 1, item.isStandardInput || item.path == path else {
        throw InputError(code: .system(EISDIR), path: path)
      }
      var reader = try ChunkReader(item)
      var bytes: [UInt8] = []
      while try reader.next({ bytes.append(contentsOf: $0) }) {}
      return bytes
    } catch {
      error.print()
      return nil
    }
  }

  private func printErrors(_ errors: [SeriesFileError]) {
    let more = errors.count - Self.namedErrors
    for (index, error) in errors.prefix(Self.namedErrors).enumerated() {
      let place = "\(path):\(error.line)"
      let isLast = index == min(errors.count, Self.namedErrors) - 1
      Diagnostic(
        isWarning: false,
        message: LocalizedText(
          en: "\(place): \(error.reason.en)", zh: "\(place)：\(error.reason.zh)"),
        notes: isLast && more > 0
          ? [
            LocalizedText(
              en: "\(more) more \(more == 1 ? "line" : "lines") cannot be read either",
              zh: "另有 \(more) 行也无法读取")
          ] : [],
        helps: isLast ? [Self.help] : []
      ).print()
    }
  }

  private static let help = LocalizedText(
    en: "it takes time,rate[,session] or JSON lines; logs go to sdlog scan",
    zh: "需要“时间,速率[,会话]”或 JSON 行；日志请用 sdlog scan")

  private func write(_ results: [DetectResult]) throws {
    guard let output = report.output else {
      var stream = StandardStream.output
      return try write(results, to: &stream)
    }
    var file = try AtomicFile(path: output)
    try write(results, to: &file)
    try file.commit()
  }

  private func write(_ results: [DetectResult], to output: inout some ByteOutput) throws {
    switch report.format {
    case .json:
      try DetectJSON.write(results, to: &output)
    case .ndjson:
      try DetectJSON.writeLines(results, to: &output)
    case .text:
      try output.append(
        DetectText(language: report.language, width: report.width).text(of: results))
    case .markdown, .html:
      try output.append(
        DetectText(language: report.language, width: report.width).table(of: results))
    }
  }

  /// Returns a file's name without folder and extension.
  private static func name(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard file != "-" else { return "stdin" }
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
    return String(file[..<dot])
  }
}
