import Diagnosis
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
}
