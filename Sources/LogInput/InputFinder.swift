#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Finds what to read below the paths that the user named.
package enum InputFinder {
  /// How deep folders are entered.
  static let depthLimit = 32

  /// Returns the files to read, in the order of the paths.
  ///
  /// Below a folder the order is natural (`run-2.log` before `run-10.log`), and hidden files, links to
  /// folders, and files whose names say that they are programs, data or documents are left out. The
  /// files that one log was rotated into are one item; of files that were named one by one, those
  /// named.
  ///
  /// - Parameters:
  ///   - paths: What the user named; `-` is standard input.
  ///   - report: Is handed what cannot be read.
  /// - Returns: The files.
  package static func find(_ paths: [String], report: (InputError) -> Void) -> [InputItem] {
    var items: [InputItem] = []
    for path in paths {
      if path == "-" {
        items.append(InputItem(path: path, isNamed: true))
        continue
      }
      switch kind(of: path, followingLinks: true) {
      case .failure(let error):
        report(error)
      case .success(.folder):
        let before = items.count
        enter(path, depth: 0, &items, report)
        if items.count == before { report(InputError(code: .emptyFolder, path: path)) }
      case .success:
        items.append(InputItem(path: path, isNamed: true))
      }
    }
    return RotatedSets.joined(items)
  }

  private enum Kind {
    case folder
    case file
    case other
  }

  private static func kind(
    of path: String, followingLinks: Bool
  ) -> Result<Kind, InputError> {
    var status = stat()
    let bytes = SystemPath.bytes(of: path)
    let result = followingLinks ? stat(bytes, &status) : lstat(bytes, &status)
    guard result == 0 else { return .failure(InputError(errno: errno, path: path)) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .success(.folder)
    case S_IFREG: return .success(.file)
    default: return .success(.other)
    }
  }

  private static func enter(
    _ folder: String, depth: Int, _ items: inout [InputItem], _ report: (InputError) -> Void
  ) {
    guard let stream = opendir(SystemPath.bytes(of: folder)) else {
      report(InputError(errno: errno, path: folder))
      return
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { SystemPath.text(of: $0) }
      }
      if !FileName.isNoLog(name) { names.append(name) }
    }
    names.sort(by: NaturalOrder.precedes)
    for name in names {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      switch kind(of: path, followingLinks: false) {
      case .failure(let error):
        report(error)
      case .success(.folder):
        if depth < depthLimit { enter(path, depth: depth + 1, &items, report) }
      case .success(.file):
        items.append(InputItem(path: path, isNamed: false))
      case .success(.other):
        // A link to a file is a file; sockets, devices and links to folders are not read.
        var status = stat()
        if stat(SystemPath.bytes(of: path), &status) == 0, status.st_mode & S_IFMT == S_IFREG {
          items.append(InputItem(path: path, isNamed: false))
        }
      }
    }
  }
}

extension InputError {
  /// Creates an error from the system's number.
  init(errno number: Int32, path: String) {
    switch number {
    case ENOENT, ENOTDIR: self.init(code: .notFound, path: path)
    case EACCES, EPERM: self.init(code: .permissionDenied, path: path)
    default: self.init(code: .system(number), path: path)
    }
  }
}
