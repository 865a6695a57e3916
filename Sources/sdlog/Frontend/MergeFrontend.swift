import Diagnosis
import LogInput
import PatternCatalogue
import ReportBuilding
import Reporting
import SessionAnalysis
import SystemPackage

/// Merges partial results to one report, or to another partial result.
struct MergeFrontend {
  var paths: [String]
  var report: ReportOptions
  var failOn: FailureThreshold
  /// Whether a partial result is written instead of a report.
  var isPartial: Bool
  var temporaryFolder: String

  /// Reads the partial results and writes what they come to.
  ///
  /// - Parameter catalogue: The words for what was found, and the rules for its causes.
  /// - Returns: The exit status.
  /// - Throws: What the output or the temporary file reports.
  func run(_ catalogue: Catalogue) throws -> ExitStatus {
    var status = ExitStatus.clean
    let origin = PartialFile.Origin(catalogue)
    var builder = ReportBuilder(
      store: try SpillFile(folder: temporaryFolder), diagnostician: Diagnostician(catalogue))
    for path in paths {
      do {
        let (copy, check) = try copied(path)
        if check.origins.contains(where: { $0 != origin }) { Diagnostic.otherOrigin(path).print() }
        try builder.addPartial(copy, checked: check)
      } catch let error as PartialError {
        Diagnostic(error, path: path).print()
        status = .trouble
      } catch let error as InputError {
        error.print()
        status = .trouble
      }
    }
    if isPartial {
      try report.writePartial(of: &builder, origin)
      return status
    }
    for problem in try builder.joinRanges() {
      Diagnostic(problem).print()
      status = .trouble
    }
    ProcessMemory.beginStage()
    let built = try builder.finish(
      tool: ToolReport(catalogue),
      glossary: Glossary(catalogue, AnalysisRules(catalogue)))
    if failOn.isReached(by: built.head) { status = max(status, .findings) }
    try report.write(built)
    return status
  }

  /// Copies a partial result, which is read to its end before anything of it is used; a pipe cannot be
  /// read twice.
  ///
  /// - Throws: `InputError` if it cannot be read, `PartialError` if it is not whole, `OutputError` if
  ///   the copy cannot be written.
  private func copied(_ path: String) throws -> (file: SpillFile, check: PartialCheck) {
    let file = try SpillFile(folder: temporaryFolder)
    let source = try FileSource(path)
    var check = PartialCheck()
    while true {
      let bytes = try source.next(256 << 10)
      guard !bytes.isEmpty else { break }
      try check.feed(bytes)
      try file.append(bytes)
    }
    try check.finish()
    return (file, check)
  }
}

/// A file, or standard input for `-`.
private final class FileSource {
  private let descriptor: FileDescriptor
  private let path: String
  private let owns: Bool

  init(_ path: String) throws {
    self.path = path
    owns = path != "-"
    do {
      descriptor =
        owns
        ? try FileDescriptor.open(SystemPath.bytes(of: path), .readOnly, options: .closeOnExec)
        : .standardInput
    } catch {
      throw InputError(error, path: path)
    }
  }

  deinit {
    if owns { try? descriptor.close() }
  }

  func next(_ count: Int) throws -> [UInt8] {
    do {
      return try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        initialized = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
    } catch {
      throw InputError(error, path: path)
    }
  }
}
