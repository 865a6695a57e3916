import LogInput

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension InputItem {
  /// When its newest file was last changed, in milliseconds since 1970; `nil` for standard input.
  var modificationTime: Int? {
    guard !isStandardInput, let status = Self.status(of: path) else { return nil }
    #if canImport(Darwin)
    return Int(status.st_mtimespec.tv_sec) * 1000
    #else
    return Int(status.st_mtim.tv_sec) * 1000
    #endif
  }

  /// Whether a path leads to one of its regular files.
  func holds(_ path: String) -> Bool {
    guard let other = Self.status(of: path), other.st_mode & S_IFMT == S_IFREG else { return false }
    let own = isStandardInput ? [Self.inputStatus] : parts.map(Self.status)
    return own.contains {
      $0.map { $0.st_dev == other.st_dev && $0.st_ino == other.st_ino } ?? false
    }
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(SystemPath.bytes(of: path), &status) == 0 ? status : nil
  }

  private static var inputStatus: stat? {
    var status = stat()
    return fstat(STDIN_FILENO, &status) == 0 ? status : nil
  }
}
