import RunHistory

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where the history lies.
struct HistoryFile {
  /// Its path.
  let path: String
  /// Whether the user named it, so that its folder is the user's business.
  private let isGiven: Bool

  /// Chooses the history.
  ///
  /// - Parameters:
  ///   - given: What the user named.
  ///   - environment: Tells where state is kept.
  init(given: String?, environment: Environment) {
    isGiven = given != nil
    path = given ?? "\(StateFolder(environment).path)/history.sqlite"
  }

  /// Opens the history, and makes its folder first where that is needed to write.
  func open(_ mode: RunHistory.Mode) throws(HistoryError) -> RunHistory {
    if mode == .readWrite, !isGiven { StateFolder.makeFolders(of: path) }
    return try RunHistory(path: path, mode: mode)
  }

  /// Makes the folder of a history that the user did not name.
  func makeFolderIfOurs() {
    if !isGiven { StateFolder.makeFolders(of: path) }
  }

  /// What names the history to another command; empty for the one that is used anyway.
  var option: String {
    guard isGiven else { return "" }
    let isPlain = path.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || "/._-+,".utf8.contains($0)
    }
    return "--history "
      + (isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'")
  }
}

/// The history that a command writes to beside what else it does.
struct HistoryTarget {
  /// Where it lies.
  var file: HistoryFile
  /// The machine that logs are from, unless they name it.
  var host: String

  /// Opens the history to write; `nil` after saying why that cannot be done.
  func open() -> (history: RunHistory, host: String)? {
    do throws(HistoryError) {
      return (try file.open(.readWrite), host)
    } catch {
      Diagnostic(error).print()
      return nil
    }
  }
}

extension Environment {
  /// The name of this machine.
  var hostName: String {
    var bytes = [CChar](repeating: 0, count: 256)
    guard gethostname(&bytes, bytes.count - 1) == 0 else { return "unknown" }
    let name = String(
      decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return name.isEmpty ? "unknown" : name
  }

  /// The time of the clock in milliseconds since 1970.
  var milliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }
}
