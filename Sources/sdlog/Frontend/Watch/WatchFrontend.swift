import Diagnosis
import Localization
import LogInput
import PatternCatalogue
import ReportBuilding
import Reporting
import SessionAnalysis
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Watches standard input and tells what happens as it happens.
struct WatchFrontend {
  /// What was asked for.
  var options: WatchOptions

  /// Watches until the input ends or somebody ends it, then writes the report.
  ///
  /// - Parameter catalogue: What the programs print.
  /// - Returns: The exit status as a number: that of `scan`, or 128 and the signal that ended it.
  /// - Throws: What an output or a temporary file reports.
  func run(_ catalogue: Catalogue) throws -> Int32 {
    // A reader that goes away is noticed when something is written to it, so that state is kept.
    signal(SIGPIPE, SIG_IGN)
    if let folder = options.followed.first(where: Self.isFolder) {
      throw Diagnostic(
        isWarning: false,
        message: LocalizedText(en: "\(folder) is a folder", zh: "\(folder) 是一个文件夹"),
        helps: [
          LocalizedText(
            en: "name the logs in it, each with a --follow of its own",
            zh: "请逐个用 --follow 指定其中的日志")
        ])
    }
    let watcher = try Watcher(options, catalogue)
    do {
      return try watcher.run()
    } catch let error as OutputError where error.reason == .brokenPipe {
      watcher.abandon()
      signal(SIGPIPE, SIG_DFL)
      raise(SIGPIPE)
      return ExitStatus.clean.rawValue
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(SystemPath.bytes(of: path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
