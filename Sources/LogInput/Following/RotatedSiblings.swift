#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The files beside a log that rotation may have made of it.
struct RotatedSiblings {
  /// A file with what tells its place among the others.
  struct Sibling {
    /// Its path.
    var path: String
    var identity: TailFile.Identity
    var size: Int
    /// When it was written last, in nanoseconds since 1970.
    var modified: Int
    /// When it was renamed, written or otherwise changed last, in nanoseconds since 1970.
    var changed: Int
    /// Larger for older files of one number or date scheme.
    var age: Int
    var isCompressed: Bool
    /// The name without what compression put behind it.
    var plainPath: String
  }

  /// The files, the oldest first.
  let files: [Sibling]

  /// How many files are looked at.
  private static let limit = 1000

  /// Looks for the files.
  ///
  /// - Parameter paths: Where the log is, and where its path leads or led to.
  init(of paths: [String]) {
    var found: [String: Sibling] = [:]
    for path in Set(paths) {
      let (folder, name) = Self.split(path)
      let pattern = SiblingName(name)
      for entry in Self.names(in: folder) where pattern.matches(entry) {
        let full = folder == "." && !path.hasPrefix("./") ? entry : "\(folder)/\(entry)"
        if let sibling = Self.sibling(at: full, age: pattern.age(of: entry)) {
          // A file that two paths lead to is one file.
          found["\(sibling.identity.device):\(sibling.identity.inode)"] = sibling
        }
      }
    }
    // While a file is being compressed both it and what it becomes are there.
    let plain = Set(found.values.filter { !$0.isCompressed }.map(\.path))
    files = found.values.filter { !$0.isCompressed || !plain.contains($0.plainPath) }
      .sorted { ($0.modified, -$0.age, $0.path) < ($1.modified, -$1.age, $1.path) }
  }

  static func nanoseconds(_ time: timespec) -> Int {
    Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }

  /// When something in the folder of a path came or went last, in nanoseconds since 1970.
  static func folderTime(of path: String) -> Int {
    var status = stat()
    let folder = split(path).folder
    guard stat(SystemPath.bytes(of: folder.isEmpty ? "/" : folder), &status) == 0 else { return 0 }
    #if canImport(Darwin)
    return nanoseconds(status.st_mtimespec)
    #else
    return nanoseconds(status.st_mtim)
    #endif
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(SystemPath.bytes(of: folder.isEmpty ? "/" : folder)) else {
      return []
    }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < limit, let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { SystemPath.text(of: $0) }
        })
    }
    return names
  }

  private static func sibling(at path: String, age: Int) -> Sibling? {
    var status = stat()
    // A link is a name of a file that is looked at by itself.
    guard lstat(SystemPath.bytes(of: path), &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    #if canImport(Darwin)
    let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
    #else
    let (modified, changed) = (status.st_mtim, status.st_ctim)
    #endif
    let ending = PackedEnding.of(path)
    return Sibling(
      path: path, identity: TailFile.Identity(status), size: Int(status.st_size),
      modified: Self.nanoseconds(modified), changed: Self.nanoseconds(changed), age: age,
      isCompressed: ending != nil, plainPath: String(path.dropLast(ending?.utf8.count ?? 0)))
  }
}

/// A log's name with the places at which rotation puts numbers and dates.
struct SiblingName {
  private let name: Substring
  /// The name with every number as `0`.
  private let form: String

  /// Takes the name apart.
  init(_ name: String) {
    self.name = name[...]
    form = Self.form(of: name[...])
  }

  /// Whether another name may be that of the same log: `x.log.2`, `x.log-20260501.gz`, `x-2.log` and
  /// `x-20260501.log` for `x.log`; `x-2.log` for `x-1.log`.
  func matches(_ other: String) -> Bool {
    let plain = Self.withoutPacking(other)
    if plain == name || Self.form(of: plain) == form { return true }
    if plain.hasPrefix(name), isSuffix(plain.dropFirst(name.count)) { return true }
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
    let (base, ending) = (name[..<dot], name[dot...])
    return plain.hasPrefix(base) && plain.hasSuffix(ending)
      && plain.utf8.count > name.utf8.count
      && isSuffix(plain.dropFirst(base.count).dropLast(ending.count))
  }

  /// Larger for older files, as far as the number or date in the name tells.
  func age(of other: String) -> Int {
    let plain = Self.withoutPacking(other)
    if plain == name { return 0 }
    let digits = plain.split { !$0.isASCIIDigit }.last ?? ""
    let value = Int(digits.prefix(15)) ?? 0
    // Small numbers count from the newest file, dates and times from the oldest.
    return digits.count <= 4 ? value : -value
  }

  private func isSuffix(_ text: Substring) -> Bool {
    guard let first = text.first, ".-_".contains(first), text.count <= 32 else { return false }
    return text.contains(where: \.isASCIIDigit)
      && text.allSatisfy { $0.isASCIIDigit || ".-_:T".contains($0) }
  }

  private static func withoutPacking(_ name: String) -> Substring {
    let ending = PackedEnding.of(name)
    return name.dropLast(ending?.count ?? 0)
  }

  private static func form(of name: Substring) -> String {
    var form = ""
    for character in name where !(character.isASCIIDigit && form.last == "0") {
      form.append(character.isASCIIDigit ? "0" : character)
    }
    return form
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
