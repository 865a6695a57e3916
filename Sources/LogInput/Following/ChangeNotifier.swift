#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Says when followed files may have changed.
///
/// Where the system tells (inotify) it is told at once; everywhere else, and on file systems of other
/// machines, the files are to be looked at from time to time.
package final class ChangeNotifier {
  /// How often files are to be looked at though nothing was told, in seconds.
  package let interval: Double
  /// What is waited for: readable when something has changed; -1 where nothing tells.
  package private(set) var descriptor: Int32 = -1

  #if os(Linux)
  /// The watches by path, of folders and of files.
  private var watches: [String: Int32] = [:]
  #endif

  /// Looks at files that are not told of, in seconds.
  private static let pollingInterval = 0.25
  /// Looks at files that are told of all the same, in seconds: it mends what a race has left out.
  private static let safetyInterval = 1.0

  /// Begins to notify.
  ///
  /// - Parameters:
  ///   - paths: The files.
  ///   - isPolling: Whether the files are only to be looked at.
  package init(paths: [String], isPolling: Bool) {
    #if os(Linux)
    let isTold = !isPolling && paths.allSatisfy(Self.isLocal)
    if isTold { descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC)) }
    #endif
    interval = descriptor >= 0 ? Self.safetyInterval : Self.pollingInterval
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}

extension ChangeNotifier {
  /// Watches a path: the folder for what comes and goes, the file for what is written to it.
  ///
  /// To be called again after each look, since another file may be there by then.
  package func watch(_ path: String) {
    #if os(Linux)
    guard descriptor >= 0 else { return }
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
    let changes = UInt32(IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR)
    watch(folder ?? ".", changes)
    watch(path, UInt32(IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF))
    #endif
  }

  /// Forgets what was told.
  ///
  /// - Returns: Whether anything was.
  package func drain() -> Bool {
    #if os(Linux)
    guard descriptor >= 0 else { return false }
    return withUnsafeTemporaryAllocation(byteCount: 16 << 10, alignment: 8) { buffer in
      var isTold = false
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        guard count > 0 else { return isTold }
        isTold = true
        forgetGone(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    }
    #else
    return false
    #endif
  }

  #if os(Linux)
  private func watch(_ path: String, _ events: UInt32) {
    // The same watch is handed out for the same file, and another one for another file.
    let watch = inotify_add_watch(descriptor, SystemPath.bytes(of: path), events)
    if let old = watches[path], old != watch,
      !watches.contains(where: { $0.key != path && $0.value == old })
    {
      inotify_rm_watch(descriptor, old)
    }
    watches[path] = watch >= 0 ? watch : nil
  }

  /// Forgets watches of files that are gone, which the system has removed.
  private func forgetGone(_ events: UnsafeRawBufferPointer) {
    var at = 0
    let size = MemoryLayout<inotify_event>.size
    while at + size <= events.count {
      let event = events.loadUnaligned(fromByteOffset: at, as: inotify_event.self)
      if event.mask & UInt32(IN_IGNORED) != 0 {
        watches = watches.filter { $0.value != event.wd }
      }
      at += size + Int(event.len)
    }
  }

  /// The types of file systems that other machines or programs change without anybody being told.
  private static let remoteTypes = [
    "nfs", "cifs", "smb", "fuse", "9p", "virtiofs", "ceph", "afs", "lustre", "gluster", "vboxsf",
  ]

  /// Whether a path's file system is this machine's own, so that all changes are told.
  private static func isLocal(_ path: String) -> Bool {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
    var status = stat()
    guard stat(SystemPath.bytes(of: folder ?? "."), &status) == 0 else { return true }
    let device = UInt64(status.st_dev)
    let major = device >> 8 & 0xFFF | device >> 32 & ~0xFFF
    let minor = device & 0xFF | device >> 12 & ~0xFF
    // `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw` (proc(5)).
    for line in mounts().split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 4, fields[2] == "\(major):\(minor)",
        let mark = fields.firstIndex(of: "-"), mark + 1 < fields.count
      else { continue }
      return !remoteTypes.contains { fields[mark + 1].hasPrefix($0) }
    }
    return true
  }

  private static func mounts() -> String {
    let file = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while text.count < 4 << 20 {
      let count = read(file, &buffer, buffer.count)
      guard count > 0 else { break }
      text += buffer[..<count]
    }
    return String(decoding: text, as: UTF8.self)
  }
  #endif
}
