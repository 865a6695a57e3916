import LogInput
import Reporting

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension InputError {
  /// What went wrong, in a few words.
  var reason: String {
    switch code {
    case .notFound: "no such file or folder"
    case .permissionDenied: "permission denied"
    case .binary: "holds binary data, not a log"
    case .emptyFolder: "the folder holds no file to read"
    case .emptyArchive: "the archive holds no file to read"
    case .shrank: "became shorter while it was read"
    case .truncated: "ends in the middle of its compressed data"
    case .damaged(let words):
      words.isEmpty ? "damaged" : "damaged (\(TextSanitizer.sanitized(words)))"
    case .encrypted: "encrypted; passwords are not asked for"
    case .unsupported(let form): "packed in a form that is not read: \(form)"
    case .expandsTooMuch: "stopped: it expands to far more than a log would"
    case .tooDeep: "packed too deep: too many archives or compressions in one another"
    case .tooManyMembers: "stopped: the archive has too many members"
    case .notPlain: "is no plain file, so that there are no ranges of it"
    case .system(let number): number == 0 ? "cannot be read" : String(cString: strerror(number))
    }
  }

  /// What the user can do.
  private var help: String? {
    switch code {
    case .notFound: "check the spelling; a pattern such as logs/*.log is expanded by the shell"
    case .permissionDenied: "ask for the right to read it, or run as its owner"
    case .binary: "name the console log; images, models and programs are not read"
    case .emptyFolder: "hidden files, programs and documents are left out; name one to read it"
    case .emptyArchive: "folders, links and hidden files in it are left out"
    case .shrank: "what was read is reported; read it again when nothing writes to it"
    case .truncated, .damaged: "what was readable is reported; get a whole copy for the rest"
    case .encrypted: "unpack it with its password, and name the files"
    case .unsupported: "unpack it, and name the files"
    case .expandsTooMuch: "what came before is reported; if it is a log, unpack it first"
    case .tooDeep: "unpack the outer archives, and name what was in them"
    case .tooManyMembers: "unpack it, and name the folder"
    case .notPlain: "scan it whole, or unpack it first"
    case .system: nil
    }
  }

  /// Prints what could not be read, why, and what to do, to standard error.
  func print() {
    var text = "error: \(TextSanitizer.sanitized(path)): \(reason)\n"
    if let help { text += "  help: \(help)\n" }
    var error = StandardStream.error
    try? error.append(text)
  }
}
